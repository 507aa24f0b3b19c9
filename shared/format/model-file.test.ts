import { strToU8, unzipSync, zipSync } from 'fflate';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { WeightMap } from '../engine/executor';
import type { Model } from '../engine/run';
import { emptyDocument, type ConvDocument } from '../graph/document';
import { filledModel } from '../model/testing/filled-model';
import { FormatError } from './format-error';
import { readModel, writeModel } from './model-file';
import { openBytes } from './open';
import { readSafetensors, writeSafetensors } from './safetensors';
import { readZip } from './zip';

const tensors: WeightMap = new Map([
  ['conv1/kernel', { shape: [1, 2, 1, 2], data: Float32Array.of(1.5, -2, NaN, 1e-38) }],
  ['conv1/bias', { shape: [2], data: Float32Array.of(0, -0) }],
  ['stage/block[1]/“x”/gamma', { shape: [], data: Float32Array.of(7) }],
]);

const drawing: ConvDocument = {
  ...emptyDocument('Trained'),
  nodes: [
    { id: 'image', type: 'Input', name: 'image', params: { shape: [4, 4, 1] } },
    { id: 'conv1', type: 'Conv2D', name: 'conv1', params: { filters: 2, kernelSize: [3, 3] } },
    { id: 'flat', type: 'Flatten', name: 'flat', params: {} },
    { id: 'fc', type: 'Dense', name: 'fc', params: { units: 2 } },
    { id: 'answer', type: 'Output', name: 'answer', params: {} },
  ],
  edges: ['image', 'conv1', 'flat', 'fc', 'answer'].flatMap((target, index, all) => {
    const source = all[index - 1];
    return source === undefined ? [] : [{ source, sourcePort: 'out', target, targetPort: 'in' }];
  }),
};
const filled = filledModel(drawing, 3);

const model: Model = {
  ...filled,
  classNames: ['a', 'b'],
  run: {
    ...filled.run,
    state: 'stopped',
    epochs: [{ epoch: 1, loss: 0.5, accuracy: 0.8, valLoss: null, valAccuracy: null, seconds: 3.25 }],
    test: {
      accuracy: 0.75,
      loss: 0.6,
      count: 4,
      confusion: [
        [2, 0],
        [1, 1],
      ],
    },
  },
  checkpoint: filled.checkpoint && { ...filled.checkpoint, epoch: 1 },
};

describe('safetensors', () => {
  it('are written as the format says', () => {
    const bytes = writeSafetensors(new Map([['b', { shape: [2], data: Float32Array.of(1, 2) }]]), {
      by: 'us',
    });
    const view = new DataView(bytes.buffer);
    const length = Number(view.getBigUint64(0, true));
    expect(length % 8).toBe(0);
    expect(JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length)))).toEqual({
      __metadata__: { by: 'us' },
      b: { dtype: 'F32', shape: [2], data_offsets: [0, 8] },
    });
    expect(view.getFloat32(8 + length + 4, true)).toBe(2);
    expect(bytes).toHaveLength(8 + length + 8);
  });

  it('come back bit for bit, also from an odd offset', () => {
    const bytes = writeSafetensors(tensors);
    const shifted = new Uint8Array(bytes.length + 3);
    shifted.set(bytes, 3);
    for (const source of [bytes, shifted.subarray(3), Buffer.from(shifted.buffer, 3)]) {
      const read = readSafetensors(source);
      expect([...read.keys()]).toEqual([...tensors.keys()]);
      for (const [name, { shape, data }] of tensors) {
        expect(read.get(name)?.shape).toEqual(shape);
        expect(new Uint8Array(read.get(name)?.data.buffer ?? new ArrayBuffer())).toEqual(
          new Uint8Array(data.buffer),
        );
      }
    }
    expect(readSafetensors(writeSafetensors(new Map())).size).toBe(0);
  });

  const file = (header: unknown, dataLength: number): Uint8Array => {
    const json = strToU8(JSON.stringify(header));
    const bytes = new Uint8Array(8 + json.length + dataLength);
    new DataView(bytes.buffer).setBigUint64(0, BigInt(json.length), true);
    bytes.set(json, 8);
    return bytes;
  };
  const f32 = (begin: number, end: number): unknown => ({
    dtype: 'F32',
    shape: [(end - begin) / 4],
    data_offsets: [begin, end],
  });

  it.each([
    ['nothing', new Uint8Array(3), /cut off before its header/],
    ['a cut header', file({}, 0).subarray(0, 9), /cut off within its header/],
    ['a huge header', Uint8Array.of(255, 255, 255, 255, 255, 255, 255, 255, 0), /longer than 32 MB/],
    ['no JSON', file({}, 0).fill(0x21, 8), /not valid JSON/],
    ['a list', file([], 0), /not a list of tensors/],
    [
      'another type',
      file({ a: { dtype: 'F16', shape: [2], data_offsets: [0, 4] } }, 4),
      /“a” is stored as F16, and only F32/,
    ],
    [
      'a type that is no text',
      file({ a: { dtype: { toString: 1 }, shape: [2], data_offsets: [0, 4] } }, 4),
      /“a” is stored as something unknown, and only F32/,
    ],
    ['overlap', file({ a: f32(0, 8), b: f32(4, 12) }, 12), /“b” overlaps/],
    ['a gap', file({ a: f32(0, 4), b: f32(8, 12) }, 12), /gap before the tensor “b”/],
    ['missing bytes', file({ a: f32(0, 8) }, 4), /is cut off/],
    ['superfluous bytes', file({ a: f32(0, 4) }, 8), /belong to no tensor/],
    [
      'a wrong size',
      file({ a: { dtype: 'F32', shape: [3], data_offsets: [0, 8] } }, 8),
      /of shape \[3\] needs 12 bytes and has 8/,
    ],
    [
      'an overflowing shape',
      file({ a: { dtype: 'F32', shape: [2 ** 52, 2 ** 52], data_offsets: [0, 8] } }, 8),
      /needs .* bytes and has 8/,
    ],
    [
      'a negative place',
      file({ a: { dtype: 'F32', shape: [1], data_offsets: [-4, 0] } }, 8),
      /no proper place/,
    ],
    ['no shape', file({ a: { dtype: 'F32', data_offsets: [0, 4] } }, 4), /no proper shape/],
  ])('with %s are refused in a sentence', (_, bytes, sentence) => {
    expect(() => readSafetensors(bytes)).toThrow(sentence);
    expect(() => readSafetensors(bytes)).toThrow(FormatError);
  });
});

describe('model files', () => {
  it('come back whole', () => {
    expect(readModel(writeModel(model))).toEqual(model);
    const finished: Model = { ...model, checkpoint: null };
    expect(openBytes('m.cnn', writeModel(finished))).toEqual({ kind: 'model', model: finished });
  });

  it('that contradict their network are opened as a drawing that says why, and not read as a model', () => {
    const bytes = writeModel({ ...model, classNames: ['a'] });
    const why = 'The model names 1 classes, but its network tells 2 apart.';
    expect(() => readModel(bytes)).toThrow(new FormatError(why));
    expect(openBytes('m.cnn', bytes)).toEqual({
      kind: 'document',
      document: drawing,
      leftAside: `m.cnn: ${why}`,
    });
  });

  it('are the same bytes for the same model', () => {
    expect(writeModel(model)).toEqual(writeModel(model));
  });

  it('keep a loss that went out of bounds', () => {
    const lost: Model = {
      ...model,
      run: {
        ...model.run,
        epochs: [{ epoch: 1, loss: NaN, accuracy: 0.1, valLoss: null, valAccuracy: null, seconds: 1 }],
      },
    };
    expect(readModel(writeModel(lost)).run.epochs[0]?.loss).toBeNaN();
  });

  const archive = (files: Record<string, Uint8Array>): Uint8Array => zipSync(files);
  const parts = (): Record<string, Uint8Array> => unzipSync(writeModel(model));

  it('are refused where a part is missing or wrong', () => {
    const rest = parts();
    delete rest['weights.safetensors'];
    expect(() => readModel(archive(rest))).toThrow(
      "The model file can't be opened: “weights.safetensors” is missing in it.",
    );
    expect(() => readModel(archive({ ...parts(), 'document.json': strToU8('{}') }))).toThrow(
      /not a ConvCanvas document/,
    );
    expect(() =>
      readModel(archive({ ...parts(), 'model.json': strToU8('{"format":"convcanvas-model","version":2}') })),
    ).toThrow(/saved by a newer version/);
    expect(() =>
      readModel(archive({ ...parts(), 'model.json': strToU8('{"format":"convcanvas-model","version":1}') })),
    ).toThrow(/“model\.json” in the model file can't be opened: preprocessing must be an object/);
    expect(() => readModel(archive({ 'word/document.xml': strToU8('<x/>') }))).toThrow(
      /“model.json” is missing/,
    );
  });

  it('are refused where names lead out of the archive', () => {
    for (const name of ['../evil', '/etc/evil', 'a/../../evil', 'C:\\evil', 'a\\b']) {
      expect(() => readModel(archive({ ...parts(), [name]: strToU8('x') }))).toThrow(/unsafe name/);
    }
  });

  it('are refused where they would unpack to more than they may', () => {
    const zeros = archive({ 'model.json': new Uint8Array(70 * 1024 * 1024) });
    expect(() => readModel(zeros)).toThrow(/larger than 32 MB/);
    expect(() => readZip(zeros, [], 1024, 'It')).toThrow(
      /unpacked it would take 73400320 bytes, and 1024 is the limit/,
    );
    // Declares a small size but unpacks to more, and the other way round.
    for (const [declared, sentence] of [
      [10, /damaged/],
      [100_000_000, /damaged/],
      [3_000_000_000, /would take 3000000000 bytes, which is more than 2 times its size/],
    ] as const) {
      const lying = zeros.slice();
      const view = new DataView(lying.buffer);
      const directory = view.getUint32(lying.length - 6, true);
      view.setUint32(directory + 24, declared, true);
      expect(() => readModel(lying)).toThrow(sentence);
    }
  });

  it('with mutated bytes open or are refused in a sentence, never otherwise', () => {
    const bytes = writeModel({ ...model, checkpoint: null });
    const mutation = fc.record({ at: fc.nat(bytes.length - 1), byte: fc.nat(255) });
    const cut = fc.option(fc.nat(bytes.length), { freq: 4 });
    let opened = 0;
    fc.assert(
      fc.property(fc.array(mutation, { minLength: 1, maxLength: 4 }), cut, (mutations, length) => {
        const mutated = bytes.slice(0, length ?? bytes.length);
        for (const { at, byte } of mutations) if (at < mutated.length) mutated[at] = byte;
        try {
          const result = openBytes('m.cnn', mutated);
          opened += 1;
          if (result.kind === 'model') expect(result.model.weights).toEqual(model.weights);
        } catch (error) {
          if (!(error instanceof FormatError)) throw error;
          expect(error.message).toMatch(/^m\.cnn: .*\.$/s);
        }
      }),
      { numRuns: 2000 },
    );
    // Bytes that mean nothing (times, versions) may change; the test would be empty if all did.
    expect(opened).toBeLessThan(1000);
  });
});
