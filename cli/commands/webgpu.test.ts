/** WebGPU from the command line, on Chromium's software driver. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { isDeep } from '../../build/lib/depth';
import { chain } from '../../shared/compiler/testing/drawn';
import { startSoftwareGpu, whyNoGpu } from '../../shared/engine/testing/software-gpu';
import { serializeDocument } from '../../shared/format/document-format';
import { lastRecord } from '../testing/last-record';
import { main } from '../run-command';

let folder = '';
let out = '';

/** The last line that a command prints, as JSON. */
async function answerOf(...args: readonly string[]): Promise<Record<string, unknown>> {
  out = '';
  expect(await main([...args, '--data', 'digits', '--json'])).toBe(0);
  return JSON.parse(out.trim().split('\n').at(-1) ?? '') as Record<string, unknown>;
}

describe.skipIf(whyNoGpu !== null)(`--backend webgpu${whyNoGpu ?? ''}`, () => {
  // Compiling shaders takes long on a busy machine.
  vi.setConfig({ testTimeout: 600_000, hookTimeout: 600_000 });
  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'convcanvas-webgpu-'));
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
      out += String(text);
      return true;
    });
    await startSoftwareGpu();
  });
  afterAll(() => {
    vi.restoreAllMocks();
    rmSync(folder, { recursive: true, force: true });
  });

  /** A picture of LeNet takes the driver a tenth of a second, and there are hundreds of them to test it with. */
  function network(): string {
    if (isDeep) return 'template:lenet5_modern';
    const file = path.join(folder, 'small.cnn.json');
    const layers = [
      ['Conv2D', { filters: 4 }],
      ['Activation'],
      ['MaxPooling2D'],
      ['Flatten'],
      ['Dense', { units: 10 }],
      ['Output'],
    ] as const;
    writeFileSync(file, serializeDocument(chain([8, 8, 1], ...layers)));
    return file;
  }

  test('trains as plain JavaScript does, and the record names the adapter', async () => {
    const train = (backend: string) =>
      answerOf(
        ...['train', network(), '--epochs', '1', '--limit', '96', '--batch', '32', '--seed', '3'],
        ...['--backend', backend, '--out', path.join(folder, `${backend}.cnn`)],
      );
    const [there, here] = [await train('webgpu'), await train('cpu')];
    expect(there['backend']).toBe('webgpu');
    expect(Math.abs(Number(there['loss']) - Number(here['loss']))).toBeLessThan(1e-3);
    const run = await lastRecord(path.join(folder, 'webgpu.cnn'));
    expect(run.device).toMatch(/^swiftshader/);
    expect(run.backendReason).toBe(`WebGPU on ${run.device} was asked for.`);
  });

  test('evaluates a model as WebAssembly does', async () => {
    const model = path.join(folder, 'cpu.cnn');
    const evaluate = (backend: string) => answerOf('evaluate', model, '--backend', backend);
    const [there, here] = [await evaluate('webgpu'), await evaluate('wasm')];
    expect(there['count']).toBe(355);
    expect(Math.abs(Number(there['loss']) - Number(here['loss']))).toBeLessThan(1e-3);
    expect(Math.abs(Number(there['accuracy']) - Number(here['accuracy']))).toBeLessThan(0.02);
  });
});
