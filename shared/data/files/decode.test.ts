import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { decodePixels } from '../../../node/decode-pixels';
import { DataError } from '../data-error';
import { pictureDecoder } from './decode';
import type { DecodedPixels } from './decoded-pixels';
import { ontoWhite } from './onto-white';
import { bmpFile, exifBlock, withExif } from './testing/built-files';

let colour: Buffer;
let grey: Buffer;
beforeAll(async () => {
  const two = sharp(Uint8Array.of(1, 2, 3, 4, 5, 6), { raw: { width: 2, height: 1, channels: 3 } });
  colour = await two.clone().jpeg().toBuffer();
  grey = await two.clone().toColourspace('b-w').jpeg().toBuffer();
});

const giving = (pixels: DecodedPixels) => pictureDecoder(() => Promise.resolve(pixels));
const failing = (error: Error) => pictureDecoder(() => Promise.reject(error));
const row = (channels: DecodedPixels['channels'], ...values: number[]): DecodedPixels => ({
  ...{ height: 1, width: 2, channels },
  values: Uint8Array.from(values),
});

describe('pictureDecoder', () => {
  it('gives one channel for files without colour, three for others, whatever the decoder gives', async () => {
    const wanted = { height: 1, width: 2, channels: 1, values: Uint8Array.of(7, 9) };
    expect(await giving(row(1, 7, 9))('a', grey)).toEqual(wanted);
    expect(await giving(row(3, 7, 7, 7, 9, 9, 9))('a', grey)).toEqual(wanted);
    expect(await giving(row(4, 7, 7, 7, 255, 9, 9, 9, 255))('a', grey)).toEqual(wanted);
    const coloured = { ...wanted, channels: 3, values: Uint8Array.of(7, 7, 7, 9, 9, 9) };
    expect(await giving(row(1, 7, 9))('a', colour)).toEqual(coloured);
    expect(await giving(row(3, 7, 7, 7, 9, 9, 9))('a', colour)).toEqual(coloured);
  });

  it('what is transparent lies on white, rounded', () => {
    for (let alpha = 0; alpha < 256; alpha += 5)
      for (let value = 0; value < 256; value += 3) {
        const { values } = ontoWhite(
          { height: 1, width: 1, channels: 2, values: Uint8Array.of(value, alpha) },
          true,
        );
        // Halves are not met: 255 is odd.
        expect(values[0]).toBe(Math.round((value * alpha + 255 * (255 - alpha)) / 255));
      }
  });

  it('turns after the decoder, which sees a tag of 1', async () => {
    const turned = withExif(colour, exifBlock([6], true));
    const decode = pictureDecoder(async (bytes, about) => {
      expect(about.orientation).toBe(6);
      expect((await sharp(bytes).metadata()).orientation).toBe(1);
      return row(3, 1, 2, 3, 4, 5, 6);
    });
    expect(await decode('a', turned)).toEqual({
      ...{ height: 2, width: 1, channels: 3 },
      values: Uint8Array.of(1, 2, 3, 4, 5, 6),
    });
  });

  it('around the first frame of a GIF it is white, whatever the decoder leaves there', async () => {
    // A screen of 4×1 with a red background, and a frame of one green pixel at its left, in codes of three bits.
    const gif = Uint8Array.of(
      ...Buffer.from('GIF89a'),
      ...[4, 0, 1, 0, 0b1000_0001, 0, 0],
      ...[255, 0, 0, 0, 255, 0, 0, 0, 255, 0, 0, 0],
      ...[0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0],
      ...[2, 2, 0b0100_1100, 0b1, 0, 0x3b],
    );
    const decode = pictureDecoder(decodePixels);
    const green = [0, 255, 0];
    const white = [255, 255, 255];
    expect([...(await decode('a.gif', gif)).values]).toEqual([...green, ...white, ...white, ...white]);
  });

  it('what a decoder says becomes a sentence that names the file', async () => {
    const sentence =
      "The picture a/b.jpg can't be read: it is damaged or cut off. Replace it or leave it out.";
    await expect(failing(new Error('VipsJpeg: premature end'))('a/b.jpg', colour)).rejects.toThrow(
      new DataError(sentence),
    );
    // A decoder that turned the picture, or left some of it out.
    await expect(giving({ ...row(1, 7, 9), height: 2, width: 1 })('a/b.jpg', colour)).rejects.toThrow(
      sentence,
    );
    await expect(giving(row(3, 7, 9))('a/b.jpg', colour)).rejects.toThrow(sentence);
    const more = new DataError('There is no decoder.');
    await expect(failing(more)('a', colour)).rejects.toBe(more);
  });

  it('a PNG without its last chunk is cut off, whether its decoder minds or not', async () => {
    const png = await sharp(colour).png().toBuffer();
    const decode = giving(row(3, 1, 2, 3, 4, 5, 6));
    expect((await decode('a', png)).width).toBe(2);
    await expect(decode('a', png.subarray(0, -12))).rejects.toThrow(/damaged or cut off/);
  });

  it('reads BMP by itself', async () => {
    const file = bmpFile({ width: 1, height: 1, bits: 24, rows: [[3, 2, 1]] });
    expect(await failing(new Error('none'))('a', file)).toEqual({
      ...{ height: 1, width: 1, channels: 3 },
      values: Uint8Array.of(1, 2, 3),
    });
  });
});
