import { expect, test } from 'vitest';
import type { Batch } from '../executor';
import { readAll } from '../../model/weights';
import { initializeWeights } from '../initialize';
import { stream, uniform } from '../random';
import { modernLeNet } from '../testing/lenet';
import { nodePlatform } from '../testing/platform';
import { createWasmExecutor } from './create-executor';

const SIZE = 13;

test('one, two and three threads give equal bits', async () => {
  const plan = modernLeNet();
  const { kernels } = nodePlatform;
  if (!kernels) throw new Error('There are no kernels to test.');
  const weights = initializeWeights(plan, 1);
  const pixels = Float32Array.from({ length: SIZE * 784 }, (_, i) => uniform(stream(3, 'pixels', 0), i));
  const batch: Batch = {
    size: SIZE,
    inputs: { image: { shape: [SIZE, 28, 28, 1], data: pixels } },
    targets: {
      output: { kind: 'index', shape: [SIZE], data: Float32Array.from({ length: SIZE }, (_, i) => i % 10) },
    },
  };
  const results = [];
  const counts = Float32Array.from({ length: SIZE }, (_, i) => (i % 4) / 3);
  const smoothed: Batch = {
    ...batch,
    targets: {
      output: {
        kind: 'distribution',
        shape: [SIZE, 10],
        data: Float32Array.from({ length: SIZE * 10 }, (_, i) => (i % 10 === i % 7 ? 0.82 : 0.02)),
        weights: counts,
      },
    },
  };
  for (const threads of [1, 2, 3]) {
    const executor = await createWasmExecutor(
      { plan, weights, backend: 'wasm', optimizer: { name: 'adam', momentum: 0 }, seed: 1, poison: true },
      kernels,
      threads,
    );
    expect(executor.threads).toBe(threads);
    for (let step = 0; step < 4; step += 1) await executor.step(batch, { learningRate: 0.002, step });
    const layers = plan.inference.ops.map(({ nodeId }) => nodeId);
    const score = { output: 'output', class: 3 };
    const now = await executor.snapshot();
    results.push({
      report: await executor.report(),
      weights: await readAll(now.weights),
      slots: await readAll(now.slots),
      smoothed: await executor.gradients(smoothed, { learningRate: 0, step: 4 }),
      statistics: await executor.statistics(smoothed, { learningRate: 0, step: 4 }),
      sensitivities: await executor.sensitivities(batch.inputs, SIZE, score, layers),
      activations: await executor.activations(batch.inputs, SIZE, layers),
    });
    executor.dispose();
  }
  const [one, ...others] = results;
  for (const other of others) expect(other).toEqual(one);
});
