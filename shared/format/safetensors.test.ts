import { strToU8 } from 'fflate';
import { describe, expect, it } from 'vitest';
import { readAll, sourceOf, type WeightMap } from '../model/weights';
import { bytesSource } from './byte-source';
import { FormatError } from './format-error';
import { openSafetensors, readSafetensors, safetensorsPieces, writeSafetensors } from './safetensors';

const tensors: WeightMap = new Map([
  ['conv1/kernel', { shape: [1, 2, 1, 2], data: Float32Array.of(1.5, -2, NaN, 1e-38) }],
  ['conv1/bias', { shape: [2], data: Float32Array.of(0, -0) }],
  ['stage/block[1]/“x”/gamma', { shape: [], data: Float32Array.of(7) }],
]);

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

  it('are written in pieces to the same bytes, and read a tensor at a time', async () => {
    const pieces: number[] = [];
    for await (const piece of safetensorsPieces(sourceOf(tensors))) pieces.push(...piece);
    expect(Uint8Array.from(pieces)).toEqual(writeSafetensors(tensors));
    const opened = await openSafetensors(bytesSource(Uint8Array.from(pieces)));
    expect(opened.shapes).toEqual(new Map([...tensors].map(([key, { shape }]) => [key, shape])));
    expect(await readAll(opened)).toEqual(tensors);
    await expect(opened.read('conv2/kernel')).rejects.toThrow(
      'The weights file has no tensor “conv2/kernel”.',
    );
  });

  it('of which only the header is read are refused likewise', async () => {
    const bytes = writeSafetensors(tensors);
    await expect(openSafetensors(bytesSource(bytes.subarray(0, 5)))).rejects.toThrow(
      /cut off before its header/,
    );
    await expect(openSafetensors(bytesSource(bytes.subarray(0, 20)))).rejects.toThrow(
      /cut off within its header/,
    );
    await expect(openSafetensors(bytesSource(bytes.subarray(0, bytes.length - 1)))).rejects.toThrow(
      /is cut off/,
    );
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
    [
      'a huge header',
      Uint8Array.of(255, 255, 255, 255, 255, 255, 255, 255, 0),
      /header is longer than 32 MB/,
    ],
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
