/** The icons of the installers, drawn from build/icons: PNG in all sizes, .ico for Windows, .icns for macOS. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fromRoot } from './paths.mjs';

const drawings = fromRoot('build', 'icons');

/** Below this a sheet around the mark would leave no room for it: the window's own icon is drawn instead. */
const SMALLEST_SHEET = 48;
const pngSizes = [16, 24, 32, 48, 64, 128, 256, 512, 1024];
const icoSizes = [16, 24, 32, 48, 64, 128, 256];
/** Types of Apple's icon files by the pixels of the PNG in them; those called twice are for screens of twice the density. */
const icnsTypes = /** @type {const} */ ([
  ['icp4', 16],
  ['icp5', 32],
  ['ic11', 32],
  ['icp6', 64],
  ['ic12', 64],
  ['ic07', 128],
  ['ic08', 256],
  ['ic13', 256],
  ['ic09', 512],
  ['ic14', 512],
  ['ic10', 1024],
]);

/** @typedef {ReadonlyMap<number, Uint8Array>} Pngs by their width and height in pixels */

/**
 * Microsoft's ICO: a directory, then the pictures, each a PNG as Windows Vista and later read them.
 * @param {Pngs} pngs
 */
export function icoOf(pngs) {
  const entries = icoSizes.map((size) => ({ size, bytes: pick(pngs, size) }));
  const header = Buffer.alloc(6 + 16 * entries.length);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(entries.length, 4);
  let offset = header.length;
  entries.forEach(({ size, bytes }, index) => {
    const at = 6 + 16 * index;
    // A byte each for width and height, in which 0 means 256.
    header.writeUInt8(size % 256, at);
    header.writeUInt8(size % 256, at + 1);
    header.writeUInt16LE(1, at + 4);
    header.writeUInt16LE(32, at + 6);
    header.writeUInt32LE(bytes.length, at + 8);
    header.writeUInt32LE(offset, at + 12);
    offset += bytes.length;
  });
  return Buffer.concat([header, ...entries.map(({ bytes }) => bytes)]);
}

/**
 * Apple's ICNS: a length, then pictures, each with its type and length.
 * @param {Pngs} pngs
 */
export function icnsOf(pngs) {
  const parts = icnsTypes.flatMap(([type, size]) => {
    const bytes = pick(pngs, size);
    return [Buffer.from(type, 'latin1'), bigEndian(8 + bytes.length), bytes];
  });
  const length = parts.reduce((sum, part) => sum + part.length, 8);
  return Buffer.concat([Buffer.from('icns', 'latin1'), bigEndian(length), ...parts]);
}

/** @param {number} value */
function bigEndian(value) {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

/**
 * @param {Pngs} pngs
 * @param {number} size
 */
function pick(pngs, size) {
  const bytes = pngs.get(size);
  if (!bytes) throw new Error(`The icon was not drawn at ${size} pixels.`);
  return bytes;
}

/**
 * Draws an SVG of a square at each size.
 * @param {(size: number) => string} svgAt
 * @returns {Promise<Pngs>}
 */
export async function draw(svgAt) {
  const { initWasm, Resvg } = await import('@resvg/resvg-wasm');
  drawing ??= initWasm(
    readFileSync(createRequire(import.meta.url).resolve('@resvg/resvg-wasm/index_bg.wasm')),
  );
  await drawing;
  return new Map(
    pngSizes.map((size) => {
      const picture = new Resvg(svgAt(size), { fitTo: { mode: 'width', value: size } });
      return [size, picture.render().asPng()];
    }),
  );
}
/** @type {Promise<void> | undefined} */
let drawing;

/**
 * Writes what electron-builder.yml names into a folder: app.ico, app.icns and app/16x16.png and so on; the same for
 * documents, without the PNGs.
 * @param {string} folder
 */
export async function drawIcons(folder) {
  const app = readFileSync(`${drawings}/app.svg`, 'utf8');
  const mark = readFileSync(fromRoot('renderer', 'icon.svg'), 'utf8');
  const document = readFileSync(`${drawings}/document.svg`, 'utf8');
  mkdirSync(`${folder}/app`, { recursive: true });
  const appPngs = await draw((size) => (size < SMALLEST_SHEET ? mark : app));
  for (const [size, bytes] of appPngs) writeFileSync(`${folder}/app/${size}x${size}.png`, bytes);
  for (const [name, pngs] of /** @type {const} */ ([
    ['app', appPngs],
    ['document', await draw(() => document)],
  ])) {
    writeFileSync(`${folder}/${name}.ico`, icoOf(pngs));
    writeFileSync(`${folder}/${name}.icns`, icnsOf(pngs));
  }
}
