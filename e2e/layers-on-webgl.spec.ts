import { atDepth, isDeep } from '../build/lib/depth';
import { layers } from '../shared/layers/index';
import type { ContractAnswer, ContractRequest } from './layers-on-webgl.worker';
import { expect, test } from './support/app';
import { withGpu } from './support/gpu';
import { runWorker } from './support/run-worker';

test.use(withGpu);

/** Emulated graphics are slow; the same cases run in hundreds on the processor. */
const CASES = atDepth(1, 8);
const types = layers
  .filter(({ notExecutable }) => notExecutable === undefined)
  .map(({ type }) => type)
  .filter((_, i) => isDeep || i % 2 === 0);

test('layers agree with their definitions on webgl', async ({ page, served }) => {
  test.setTimeout(300_000);
  const request: ContractRequest = { cases: CASES, types, seed: 20 };
  const answer = await runWorker<ContractAnswer>(page, served.url, 'layers-on-webgl.worker.ts', request);
  expect(answer.failures).toEqual([]);
  expect(answer.checked).toBe(types.length * CASES);
});
