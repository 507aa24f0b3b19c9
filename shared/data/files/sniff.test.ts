import fc from 'fast-check';
import sharp, { type Sharp } from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { atDepth } from '../../../build/lib/depth';
import { DataError } from '../data-error';
import { formatOf, sniffPicture } from './sniff';
import { bmpFile, exifBlock, withExif } from './testing/built-files';

const made = (width: number, height: number, alpha = false): Sharp =>
  sharp({
    create: {
      ...{ width, height },
      ...(alpha
        ? { channels: 4, background: { r: 200, g: 100, b: 50, alpha: 0.5 } }
        : { channels: 3, background: 'teal' }),
    },
  });

let jpeg: Buffer;
beforeAll(async () => {
  jpeg = await made(31, 17).jpeg().toBuffer();
});

describe('sniffPicture', () => {
  it.each([
    ['a JPEG', () => made(31, 17).jpeg(), { format: 'jpeg', grey: false, bits: 8, alpha: false }],
    ['a progressive one', () => made(31, 17).jpeg({ progressive: true }), { format: 'jpeg', inks: false }],
    ['a grey one', () => made(31, 17).toColourspace('b-w').jpeg(), { format: 'jpeg', grey: true }],
    ['one of four inks', () => made(31, 17).toColourspace('cmyk').jpeg(), { format: 'jpeg', inks: true }],
    ['a PNG', () => made(31, 17).png(), { format: 'png', grey: false, bits: 8, alpha: false }],
    [
      'a grey one',
      () => made(31, 17).toColourspace('b-w').png(),
      { format: 'png', grey: true, alpha: false },
    ],
    ['one with alpha', () => made(31, 17, true).png(), { format: 'png', alpha: true }],
    [
      'one with a palette',
      () => made(31, 17).png({ palette: true }),
      { format: 'png', grey: false, bits: 8 },
    ],
    ['one of 16 bits', () => made(31, 17).toColourspace('rgb16').png(), { format: 'png', bits: 16 }],
    ['a lossy WebP', () => made(31, 17).webp(), { format: 'webp', alpha: false }],
    ['one with alpha', () => made(31, 17, true).webp(), { format: 'webp', alpha: true }],
    ['a lossless WebP', () => made(31, 17).webp({ lossless: true }), { format: 'webp', alpha: false }],
    ['a GIF', () => made(31, 17).gif(), { format: 'gif', grey: false, bits: 8 }],
  ])('says what the header of %s says', async (_, picture, expected) => {
    const about = sniffPicture('a', await picture().toBuffer());
    expect(about).toMatchObject({ ...expected, width: 31, height: 17, orientation: 1 });
  });

  it('says what the header of a BMP says', () => {
    const rows = [[1, 2, 3, 4, 5, 6]];
    expect(sniffPicture('a', bmpFile({ width: 2, height: -1, bits: 24, rows }))).toMatchObject({
      ...{ format: 'bmp', width: 2, height: 1, grey: false, alpha: false },
    });
    const masks = [0xff, 0xff00, 0xff0000, 0xff000000];
    const withAlpha = bmpFile({ width: 1, height: 1, bits: 32, rows: [[1, 2, 3, 4]], compression: 3, masks });
    expect(sniffPicture('a', withAlpha).alpha).toBe(true);
  });

  it('finds the orientation that sharp wrote into JPEG, PNG and WebP', async () => {
    for (const orientation of [1, 2, 5, 8]) {
      const picture = made(31, 17).withMetadata({ orientation });
      for (const file of [picture.clone().jpeg(), picture.clone().png(), picture.clone().webp()])
        expect(sniffPicture('a', await file.toBuffer())).toMatchObject({
          orientation,
          width: 31,
          height: 17,
        });
    }
  });

  it('reads both orders of bytes, takes the first of several, and nothing that EXIF does not know', () => {
    const orientation = (block: Uint8Array): number => sniffPicture('a', withExif(jpeg, block)).orientation;
    expect(orientation(exifBlock([6], true))).toBe(6);
    expect(orientation(exifBlock([6], false))).toBe(6);
    expect(orientation(exifBlock([3, 8], true))).toBe(3);
    for (const other of [0, 9, 0x600]) expect(orientation(exifBlock([other], true))).toBe(1);
    // Four bytes instead of two.
    expect(orientation(exifBlock([6], true, 4))).toBe(1);
    // Cut off, or pointing outside: the picture is there nonetheless.
    expect(orientation(exifBlock([6], true).subarray(0, 25))).toBe(1);
    const away = exifBlock([6], true);
    away.writeUInt32LE(0xfffffff0, 4);
    expect(orientation(away)).toBe(1);
  });

  it('needs no more than the beginning of a file', () => {
    expect(sniffPicture('a', jpeg.subarray(0, jpeg.length - 20))).toMatchObject({ width: 31, height: 17 });
  });

  it('refuses other formats by name', async () => {
    const tiff = await made(4, 4).tiff().toBuffer();
    const avif = await made(4, 4).avif({ effort: 0 }).toBuffer();
    const heic = Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1');
    const svg = Buffer.from(
      '<?xml version="1.0"?>\n<!-- by hand -->\n<svg xmlns="http://www.w3.org/2000/svg"/>',
    );
    for (const [bytes, name] of [
      [tiff, 'a TIFF file'],
      [avif, 'an AVIF file'],
      [heic, 'a HEIC file'],
      [svg, 'an SVG drawing'],
    ] as const)
      expect(() => sniffPicture('a/b.jpg', bytes)).toThrow(
        `The picture a/b.jpg can't be read: it is ${name}. Open it in an image program and save it as PNG or JPEG, or leave it out.`,
      );
    expect(formatOf(Buffer.from('<html><body>svg</body></html>'))).toBeNull();
    expect(() => sniffPicture('notes.txt', Buffer.from('Notes'))).toThrow(/it is not a JPEG, PNG, WebP/);
    expect(() => sniffPicture('a', new Uint8Array())).toThrow(/it is empty/);
  });

  it('refuses JPEG that decoders differ about', () => {
    const frame = jpeg.indexOf(Buffer.of(0xff, 0xc0));
    const changed = (at: number, value: number): Buffer => {
      const copy = Buffer.from(jpeg);
      copy[frame + at] = value;
      return copy;
    };
    expect(() => sniffPicture('a', changed(1, 0xc9))).toThrow(
      /arithmetic-coded JPEG\. Save it as an ordinary/,
    );
    expect(() => sniffPicture('a', changed(4, 12))).toThrow(/a JPEG of 12 bits a value/);
    expect(() => sniffPicture('a', changed(9, 2))).toThrow(/a JPEG of 2 components/);
    // A height that only stands behind the first scan.
    const noHeight = changed(5, 0);
    noHeight[frame + 6] = 0;
    expect(() => sniffPicture('a', noHeight)).toThrow(/damaged or cut off/);
  });

  it('refuses what is too large before anything is decoded', () => {
    const rows = [[0, 0, 0]];
    const sized = (width: number, height: number): Uint8Array => bmpFile({ width, height, bits: 24, rows });
    expect(sniffPicture('a', sized(16_384, 16_384))).toMatchObject({ width: 16_384 });
    expect(() => sniffPicture('a', sized(16_384, 16_385))).toThrow(
      "The picture a can't be read: it has 16384×16385 pixels, and the limits are 30,000 to a side and 268 million in all. Make it smaller first.",
    );
    expect(() => sniffPicture('a', sized(30_001, 1))).toThrow(/30001×1 pixels/);
    expect(() => sniffPicture('a', sized(0, 1))).toThrow(/damaged or cut off/);
    expect(() => sniffPicture('a', sized(-5, 1))).toThrow(/damaged or cut off/);
  });

  it('a GIF is as large as its screen, or as its first frame where this reaches further', async () => {
    const gif = Buffer.from(await made(31, 17).gif().toBuffer());
    gif.writeUInt16LE(40, 6);
    gif.writeUInt16LE(10, 8);
    expect(sniffPicture('a', gif)).toMatchObject({ width: 40, height: 17, alpha: true });
  });

  it('whatever the bytes: an answer or a sentence', async () => {
    const exif = made(31, 17, true).withMetadata({ orientation: 6 });
    const wholes = [
      ...[withExif(jpeg, exifBlock([6, 3], false)), await made(9, 9).gif().toBuffer()],
      ...[await exif.clone().png().toBuffer(), await exif.clone().webp().toBuffer()],
      bmpFile({ width: 2, height: 1, bits: 8, rows: [[0, 1]], palette: [1, 2, 3, 0, 4, 5, 6, 0] }),
    ];
    const tried = (bytes: Uint8Array): void => {
      try {
        const { width, height } = sniffPicture('a', bytes);
        expect(width * height).toBeGreaterThan(0);
      } catch (error) {
        expect(error).toBeInstanceOf(DataError);
      }
    };
    for (const whole of wholes)
      for (let length = 0; length <= whole.length; length += 1) tried(whole.subarray(0, length));
    const change = fc.tuple(fc.nat(300), fc.constantFrom(0, 1, 0x7f, 0x80, 0xff));
    fc.assert(
      fc.property(
        fc.constantFrom(...wholes),
        fc.array(change, { minLength: 1, maxLength: 6 }),
        (whole, changes) => {
          const bytes = new Uint8Array(whole);
          for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value;
          tried(bytes);
        },
      ),
      { numRuns: atDepth(2_000, 50_000) },
    );
  });
});
