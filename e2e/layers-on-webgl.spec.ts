import { atDepth } from '../build/lib/depth';
import { layers } from '../shared/layers/index';
import type { ContractAnswer, ContractRequest } from './layers-on-webgl.worker';
import { expect, test } from './support/app';
import { withGpu } from './support/gpu';
import { runWorker } from './support/run-worker';

test.use(withGpu);

/** Emulated graphics are slow; the same cases run in hundreds on the processor. */
const CASES = atDepth(1, 8);
const executable = layers.filter(({ notExecutable }) => notExecutable === undefined);

test('every layer agrees with its definition on webgl', async ({ page, served }) => {
  test.setTimeout(300_000);
  const request: ContractRequest = { cases: CASES, seed: 20 };
  const answer = await runWorker<ContractAnswer>(page, served.url, 'layers-on-webgl.worker.ts', request);
  expect(answer.failures).toEqual([]);
  expect(answer.checked).toBe(executable.length * CASES);
});
