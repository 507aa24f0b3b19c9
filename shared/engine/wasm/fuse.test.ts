import { expect, test } from 'vitest';
import type { Value } from '../../layers/support/primitives';
import { initializeWeights } from '../initialize';
import { planOf } from '../testing/build-plan';
import { ours, tfjsCpu } from '../testing/engines';

/** Convolution with or without a bias, normalization, activation, and a depthwise one behind them. */
const plan = planOf((b) => {
  const conv = (x: Value, name: string, inputs: number, outputs: number, groups: number, bias: boolean) =>
    b.emit({
      op: 'conv2d',
      x,
      kernel: b.weight(`${name}/kernel`, [3, 3, inputs / groups, outputs]),
      bias: bias ? b.weight(`${name}/bias`, [outputs]) : undefined,
      strides: [1, 2],
      padding: [1, 1, 1, 1],
      dilation: [1, 1],
      groups,
    });
  const norm = (x: Value, name: string) => {
    const channels = [x.shape.at(-1) ?? 1];
    return b.emit({
      op: 'batchNorm',
      x,
      gamma: b.weight(`${name}/gamma`, channels),
      beta: b.weight(`${name}/beta`, channels),
      movingMean: b.weight(`${name}/movingMean`, channels, { trainable: false }),
      movingVariance: b.weight(`${name}/movingVariance`, channels, { trainable: false }),
      momentum: 0.9,
      epsilon: 1.5,
      batchStatistics: true,
    });
  };
  let x = norm(conv(b.input('x', [7, 9, 3]), 'one', 3, 10, 1, true), 'first');
  x = b.emit({ op: 'unary', x, function: 'clip', min: 0, max: 6 });
  x = norm(conv(x, 'two', 10, 10, 10, false), 'second');
  b.output('output', b.emit({ op: 'unary', x, function: 'relu' }));
});

test('folds fixed normalization into the convolution before it, and shows the layers between', async () => {
  const weights = initializeWeights(plan, 5);
  const inputs = {
    x: { shape: [2, 7, 9, 3], data: Float32Array.from({ length: 378 }, (_, i) => Math.sin(i)) },
  };
  const optimizer = { name: 'adam', momentum: 0 } as const;
  const [mine, theirs] = await Promise.all(
    [ours, tfjsCpu].map((engine) => engine.create({ plan, weights, optimizer, seed: 1 })),
  );
  if (!mine || !theirs) throw new Error('An executor is missing.');
  const nodes = ['x', 'op0', 'op1', 'op2', 'op3', 'op4', 'op5'];
  const score = { output: 'output', class: 1 };
  // Each alone, so that what lies between is folded away, and all from one pass.
  for (const asked of [...nodes.map((node) => [node]), nodes]) {
    for (const [found, wanted] of [
      [await mine.activations(inputs, 2, asked), await theirs.activations(inputs, 2, asked)],
      [
        await mine.sensitivities(inputs, 2, score, asked),
        await theirs.sensitivities(inputs, 2, score, asked),
      ],
    ] as const) {
      expect(Object.keys(found)).toEqual(asked);
      for (const node of asked) {
        expect(found[node]?.shape).toEqual(wanted[node]?.shape);
        found[node]?.data.forEach((value, i) =>
          expect(value, node).toBeCloseTo(wanted[node]?.data[i] ?? NaN, 4),
        );
      }
    }
  }
  const [found, wanted] = [await mine.predict(inputs, 2), await theirs.predict(inputs, 2)];
  found['output']?.data.forEach((value, i) => expect(value).toBeCloseTo(wanted['output']?.data[i] ?? NaN, 4));
  for (const executor of [mine, theirs]) executor.dispose();
});
