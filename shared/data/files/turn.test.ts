import sharp, { type Sharp } from 'sharp';
import { describe, expect, it } from 'vitest';
import { sniffPicture } from './sniff';
import { stripOrientation } from './strip-orientation';
import { exifBlock, withExif } from './testing/built-files';
import { turn } from './turn';

const values = Uint8Array.from({ length: 5 * 3 * 3 }, (_, i) => 5 * i);
const picture = { height: 3, width: 5, channels: 3, values };
const asked = (orientation: number): Sharp =>
  sharp(values, { raw: { width: 5, height: 3, channels: 3 } }).withMetadata({ orientation });
const pixelsOf = async (read: Sharp) => {
  const { data, info } = await read.raw().toBuffer({ resolveWithObject: true });
  return { height: info.height, width: info.width, channels: info.channels, values: new Uint8Array(data) };
};

const orientations = [1, 2, 3, 4, 5, 6, 7, 8];

describe('turn', () => {
  it.each(orientations)('%i is what libvips turns it into', async (orientation) => {
    const file = await asked(orientation).png().toBuffer();
    expect(turn(picture, orientation)).toEqual(await pixelsOf(sharp(file).autoOrient()));
  });

  it('of one pixel, or one row, nothing is lost', () => {
    const row = { height: 1, width: 3, channels: 1, values: Uint8Array.of(1, 2, 3) };
    expect(turn(row, 6)).toEqual({ ...row, height: 3, width: 1 });
    expect(turn(row, 8)).toEqual({ height: 3, width: 1, channels: 1, values: Uint8Array.of(3, 2, 1) });
  });
});

describe('stripOrientation', () => {
  it.each(orientations)('no decoder turns by %i what was stripped', async (orientation) => {
    for (const file of [asked(orientation).png(), asked(orientation).webp({ lossless: true })]) {
      const bytes = await file.toBuffer();
      const stripped = stripOrientation(bytes, sniffPicture('a', bytes).orientationTags);
      expect(stripped === bytes).toBe(orientation === 1);
      expect(await pixelsOf(sharp(stripped, { failOn: 'warning' }).autoOrient())).toEqual(picture);
    }
  });

  it('every tag of a JPEG is made 1, in both orders of bytes, and the file given stays as it is', async () => {
    const plain = await asked(1).jpeg().toBuffer();
    for (const littleEndian of [true, false]) {
      const twice = withExif(withExif(plain, exifBlock([8], littleEndian)), exifBlock([6, 3], littleEndian));
      const before = Buffer.from(twice);
      const stripped = stripOrientation(twice, sniffPicture('a', twice).orientationTags);
      const { orientation, orientationTags } = sniffPicture('a', stripped);
      expect(orientation).toBe(1);
      expect(orientationTags.map(({ value }) => value)).toEqual([
        1,
        1,
        1,
        ...orientationTags.slice(3).map(() => 1),
      ]);
      expect((await sharp(stripped).metadata()).orientation).toBe(1);
      expect(twice.equals(before)).toBe(true);
    }
  });
});
