import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startWebGpu } from './webgpu';

let folder = '';
beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'convcanvas-webgpu-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A package called webgpu that exports this. */
function install(code: string): void {
  const place = path.join(folder, 'node_modules', 'webgpu');
  mkdirSync(place, { recursive: true });
  writeFileSync(path.join(place, 'package.json'), '{"name":"webgpu","type":"module","main":"index.js"}');
  writeFileSync(path.join(place, 'index.js'), code);
}

test('says how to get the package where it is not installed', async () => {
  expect(await startWebGpu([folder])).toMatch(/is not installed. Run “npm install --no-save webgpu@/);
});

test('says so where another package has its name, or it can’t be loaded', async () => {
  install('export const hello = 1;');
  expect(await startWebGpu([folder])).toMatch(/is another one than Dawn's/);
  rmSync(folder, { recursive: true });
  install('throw new Error("The binding is for another machine.\\nmore");');
  expect(await startWebGpu([path.join(folder, '..'), folder])).toBe(
    'The package “webgpu” could not be loaded: The binding is for another machine.',
  );
});

test('gives this process navigator.gpu and its classes, from the first folder that has it', async () => {
  install(
    'export const create = (flags) => ({ made: flags.length }); export const globals = { GPUThing: 7 };',
  );
  expect(await startWebGpu([path.join(folder, 'elsewhere'), folder])).toBeNull();
  expect(Reflect.get(globalThis, 'GPUThing')).toBe(7);
  expect(Reflect.get(navigator, 'gpu')).toEqual({ made: 0 });
});
