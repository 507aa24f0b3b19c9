import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { atDepth } from '../build/lib/depth';
import { crc32 } from '../shared/format/crc32';
import { DataError } from '../shared/data/data-error';
import { pictureDecoder } from '../shared/data/files/decode';
import type { Picture } from '../shared/data/picture';
import { decodePixels } from './decode-pixels';
import { readImage } from './read-image';

const chunk = (type: string, content: Uint8Array): Buffer => {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(content.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
};

const inHalves = (data: Buffer): readonly Buffer[] => {
  const half = Math.floor(data.length / 2);
  return [data.subarray(0, half), data.subarray(half)];
};

/** `rows` are packed scanlines; each is filtered as `filters` says, by the formulas of the specification. */
function png(
  header: { width: number; height: number; depth: number; colour: number; step: number; interlace?: number },
  rows: readonly (readonly number[])[],
  filters: readonly number[] = [0],
  extra: readonly Buffer[] = [],
  cut: (data: Buffer) => readonly Buffer[] = inHalves,
): Uint8Array {
  const ihdr = Buffer.alloc(13);
  ihdr.writeUInt32BE(header.width, 0);
  ihdr.writeUInt32BE(header.height, 4);
  ihdr.set([header.depth, header.colour, 0, 0, header.interlace ?? 0], 8);
  const lines = rows.map((row, y) => {
    const filter = filters[y % filters.length] ?? 0;
    const filtered = row.map((value, x) => {
      const a = row[x - header.step] ?? 0;
      const b = rows[y - 1]?.[x] ?? 0;
      const c = rows[y - 1]?.[x - header.step] ?? 0;
      const p = a + b - c;
      const nearest = [a, b, c].reduce((best, next) =>
        Math.abs(p - next) < Math.abs(p - best) ? next : best,
      );
      return (value - ([0, a, b, Math.floor((a + b) / 2), nearest][filter] ?? 0)) & 0xff;
    });
    return Buffer.from([filter, ...filtered]);
  });
  const data = deflateSync(Buffer.concat(lines));
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', ihdr),
    ...extra,
    ...cut(data).map((piece) => chunk('IDAT', piece)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

const pixels = (picture: Picture): number[] => [...picture.values];

const decode = pictureDecoder(decodePixels);
const readPng = (bytes: Uint8Array): Promise<Picture> => decode('a.png', bytes);

describe('PNG files', () => {
  it('undoes every filter', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(fc.nat(255), { minLength: 6, maxLength: 6 }), { minLength: 5, maxLength: 5 }),
        fc.array(fc.nat(4), { minLength: 1, maxLength: 5 }),
        async (rows, filters) => {
          const picture = await readPng(
            png({ width: 2, height: 5, depth: 8, colour: 2, step: 3 }, rows, filters),
          );
          expect([picture.height, picture.width, picture.channels]).toEqual([5, 2, 3]);
          expect(pixels(picture)).toEqual(rows.flat());
        },
      ),
    );
  });

  it('scales other depths to bytes', async () => {
    const grey = async (depth: number, row: readonly number[], width: number): Promise<number[]> =>
      pixels(await readPng(png({ width, height: 1, depth, colour: 0, step: 1 }, [row])));
    expect(await grey(1, [0b10100000], 3)).toEqual([255, 0, 255]);
    expect(await grey(2, [0b00011011], 4)).toEqual([0, 85, 170, 255]);
    expect(await grey(4, [0x0f, 0x70], 3)).toEqual([0, 255, 119]);
    expect(await grey(16, [0xff, 0xff, 0x80, 0x00, 0x7f, 0xff], 3)).toEqual([255, 128, 127]);
  });

  it('looks colours up and lays what is transparent onto white', async () => {
    const palette = chunk('PLTE', Uint8Array.of(10, 20, 30, 200, 100, 50));
    const half = chunk('tRNS', Uint8Array.of(255, 51));
    const header = { width: 2, height: 1, depth: 1, colour: 3, step: 1 };
    expect(pixels(await readPng(png(header, [[0b01000000]], [0], [palette])))).toEqual([
      10, 20, 30, 200, 100, 50,
    ]);
    // A fifth of 200, 100 and 50, and four fifths of 255.
    const fifth = [244, 224, 214];
    expect(pixels(await readPng(png(header, [[0b01000000]], [0], [palette, half])))).toEqual([
      ...[10, 20, 30],
      ...fifth,
    ]);
    const one = { width: 1, height: 1, depth: 8 };
    expect(pixels(await readPng(png({ ...one, colour: 6, step: 4 }, [[200, 100, 50, 51]])))).toEqual(fifth);
    expect(pixels(await readPng(png({ ...one, colour: 4, step: 2 }, [[0, 0]])))).toEqual([255]);
    const clear = chunk('tRNS', Uint8Array.of(0, 7));
    expect(
      pixels(await readPng(png({ ...one, width: 2, colour: 0, step: 1 }, [[7, 8]], [0], [clear]))),
    ).toEqual([255, 8]);
  });

  it('joins its pixels from however many chunks, also thousands that are empty', async () => {
    const header = { width: 2, height: 2, depth: 8, colour: 0, step: 1 };
    const rows = [
      [1, 2],
      [3, 250],
    ];
    const nothing = Array.from({ length: 20_000 }, () => Buffer.alloc(0));
    const cuts: ((data: Buffer) => readonly Buffer[])[] = [
      (data) => [data],
      (data) => [...nothing, data, ...nothing],
      (data) => [...data].flatMap((byte) => [...nothing.slice(0, 500), Buffer.of(byte)]),
    ];
    for (const cut of cuts)
      expect(pixels(await readPng(png(header, rows, [0], [], cut)))).toEqual([1, 2, 3, 250]);
    await expect(readPng(png(header, rows, [0], [], () => nothing))).rejects.toThrow(DataError);
  });

  it('what does not fit its header is refused', async () => {
    const header = { width: 1, height: 1, depth: 8, colour: 0, step: 1 };
    const sentence = "The picture a.png can't be read: it is damaged or cut off. Replace it or leave it out.";
    for (const wrong of [
      png({ ...header, height: 2 }, [[0]]),
      png({ ...header, colour: 3 }, [[0]]),
      png({ ...header, colour: 5 }, [[0]]),
      png({ ...header, width: 5_000, height: 5_000 }, [[0]]),
    ])
      await expect(readPng(wrong)).rejects.toThrow(sentence);
    await expect(readPng(png({ ...header, width: 1e6, height: 1e6 }, [[0]]))).rejects.toThrow(
      /1000000×1000000 pixels, and the limits are/,
    );
  });

  it('mutated bytes give a picture or a DataError', async () => {
    const whole = png(
      { width: 3, height: 2, depth: 8, colour: 2, step: 3 },
      [
        [1, 2, 3, 4, 5, 6, 7, 8, 9],
        [9, 8, 7, 6, 5, 4, 3, 2, 1],
      ],
      [1, 4],
    );
    await fc.assert(
      fc.asyncProperty(
        fc.nat(whole.length - 1),
        fc.nat(255),
        fc.option(fc.nat(whole.length)),
        async (at, byte, cut) => {
          const mutated = whole.slice(0, cut ?? whole.length);
          if (at < mutated.length) mutated[at] = byte;
          const error = await readPng(mutated).then(
            () => null,
            (reason: unknown) => reason,
          );
          if (error !== null) expect(error).toBeInstanceOf(DataError);
        },
      ),
      { numRuns: atDepth(300, 1_000) },
    );
  });
});

describe('readImage', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'convcanvas-'));
  });
  afterAll(async () => {
    await rm(folder, { recursive: true });
  });
  const read = async (name: string, bytes: Uint8Array): Promise<Picture> => {
    await writeFile(path.join(folder, name), bytes);
    return readImage(path.join(folder, name));
  };

  it('reads plain PGM and PPM, and comments wherever they may stand', async () => {
    const plain = await read('p.pgm', Buffer.from('P2\n2 # width\n#\n 2# height\n15\n0 1\t7\r\n15 '));
    expect([plain.width, plain.height, plain.channels]).toEqual([2, 2, 1]);
    expect(pixels(plain)).toEqual([0, 17, 119, 255]);
    const colour = await read('p.ppm', Buffer.from('P3 1 2 255 1 2 3 # end of a row\n4 5 6'));
    expect([colour.channels, ...pixels(colour)]).toEqual([3, 1, 2, 3, 4, 5, 6]);
    // Longer than a thousand bytes.
    const long = Buffer.from(`P5\n#${'x'.repeat(5_000)}\n2 1 255\n\x07\x08`, 'latin1');
    expect(pixels(await read('long.pgm', long))).toEqual([7, 8]);
  });

  it('scales values as Pillow 12 does, those of 16 bits to their upper 8', async () => {
    // Halves go to the even number: 1/6, 3/6 and 5/6 of 255 are 42.5, 127.5 and 212.5.
    expect(pixels(await read('six.pgm', Buffer.from('P2 4 1 6 1 3 5 6')))).toEqual([42, 128, 212, 255]);
    const wide = Buffer.from('P5 3 1 65535\n\x00\xff\x80\x00\xff\xff', 'latin1');
    expect(pixels(await read('wide.pgm', wide))).toEqual([0, 128, 255]);
    const ten = Buffer.from('P5 2 1 1023\n\x02\x00\x03\xff', 'latin1');
    expect(pixels(await read('ten.pgm', ten))).toEqual([128, 255]);
  });

  it.each([
    ['P2 2 1 255 7', /damaged or cut off/],
    ['P2 2 1 255 7 x', /damaged or cut off/],
    ['P2 1 1 100 101', /a value above its largest, 100/],
    ['P5 2', /header is cut off or damaged/],
    ['P5 0 5 255\n', /no pixels/],
    ['P5 1 1 70000\n', /from 1 to 65,535/],
    ['P5 1 1 1000\n\x01', /cut off/],
  ])('refuses %j in a sentence', async (text, sentence) => {
    await expect(read('bad.pgm', Buffer.from(text, 'latin1'))).rejects.toThrow(sentence);
  });

  it('reads PGM and PPM', async () => {
    const pgm = await read('a.pgm', Buffer.from('P5\n# by hand\n2 1\n127\n\x7f\x00', 'latin1'));
    expect(pgm).toEqual({ height: 1, width: 2, channels: 1, values: Uint8Array.of(255, 0) });
    const ppm = await read('a.ppm', Buffer.from('P6 1 1 255\n\x01\x02\x03', 'latin1'));
    expect(ppm).toEqual({ height: 1, width: 1, channels: 3, values: Uint8Array.of(1, 2, 3) });
  });

  it('names the file in what it refuses', async () => {
    await expect(readImage(path.join(folder, 'none.png'))).rejects.toThrow(
      /^There is no file .*none\.png\.$/,
    );
    await expect(read('cut.pgm', Buffer.from('P5 9 9 255\n'))).rejects.toThrow(
      /cut\.pgm can't be read: it is damaged or cut off\. Replace it or leave it out\.$/,
    );
    await expect(read('text.txt', Buffer.from('hello'))).rejects.toThrow(
      /text\.txt can't be read: it is not a JPEG, PNG, WebP, GIF, BMP, PGM or PPM file\. /,
    );
    await expect(read('large.ppm', Buffer.from('P6 99999 99999 255\n'))).rejects.toThrow(
      /large\.ppm can't be read: it has 99999×99999 pixels, and the limits are 30,000 to a side/,
    );
  });
});
