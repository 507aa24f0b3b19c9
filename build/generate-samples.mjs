/**
 * Writes datasets/<name>/samples.png, a picture of each class of every set that ships with the app, so that the window
 * shows what a set is like without reading it. Run by hand when a set is added; node/data-sets.test.ts holds them against it.
 */
import { writeFileSync } from 'node:fs';
import { deflateSync, gzipSync } from 'node:zlib';
import { runMain } from './lib/failure.mjs';
import { textOf } from './lib/generated-text.mjs';
import { fromRoot } from './lib/paths.mjs';

const COLUMNS = 5;
/** CSS pixels, about: of a small picture a pixel is several. */
const [SIZE, GAP] = [32, 4];

/**
 * @typedef {{ name: string, width: number, height: number, count: number, values: string }} Samples
 * `values`: bytes of grey, one picture behind the other, in base64
 */
const sheets = `
  import path from 'node:path';
  import { localDataSets } from './node/data-sets';
  import { findPlaces } from './node/places';
  import { datasets } from './shared/data/catalogue';
  const sets = localDataSets(findPlaces(path.resolve('node')));
  export const text = await Promise.all(datasets.map(async ({ name, classNames }) => {
    const { raw } = await sets.sheet(name, { part: 'test', classIndex: null, count: classNames.length });
    const values = Buffer.from(raw.values).toString('base64');
    return { name, width: raw.width, height: raw.height, count: classNames.length, values };
  }));`;

/**
 * Grey with transparent gaps, in rows of five.
 * @param {Samples} samples
 */
function pngOf({ width, height, count, values }) {
  const pixels = Buffer.from(values, 'base64');
  const gap = Math.max(1, Math.round(GAP / Math.max(1, Math.round(SIZE / width))));
  const columns = Math.min(COLUMNS, count);
  const [all, down] = [columns * (width + gap) - gap, Math.ceil(count / columns) * (height + gap) - gap];
  // Each line begins with its filter, none; each pixel is its grey and how opaque it is.
  const lines = Buffer.alloc(down * (1 + 2 * all));
  for (let index = 0; index < count; index += 1) {
    const [left, top] = [(index % columns) * (width + gap), Math.floor(index / columns) * (height + gap)];
    for (let y = 0; y < height; y += 1) {
      for (let x = 0; x < width; x += 1) {
        const at = (top + y) * (1 + 2 * all) + 1 + 2 * (left + x);
        lines[at] = pixels[(index * height + y) * width + x] ?? 0;
        lines[at + 1] = 255;
      }
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(all, 0);
  header.writeUInt32BE(down, 4);
  header.set([8, 4, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(lines, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/**
 * @param {string} type
 * @param {Buffer} content
 */
function chunk(type, content) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(content.length);
  // The end of a gzip file has the same CRC-32, the lowest byte first, before its size (RFC 1952).
  sum.writeUInt32BE(gzipSync(body).subarray(-8).readUInt32LE());
  return Buffer.concat([length, body, sum]);
}

await runMain(async () => {
  /** @type {Samples[]} */
  const all = JSON.parse(JSON.stringify(await textOf(sheets)));
  for (const samples of all) writeFileSync(fromRoot('datasets', samples.name, 'samples.png'), pngOf(samples));
  return 0;
});
