import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startWebGpu } from './webgpu';

let folder = '';
beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'convcanvas-webgpu-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A package called webgpu with this code, in a folder of its own, since Node loads a file but once. */
function install(name: string, code: string): string {
  const place = path.join(folder, name, 'node_modules', 'webgpu');
  mkdirSync(place, { recursive: true });
  writeFileSync(path.join(place, 'package.json'), '{"name":"webgpu","type":"module","main":"index.js"}');
  writeFileSync(path.join(place, 'index.js'), code);
  return path.join(folder, name);
}

test('says how to get the package where it is not installed', async () => {
  expect(await startWebGpu([folder])).toMatch(/is not installed. Run “npm install --no-save webgpu@/);
});

test('says so where another package has its name, or it can’t be loaded', async () => {
  const other = install('other', 'export const hello = 1;');
  expect(await startWebGpu([other])).toMatch(/is another one than Dawn's/);
  const broken = install('broken', 'throw new Error("The binding is for another machine.\\nmore");');
  expect(await startWebGpu([broken])).toBe(
    'The package “webgpu” could not be loaded: The binding is for another machine.',
  );
});

test('gives this process navigator.gpu and its classes, from the first folder that has it', async () => {
  const code =
    'export const create = (flags) => ({ made: flags.length }); export const globals = { GPUThing: 7 };';
  const dawn = install('dawn', code);
  expect(await startWebGpu([folder, dawn])).toBeNull();
  expect(Reflect.get(globalThis, 'GPUThing')).toBe(7);
  expect(Reflect.get(navigator, 'gpu')).toEqual({ made: 0 });
});
