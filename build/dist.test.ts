/**
 * The desktop app is packaged by electron-builder itself around a stand-in for Electron's program, which can't be had
 * everywhere: all but that program is as it will be installed.
 */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createPackage, extractAll } from '@electron/asar';
import { flipFuses, FuseState, FuseV1Options, FuseVersion, getCurrentFuseWire } from '@electron/fuses';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { icnsOf, icoOf, draw } from './lib/icons.mjs';
import { about } from './lib/licences.mjs';
import { packageApp } from './lib/package-app.mjs';
import { fromRoot } from './lib/paths.mjs';
import { fuses } from './lib/set-fuses.mjs';

/** What the app adds to Electron, in bytes. */
const SIZE_BUDGET = 60e6;

const temporary = mkdtempSync(path.join(tmpdir(), 'convcanvas-dist-'));
const unpacked = path.join(temporary, 'release', 'linux-unpacked');
/** What the archive of the app holds. */
const inside = path.join(temporary, 'app');

/** As Electron's program holds its fuses: a sentence to find them by, a version, their number, and a digit each. */
const fuseWire = (on: readonly boolean[]): Buffer =>
  Buffer.concat([
    Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX', 'latin1'),
    Buffer.from([1, on.length]),
    Buffer.from(on.map((is) => (is ? '1' : '0')).join(''), 'latin1'),
  ]);

/** Of this Electron, in their order. */
const everyFuse = Object.values(FuseV1Options).filter((fuse) => typeof fuse === 'number');

async function standInElectron(): Promise<string> {
  const folder = path.join(temporary, 'electron');
  const empty = path.join(temporary, 'default-app');
  for (const each of [path.join(folder, 'resources'), empty]) mkdirSync(each, { recursive: true });
  writeFileSync(
    path.join(folder, 'electron'),
    fuseWire(everyFuse.map((fuse) => fuse !== FuseV1Options.EnableEmbeddedAsarIntegrityValidation)),
    { mode: 0o755 },
  );
  for (const name of ['LICENSE', 'LICENSES.chromium.html', 'chrome-sandbox'])
    writeFileSync(path.join(folder, name), name);
  const { version } = JSON.parse(
    readFileSync(fromRoot('node_modules', 'electron', 'package.json'), 'utf8'),
  ) as { version: string };
  writeFileSync(path.join(folder, 'version'), version);
  writeFileSync(path.join(empty, 'main.js'), '');
  await createPackage(empty, path.join(folder, 'resources', 'default_app.asar'));
  return folder;
}

const filesBelow = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)));

beforeAll(async () => {
  const status = await packageApp([
    '--dir',
    '--linux',
    `-c.electronDist=${await standInElectron()}`,
    `-c.directories.output=${path.join(temporary, 'release')}`,
  ]);
  expect(status).toBe(0);
  extractAll(path.join(unpacked, 'resources', 'app.asar'), inside);
}, 240_000);
afterAll(() => rmSync(temporary, { recursive: true, force: true }));

/** A file for each rule, and a rule for each file. */
const allowed = [
  /^package\.json$/,
  /^LICENSE$/,
  /^datasets\/README\.md$/,
  /^datasets\/(digits|fashion-mnist|mnist)\/(LICENSE|samples\.png|[\w.-]+\.gz)$/,
  /^dist\/electron\/(main\.js|preload\.cjs)$/,
  /^dist\/renderer\/index\.html$/,
  /^dist\/renderer\/about\.json$/,
  /^dist\/renderer\/assets\/[\w.-]+\.(js|css|svg|woff2?)$/,
  /^dist\/renderer\/wasm\/tfjs-backend-wasm(-threaded-simd|-simd)?\.wasm$/,
  /^dist\/renderer\/kernels\/kernels(-relaxed)?\.wasm$/,
];

test('only what the app needs is packed', () => {
  const files = filesBelow(inside).map((name) => name.split(path.sep).join('/'));
  expect(files.filter((name) => !allowed.some((rule) => rule.test(name)))).toEqual([]);
  expect(allowed.filter((rule) => !files.some((name) => rule.test(name)))).toEqual([]);
  // Nothing of the project's own tools, and no script that runs when it is installed.
  const manifest = JSON.parse(readFileSync(path.join(inside, 'package.json'), 'utf8')) as object;
  expect(manifest).toMatchObject({ name: 'convcanvas', main: 'dist/electron/main.js' });
  expect(manifest).not.toHaveProperty('scripts');
  expect(manifest).not.toHaveProperty('devDependencies');
});

test('the app and its data keep within their budget', () => {
  const size = statSync(path.join(unpacked, 'resources', 'app.asar')).size;
  expect(size).toBeLessThan(SIZE_BUDGET);
  console.log(`app.asar: ${(size / 1e6).toFixed(1)} MB of ${SIZE_BUDGET / 1e6} MB`);
});

test('the program is called after the app, and every one of its fuses is set', async () => {
  const { version, ...wire } = await getCurrentFuseWire(path.join(unpacked, 'convcanvas'));
  expect(version).toBe(FuseVersion.V1);
  const set = Object.entries(wire).map(([fuse, state]) => [
    FuseV1Options[Number(fuse)],
    state === FuseState.ENABLE,
  ]);
  expect(Object.fromEntries(set)).toEqual({
    RunAsNode: false,
    EnableCookieEncryption: true,
    EnableNodeOptionsEnvironmentVariable: false,
    EnableNodeCliInspectArguments: false,
    EnableEmbeddedAsarIntegrityValidation: true,
    OnlyLoadAppFromAsar: true,
    LoadBrowserProcessSpecificV8Snapshot: false,
    GrantFileProtocolExtraPrivileges: false,
    WasmTrapHandlers: true,
  });
});

test('an Electron with a fuse that nobody decided on is not packed', async () => {
  const program = path.join(temporary, 'later-electron');
  writeFileSync(program, fuseWire([...everyFuse, everyFuse.length].map(() => true)));
  await expect(flipFuses(program, fuses)).rejects.toThrow(/strictlyRequireAllFuses/);
  expect(readFileSync(program)).toEqual(fuseWire([...everyFuse, everyFuse.length].map(() => true)));
});

test('every library and data set comes with its licence', () => {
  const { parts } = about();
  expect(parts.length).toBeGreaterThan(50);
  expect(parts.filter(({ license, text }) => license === '' || text.length < 100)).toEqual([]);
  const text = readFileSync(path.join(unpacked, 'THIRD-PARTY-LICENCES.txt'), 'utf8');
  for (const { name } of parts) expect(text).toContain(name);
  // Electron's and Chromium's own lie beside it.
  for (const name of ['LICENSE.electron.txt', 'LICENSES.chromium.html'])
    expect(existsSync(path.join(unpacked, name))).toBe(true);
});

test('where a licence asks for it, the choice is said and where the source is', () => {
  const { parts } = about();
  const elk = parts.find(({ name }) => name === 'elkjs');
  expect(elk?.license).toBe('EPL-2.0');
  const { version } = JSON.parse(readFileSync(fromRoot('node_modules', 'elkjs', 'package.json'), 'utf8')) as {
    version: string;
  };
  const laidBeside = readFileSync(path.join(unpacked, 'THIRD-PARTY-LICENCES.txt'), 'utf8');
  for (const text of [elk?.text ?? '', laidBeside]) {
    expect(text).toContain(`elkjs ${version} is offered under EPL-2.0 OR GPL-3.0-or-later; ConvCanvas uses`);
    expect(text).toContain(
      `source code is available under EPL-2.0 at https://github.com/kieler/elkjs, version ${version}`,
    );
    expect(text).toContain('Eclipse Public License - v 2.0');
    expect(text).toContain('7. GENERAL');
  }
  // Nothing else is under a licence that asks for more than its text.
  expect(
    parts.filter(({ license }) => /\bOR\b|EPL|MPL|GPL|CDDL|EUPL/.test(license)).map(({ name }) => name),
  ).toEqual(['elkjs']);
});

test('icons are whole: each picture in them is the PNG of its size', async () => {
  const pngs = await draw(
    (size) =>
      `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><rect width="${size}" height="1"/></svg>`,
  );
  const ico = icoOf(pngs);
  expect([ico.readUInt16LE(0), ico.readUInt16LE(2), ico.readUInt16LE(4)]).toEqual([0, 1, 7]);
  for (let entry = 0; entry < 7; entry += 1) {
    const at = 6 + 16 * entry;
    const [length, offset] = [ico.readUInt32LE(at + 8), ico.readUInt32LE(at + 12)];
    expect(widthOf(ico.subarray(offset, offset + length)) % 256).toBe(ico.readUInt8(at));
  }
  const icns = icnsOf(pngs);
  expect([icns.toString('latin1', 0, 4), icns.readUInt32BE(4)]).toEqual(['icns', icns.length]);
  const widths: Record<string, number> = {};
  for (let at = 8; at < icns.length; at += icns.readUInt32BE(at + 4))
    widths[icns.toString('latin1', at, at + 4)] = widthOf(icns.subarray(at + 8));
  expect(widths).toMatchObject({ icp4: 16, ic07: 128, ic13: 256, ic14: 512, ic10: 1024 });
});

/** Of a PNG; throws where it is none. */
function widthOf(png: Buffer): number {
  expect(png.toString('latin1', 1, 4)).toBe('PNG');
  return png.readUInt32BE(16);
}
