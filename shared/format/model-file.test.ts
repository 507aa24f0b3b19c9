import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { zipSync, strToU8 } from 'fflate';
import { describe, expect, it } from 'vitest';
import { atDepth } from '../../build/lib/depth';
import { type ConvDocument, emptyDocument, type GraphNode } from '../graph/document';
import type { RunRecord } from '../model/run-record';
import { filledModel } from '../model/testing/filled-model';
import { shapesOf, type WeightMap } from '../model/weights';
import { bytesSource } from './byte-source';
import { FormatError } from './format-error';
import { modelMigrations } from './model-migrations';
import { partsOf } from './model-parts';
import { openModelFile, readCheckpoint, readEvaluation, readTrained, readWeights } from './model-read';
import { MODEL_VERSION } from './model-schema';
import { modelBytes, type ModelToWrite, type RunToWrite } from './model-write';
import { writeSafetensors } from './safetensors';
import { openZip } from './zip-read';

const node = (id: string, type: string, params: GraphNode['params'] = {}): GraphNode => ({
  id,
  type,
  name: id,
  params,
});
const chain = ['image', 'C1', 'flat', 'fc', 'answer'];
const drawing: ConvDocument = {
  ...emptyDocument('The drawing'),
  nodes: [
    node('image', 'Input', { shape: [4, 4, 1] }),
    node('C1', 'Conv2D', { filters: 2, kernelSize: [3, 3] }),
    node('flat', 'Flatten'),
    node('fc', 'Dense', { units: 2 }),
    node('answer', 'Output'),
  ],
  edges: chain.slice(1).map((target, i) => ({
    ...{ source: chain[i] ?? '', sourcePort: 'out' },
    ...{ target, targetPort: 'in' },
  })),
};

const filledWith = (mark: number) =>
  filledModel({ ...drawing, name: `Network ${mark}` }, mark, `run-${mark}`, `Run ${mark}`);
const weightsOf = (mark: number): WeightMap => filledWith(mark).weights;
const slotsOf = (mark: number): WeightMap => filledWith(mark).checkpoint.slots;

const recordOf = (mark: number): RunRecord => ({
  ...filledWith(mark).record,
  state: 'stopped',
  data: { name: 'digits', fingerprint: 'abc', pictures: { training: 10, validation: 2, test: 4 } },
  kernels: 'relaxed',
  epochs: [{ epoch: 1, seconds: 3.25, train: { loss: 0.5, accuracy: 0.8 }, validation: null }],
  test: {
    scores: { loss: 0.6, accuracy: 0.75 },
    count: 4,
    confusion: [
      [2, 0],
      [1, 1],
    ],
  },
});

const state = {
  epoch: 1,
  batch: 5,
  step: 12,
  partial: { images: 40, seconds: 0.5, sums: { loss: 20.5, correct: 31 } },
};

const runOf = (mark: number): RunToWrite => ({
  ...filledWith(mark).facts,
  origin: { kind: 'run', record: recordOf(mark) },
  parts: partsOf({
    weights: weightsOf(mark),
    checkpoint: { state, slots: slotsOf(mark) },
    curve: Uint8Array.of(1, 2, 3),
  }),
});

const model: ModelToWrite = {
  drawing,
  current: { run: 'run-2', weights: 'last' },
  runs: [runOf(1), { ...runOf(2), moved: new Map([['C1', 'block/C1']]) }],
};

const open = (bytes: Uint8Array) => openModelFile(bytesSource(bytes));

/** The model's files with some of them changed, or taken out where null. */
async function changed(changes: Readonly<Record<string, Uint8Array | null>>): Promise<Uint8Array> {
  const zip = await openZip(bytesSource(modelBytes(model)), 'It');
  const files: Record<string, Uint8Array> = {};
  for (const [path, entry] of zip.entries) files[path] = await zip.read(entry, 1e9);
  for (const [path, bytes] of Object.entries(changes)) {
    if (bytes === null) Reflect.deleteProperty(files, path);
    else files[path] = bytes;
  }
  return zipSync(files, { level: 0 });
}

describe('model files', () => {
  it('come back whole: the drawing, and each run with the document that it was trained on', async () => {
    const file = await open(modelBytes(model));
    expect(file.problems).toEqual([]);
    expect(file.drawing).toEqual(model.drawing);
    expect(file.current).toEqual(model.current);
    expect(file.runs.map(({ id }) => id)).toEqual(['run-1', 'run-2']);
    expect(file.runs.map(({ moved }) => [...moved])).toEqual([[], [['C1', 'block/C1']]]);
    for (const [i, run] of file.runs.entries()) {
      const mark = i + 1;
      const { trainedOn, preprocessing, outputs, origin } = runOf(mark);
      expect(await readTrained(run)).toEqual({
        trainedOn,
        preprocessing,
        outputs,
        origin,
        weights: weightsOf(mark),
      });
      expect(await readCheckpoint(run)).toEqual({
        state,
        weights: weightsOf(mark),
        slots: slotsOf(mark),
      });
      expect(await run.read('curve.bin')).toEqual(Uint8Array.of(1, 2, 3));
      expect(run.shapes.get('last')).toEqual(shapesOf(weightsOf(mark)));
    }
  });

  it('are the same bytes for the same model, and hold each weight once', () => {
    expect(modelBytes(model)).toEqual(modelBytes(model));
    const [run] = model.runs;
    const half: ModelToWrite = {
      ...model,
      runs: [{ ...run!, weightsNames: { last: 'last', best: 'last' } }],
    };
    expect(modelBytes(half).length).toBeLessThan(modelBytes({ ...model, runs: [run!] }).length + 40);
  });

  it('keep a loss that went out of bounds', async () => {
    const run = runOf(1);
    const record: RunRecord = {
      ...recordOf(1),
      test: null,
      epochs: [{ epoch: 1, seconds: 1, train: { loss: NaN, accuracy: 0.1 }, validation: null }],
    };
    const file = await open(
      modelBytes({ ...model, current: null, runs: [{ ...run, origin: { kind: 'run', record } }] }),
    );
    expect(file.runs[0]!.origin).toEqual({ kind: 'run', record });
  });

  it('are opened without their weights being read', async () => {
    const wide: ConvDocument = {
      ...drawing,
      nodes: drawing.nodes.map((each) =>
        each.id === 'C1' ? { ...each, params: { filters: 50_000, kernelSize: [3, 3] } } : each,
      ),
    };
    const large = filledModel(wide, 1);
    const bytes = modelBytes({
      drawing,
      current: null,
      runs: [{ ...large.facts, parts: partsOf({ weights: large.weights }) }],
    });
    let read = 0;
    const source = bytesSource(bytes);
    await openModelFile({
      size: source.size,
      read(from, length) {
        read += length;
        return source.read(from, length);
      },
    });
    expect(bytes.length).toBeGreaterThan(3_000_000);
    expect(read).toBeLessThan(100_000);
  });

  it('lose nothing else with a part that is missing, cut off or there twice', async () => {
    const path = 'runs/run-1/weights/last.safetensors';
    const missing = await open(await changed({ [path]: null }));
    expect(missing.problems).toEqual([
      `Run 1 has lost a part: The model file is not whole: “${path}” is missing in it.`,
    ]);
    expect(missing.runs).toHaveLength(2);
    await expect(readWeights(missing.runs[0]!, 'last')).rejects.toThrow('Run 1 has no weights any more.');
    expect(await readWeights(missing.runs[1]!, 'last')).toEqual(weightsOf(2));
    expect(missing.drawing).toEqual(model.drawing);

    const slots = await open(await changed({ 'runs/run-2/checkpoint/slots.safetensors': null }));
    expect(slots.problems).toEqual([
      "Run 2 has lost a part: “runs/run-2/checkpoint/slots.safetensors” is missing in it, so it can't go on.",
    ]);
    expect(await readCheckpoint(slots.runs[1]!)).toBeNull();

    const record = await open(await changed({ 'runs/run-2/record.json': strToU8('{}') }));
    expect(record.problems).toHaveLength(1);
    expect(record.problems[0]).toMatch(/^The run “run-2” is left aside: .*origin must be an object/);
    expect(record.current).toBeNull();
    expect(await readWeights(record.runs[0]!, 'last')).toEqual(weightsOf(1));

    const bytes = modelBytes(model);
    const { entries } = await openZip(bytesSource(bytes), 'It');
    const at = entries.get('runs/run-2/weights/last.safetensors')!.offset;
    const cut = await open(bytes.subarray(0, at + 60));
    expect(cut.problems[0]).toBe('The file was cut off: what lay behind is lost.');
    expect(cut.problems.slice(1).join(' ')).toMatch(/Run 2 has lost a part: .*is cut off/);
    expect(await readTrained(cut.runs[0]!)).toMatchObject({ weights: weightsOf(1) });
    expect(cut.drawing).toEqual(model.drawing);

    const twice = Buffer.from(bytes)
      .toString('latin1')
      .replaceAll('run-1/weights/last', 'run-2/weights/last');
    const doubled = await open(new Uint8Array(Buffer.from(twice, 'latin1')));
    expect(doubled.problems.join(' ')).toMatch(
      /“runs\/run-2\/weights\/last\.safetensors” stands in it twice/,
    );
    expect(doubled.drawing).toEqual(model.drawing);
  });

  it('leave out the best weights where they are of another shape, though of equal size', async () => {
    const run = runOf(1);
    const best = new Map(
      [...weightsOf(1)].map(([key, weight]) => [key, { ...weight, shape: [...weight.shape].reverse() }]),
    );
    const parts = new Map(run.parts).set('weights/best.safetensors', writeSafetensors(best));
    const file = await open(
      modelBytes({
        ...model,
        current: null,
        runs: [{ ...run, parts, weightsNames: { last: 'last', best: 'best' } }],
      }),
    );
    expect(file.problems).toHaveLength(1);
    expect(file.problems[0]).toMatch(
      /^Run 1 has lost a part: .*“C1\/kernel” is 2×1×3×3 where the network has 3×3×1×2/,
    );
    expect(file.runs[0]!.weightsNames).toEqual({ last: 'last' });
    expect(await readWeights(file.runs[0]!, 'last')).toEqual(weightsOf(1));
  });

  it('without a drawing show the network of the last run', async () => {
    const file = await open(await changed({ 'document.json': strToU8('{}') }));
    expect(file.drawing).toEqual(model.runs[1]!.trainedOn);
    expect(file.problems).toHaveLength(2);
  });

  it('whose list is lost are told by their folders', async () => {
    const file = await open(await changed({ 'model.json': null }));
    expect(file.runs.map(({ id }) => id)).toEqual(['run-1', 'run-2']);
    expect(file.current).toBeNull();
    expect(file.problems).toEqual(['The model file is not whole: “model.json” is missing in it.']);
  });

  it('are refused where they are newer, or no models', async () => {
    const newer = strToU8('{"format":"convcanvas-model","version":99}');
    await expect(open(await changed({ 'model.json': newer }))).rejects.toThrow(/saved by a newer version/);
    await expect(open(zipSync({ 'word/document.xml': strToU8('<x/>') }))).rejects.toThrow(
      /This is a zip archive, and not a network/,
    );
  });

  it('with an evaluation of another network say so when it is read', async () => {
    const { scores, count, confusion } = recordOf(1).test!;
    const evaluation = { scores, count, confusion, examples: [] };
    const name = 'runs/run-1/evaluation.json';
    const read = async (content: object) =>
      readEvaluation((await open(await changed({ [name]: strToU8(JSON.stringify(content)) }))).runs[0]!);
    expect(await read(evaluation)).toEqual(evaluation);
    const many = Array.from({ length: 900 }, () => new Array<number>(900).fill(0));
    await expect(read({ ...evaluation, confusion: many })).rejects.toThrow(
      "The model's evaluation contradicts its network: its test has not 2 × 2 counts",
    );
    await expect(
      read({
        ...evaluation,
        confusion: [
          [2.5, 0],
          [0, 1.5],
        ],
      }),
    ).rejects.toThrow(FormatError);
  });

  it('with damaged weights say so when they are read', async () => {
    const bytes = modelBytes(model);
    const { entries } = await openZip(bytesSource(bytes), 'It');
    const { offset, compressed } = entries.get('runs/run-1/weights/last.safetensors')!;
    const damaged = bytes.slice();
    const at = offset + compressed + 60;
    damaged[at] = (damaged[at] ?? 0) ^ 1;
    const file = await open(damaged);
    await expect(readWeights(file.runs[0]!, 'last')).rejects.toThrow(/is damaged/);
  });

  it('with mutated bytes open or are refused in a sentence, never otherwise', async () => {
    const bytes = modelBytes(model);
    const mutation = fc.record({ at: fc.nat(bytes.length - 1), byte: fc.nat(255) });
    const cut = fc.option(fc.nat(bytes.length), { freq: 4 });
    let whole = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 4 }), cut, async (mutations, length) => {
        const mutated = bytes.slice(0, length ?? bytes.length);
        for (const { at, byte } of mutations) if (at < mutated.length) mutated[at] = byte;
        try {
          const file = await open(mutated);
          for (const run of file.runs) {
            expect(await readWeights(run, 'last')).toEqual(weightsOf(Number(run.id.slice('run-'.length))));
          }
          if (file.problems.length === 0) whole += 1;
        } catch (error) {
          if (!(error instanceof FormatError)) throw error;
          expect(error.message).toMatch(/^.*\.$/s);
        }
      }),
      { numRuns: atDepth(150, 400) },
    );
    // Bytes that mean nothing (times, versions) may change; the test would be empty if all did.
    expect(whole).toBeLessThan(280);
  });
});

/** SHA-256 of each frozen model. A new version adds some; the others never change. */
const FROZEN: Readonly<Record<string, string>> = {
  'model-v1-finished.cnn': '79ab3bbcb88ee2536ffee0f4d0912e1938e6d2b38d9e41ae9b25034ae17ccd13',
  'model-v1-stopped.cnn': 'bd11279dcbfe8eb0d8236907e98ae5bc666bfbc8ad5c06aa15eeebd66d9d67f0',
};

describe('models of older versions', () => {
  const fixture = (name: string): Uint8Array =>
    new Uint8Array(readFileSync(new URL(`./fixtures/${name}`, import.meta.url)));

  it('are kept, one or more of each, and each has a migration', () => {
    const old = Array.from({ length: MODEL_VERSION - 1 }, (_, i) => i + 1);
    expect(modelMigrations.map(({ from }) => from)).toEqual(old);
    const names = readdirSync(new URL('./fixtures/', import.meta.url)).filter((name) =>
      name.endsWith('.cnn'),
    );
    expect(names.sort()).toEqual(Object.keys(FROZEN));
    for (const version of old) {
      expect(names.some((name) => name.startsWith(`model-v${version}-`))).toBe(true);
    }
    for (const name of names) {
      expect(createHash('sha256').update(fixture(name)).digest('hex'), name).toBe(FROZEN[name]);
    }
  });

  it('open with all that they held', async () => {
    const finished = await open(fixture('model-v1-finished.cnn'));
    expect(finished.problems).toEqual([]);
    const [run] = finished.runs;
    expect(run!.trainedOn).toEqual(finished.drawing);
    expect(finished.current).toEqual({ run: run!.id, weights: 'last' });
    expect(run!.origin).toMatchObject({
      kind: 'run',
      record: { name: 'Run 1', state: 'finished', data: { name: 'digits' }, backend: 'wasm' },
    });
    const { record } = run!.origin as { record: RunRecord };
    expect(record.epochs).toHaveLength(3);
    expect(record.epochs[2]!.validation!['accuracy']).toBeCloseTo(0.9236, 4);
    expect(record.test).toMatchObject({ scores: { accuracy: 0.8309859154929577 }, count: 355 });
    expect(run!.outputs).toEqual({
      output: { task: 'classification', classNames: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'] },
    });
    const weights = await readWeights(run!, 'last');
    expect([...weights.keys()]).toEqual(['conv/kernel', 'conv/bias', 'dense/kernel', 'dense/bias']);
    expect(await readCheckpoint(run!)).toBeNull();
  });

  it('go on from where they were stopped', async () => {
    const stopped = await open(fixture('model-v1-stopped.cnn'));
    expect(stopped.problems).toEqual([]);
    const checkpoint = await readCheckpoint(stopped.runs[0]!);
    expect(checkpoint!.state).toEqual({ epoch: 5, batch: 728, step: 6498, partial: null });
    expect(checkpoint!.weights).toEqual(await readWeights(stopped.runs[0]!, 'last'));
    expect([...checkpoint!.slots.keys()].length).toBe(8);
  });
});
