import { describe, expect, test } from 'vitest';
import type { LossKind } from '../../layers/support/primitives';
import type { BackendName } from '../executor';
import { createExecutor } from './create-executor';
import { planOf } from '../testing/build-plan';
import { nodePlatform } from '../testing/platform';

const values = [
  [1.5, -2, 0.25],
  [-40, 90, 3],
];

const formulas: Readonly<
  Record<LossKind, { targets: number[][]; loss: (x: number[], t: number[]) => number }>
> = {
  softmaxCrossEntropy: {
    targets: [[2], [1]],
    loss: (x, [t = 0]) => {
      const most = Math.max(...x);
      return most + Math.log(x.reduce((sum, v) => sum + Math.exp(v - most), 0)) - (x[t] ?? 0);
    },
  },
  sigmoidCrossEntropy: {
    targets: [
      [1, 0, 1],
      [0, 1, 1],
    ],
    loss: (x, t) =>
      x.reduce(
        (sum, v, i) => sum + Math.max(v, 0) - v * (t[i] ?? 0) + Math.log1p(Math.exp(-Math.abs(v))),
        0,
      ) / 3,
  },
  meanSquaredError: {
    targets: [
      [1, 0, 0.5],
      [-39, 91, 3.5],
    ],
    loss: (x, t) => x.reduce((sum, v, i) => sum + (v - (t[i] ?? 0)) ** 2, 0) / 3,
  },
  meanAbsoluteError: {
    targets: [
      [1, 0, 0.5],
      [-39, 91, 3.5],
    ],
    loss: (x, t) => x.reduce((sum, v, i) => sum + Math.abs(v - (t[i] ?? 0)), 0) / 3,
  },
};
const kinds = Object.keys(formulas) as LossKind[];

describe.each(['wasm', 'cpu'] satisfies BackendName[])('losses on %s', (backend) => {
  test.each(kinds)('%s: value and gradient, for large logits too', async (kind) => {
    const { targets, loss } = formulas[kind];
    const plan = planOf((b) => b.output('output', b.input('x', [3]), kind));
    const executor = await createExecutor(
      { plan, weights: new Map(), backend, optimizer: { name: 'sgd', momentum: 0 }, seed: 1 },
      nodePlatform,
    );
    const run = (x: number[][]) => x.reduce((sum, row, i) => sum + loss(row, targets[i] ?? []), 0) / x.length;
    const { loss: found, inputs } = await executor.gradients(
      {
        size: 2,
        inputs: { x: { shape: [2, 3], data: Float32Array.from(values.flat()) } },
        targets: {
          output: {
            shape: [2, targets[0]?.length ?? 1].slice(0, kind === 'softmaxCrossEntropy' ? 1 : 2),
            data: Float32Array.from(targets.flat()),
          },
        },
      },
      { learningRate: 0, step: 0 },
    );
    expect(found).toBeCloseTo(run(values), 4);
    values.flat().forEach((_, i) => {
      const shifted = (by: number) =>
        values.map((row, r) => row.map((v, c) => (r * 3 + c === i ? v + by : v)));
      const slope = (run(shifted(1e-5)) - run(shifted(-1e-5))) / 2e-5;
      expect(inputs['x']?.[i]).toBeCloseTo(slope, 4);
    });
    executor.dispose();
  });

  test('add up over several outputs', async () => {
    const plan = planOf((b) => {
      const x = b.input('x', [3]);
      b.output('first', x, 'softmaxCrossEntropy');
      b.output('second', x, 'meanSquaredError');
    });
    const executor = await createExecutor(
      { plan, weights: new Map(), backend, optimizer: { name: 'sgd', momentum: 0 }, seed: 1 },
      nodePlatform,
    );
    const { loss } = await executor.evaluate({
      size: 2,
      inputs: { x: { shape: [2, 3], data: Float32Array.from(values.flat()) } },
      targets: {
        first: { shape: [2], data: Float32Array.from([2, 1]) },
        second: { shape: [2, 3], data: Float32Array.from(formulas.meanSquaredError.targets.flat()) },
      },
    });
    const both = [formulas.softmaxCrossEntropy, formulas.meanSquaredError].map(
      ({ targets, loss: f }) => values.reduce((sum, row, i) => sum + f(row, targets[i] ?? []), 0) / 2,
    );
    expect(loss).toBeCloseTo((both[0] ?? 0) + (both[1] ?? 0), 4);
    executor.dispose();
  });
});
