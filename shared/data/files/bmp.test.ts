import { describe, expect, it } from 'vitest';
import { readBmp } from './bmp';
import { bmpFile } from './testing/built-files';

const pixels = (file: Uint8Array): number[] => [...readBmp('a', file).values];

describe('readBmp', () => {
  it('reads rows of blue, green, red from the lowest up, or from the upper one down', () => {
    const rows = [
      [3, 2, 1],
      [6, 5, 4],
    ];
    expect(pixels(bmpFile({ width: 1, height: 2, bits: 24, rows }))).toEqual([4, 5, 6, 1, 2, 3]);
    expect(pixels(bmpFile({ width: 1, height: -2, bits: 24, rows }))).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('looks up colours of 1, 4 and 8 bits', () => {
    const palette = [30, 20, 10, 0, 60, 50, 40, 0];
    for (const [bits, row] of [
      [1, [0b01000000]],
      [4, [0x01]],
      [8, [0, 1]],
    ] as const)
      expect(pixels(bmpFile({ width: 2, height: 1, bits, rows: [row], palette }))).toEqual([
        10, 20, 30, 40, 50, 60,
      ]);
  });

  it('reads masks of any place and width', () => {
    const masks = [0x3ff00000, 0xffc00, 0x3ff, 0];
    const ten = Buffer.alloc(4);
    ten.writeUInt32LE(1023 * 2 ** 20 + 512 * 2 ** 10 + 1);
    const tens = bmpFile({ width: 1, height: 1, bits: 32, rows: [[...ten]], compression: 3, masks });
    expect(readBmp('a', tens)).toMatchObject({ channels: 3, values: Uint8Array.of(255, 127, 0) });
    const alpha = { width: 1, height: 1, bits: 32, rows: [[1, 2, 3, 128]], compression: 3 };
    const four = bmpFile({ ...alpha, masks: [0xff, 0xff00, 0xff0000, 0xff000000] });
    expect(readBmp('a', four)).toMatchObject({ channels: 4, values: Uint8Array.of(1, 2, 3, 128) });
    expect(() => readBmp('a', bmpFile({ ...alpha, masks: [0xf0f, 0xf0, 0xf000, 0] }))).toThrow(/damaged/);
  });

  it('the last row may lack its padding', () => {
    const whole = bmpFile({ width: 1, height: 1, bits: 24, rows: [[3, 2, 1]] });
    expect(pixels(whole.subarray(0, whole.length - 1))).toEqual([1, 2, 3]);
    expect(() => readBmp('a', whole.subarray(0, whole.length - 2))).toThrow(/damaged or cut off/);
  });

  it('refuses what it does not read', () => {
    const one = { width: 1, height: 1, bits: 8, rows: [[1]], palette: [1, 2, 3, 0] };
    expect(() => readBmp('a', bmpFile(one))).toThrow(/it uses a colour that is not in its palette/);
    expect(() => readBmp('b.bmp', bmpFile({ ...one, compression: 1 }))).toThrow(
      "The picture b.bmp can't be read: it is a BMP file with run-length encoding. Save it without compression, or as PNG, first.",
    );
    expect(() => readBmp('a', bmpFile({ ...one, bits: 7 }))).toThrow(/damaged/);
    // Sizes that promise more than there is, without making room for it first.
    expect(() => readBmp('a', bmpFile({ ...one, height: 20_000, width: 10_000 }))).toThrow(/cut off/);
  });
});
