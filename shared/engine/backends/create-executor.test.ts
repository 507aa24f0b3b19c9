import { expect, test } from 'vitest';
import { initializeWeights } from '../initialize';
import { type PlanBuilder, planOf } from '../testing/build-plan';
import { nodePlatform } from '../testing/platform';
import { createExecutor } from './create-executor';

async function run(describe: (builder: PlanBuilder) => void, kernels = nodePlatform.kernels) {
  const plan = planOf(describe);
  return createExecutor(
    {
      plan,
      weights: initializeWeights(plan, 1),
      backend: 'wasm',
      optimizer: { name: 'adam', momentum: 0 },
      seed: 1,
    },
    { ...nodePlatform, kernels },
  );
}

test('gives WebAssembly to our own engine', async () => {
  const executor = await run((b) => b.output('y', b.emit({ op: 'softmax', x: b.input('x', [4]) })));
  expect([executor.backend, executor.notice]).toEqual(['wasm', null]);
  executor.dispose();
});

/** Six axes in an order that joins none of them. */
const scattered = (b: PlanBuilder) => {
  const x = b.input('x', [2, 3, 2, 3, 2, 3]);
  b.output('y', b.emit({ op: 'transpose', x, permutation: [5, 1, 4, 0, 3, 2] }));
};

test('gives a network that our engine can’t run to tfjs as a whole, and says so', async () => {
  const executor = await run(scattered);
  expect(executor.backend).toBe('wasm');
  expect(executor.notice).toMatch(/axes at once.*TensorFlow\.js/);
  executor.dispose();
});

test('is tfjs where there are no kernels', async () => {
  const executor = await run((b) => b.output('y', b.emit({ op: 'softmax', x: b.input('x', [4]) })), null);
  expect(executor.notice).toBeNull();
  executor.dispose();
});
