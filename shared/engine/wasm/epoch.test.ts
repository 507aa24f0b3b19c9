import { expect, test } from 'vitest';
import { atDepth } from '../../../build/lib/depth';
import { stream, uniform } from '../random';
import { initializeWeights } from '../initialize';
import { modernLeNet } from '../testing/lenet';
import { ours, tfjsCpu } from '../testing/engines';
import type { Batch } from '../executor';

const SIZE = atDepth(5, 16);
const BATCHES = 12;

/** Bars of some width: something to learn, drawn from a counter. */
function batchAt(step: number): Batch {
  const key = stream(11, 'bars', step);
  const labels = Float32Array.from({ length: SIZE }, (_, i) => Math.floor(uniform(key, i) * 10));
  const pixels = Float32Array.from({ length: SIZE * 784 }, (_, i) => {
    const column = i % 28;
    const label = labels[Math.floor(i / 784)] ?? 0;
    return (column < 2 + 2 * label ? 0.8 : 0) + 0.2 * uniform(key, 1000 + i);
  });
  return {
    size: SIZE,
    inputs: { image: { shape: [SIZE, 28, 28, 1], data: pixels } },
    targets: { output: { kind: 'index', shape: [SIZE], data: labels } },
  };
}

test('an epoch ends with the loss of tfjs in plain JavaScript, within a thousandth', async () => {
  const plan = modernLeNet();
  const weights = initializeWeights(plan, 1);
  const losses: number[] = [];
  for (const engine of [ours, tfjsCpu]) {
    const executor = await engine.create({
      plan,
      weights,
      optimizer: { name: 'adam', momentum: 0 },
      seed: 1,
    });
    for (let step = 0; step < BATCHES; step += 1)
      await executor.step(batchAt(step), { learningRate: 0.003, step });
    losses.push((await executor.report())?.loss ?? NaN);
    losses.push((await executor.evaluate(batchAt(BATCHES))).loss);
    executor.dispose();
  }
  const [training = NaN, after = NaN, trainingOfTfjs = NaN, afterOfTfjs = NaN] = losses;
  expect(Math.abs(training - trainingOfTfjs)).toBeLessThan(1e-3);
  expect(Math.abs(after - afterOfTfjs)).toBeLessThan(1e-3);
  expect(after).toBeLessThan(2.2);
});
