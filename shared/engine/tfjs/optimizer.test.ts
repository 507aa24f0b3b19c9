import { describe, expect, test } from 'vitest';
import type { BackendName } from '../executor';
import { createExecutor } from './create-executor';
import { planOf } from '../testing/build-plan';
import { optimizerCases } from '../testing/optimizer-formulas';
import { nodePlatform } from '../testing/platform';

describe.each(['wasm', 'cpu'] satisfies BackendName[])('optimizers on %s', (backend) => {
  test.each(optimizerCases)(
    '%s follows its formula, with a rate that changes',
    async (_title, optimizer, step) => {
      // y = x·W + b with x = (1, 2), target 0: the loss Σ y² / 2 has gradients x·y by W and y by b.
      const plan = planOf((b) => {
        const y = b.emit({
          op: 'matMul',
          x: b.input('x', [2]),
          kernel: b.weight('d/kernel', [2, 2]),
          bias: b.weight('d/bias', [2]),
        });
        b.output('output', y);
      });
      const x = [1, 2];
      const kernel = [0.5, -0.3, 0.2, 0.4];
      const bias = [0.1, -0.2];
      const executor = await createExecutor(
        {
          plan,
          weights: new Map([
            ['d/kernel', { shape: [2, 2], data: Float32Array.from(kernel) }],
            ['d/bias', { shape: [2], data: Float32Array.from(bias) }],
          ]),
          backend,
          optimizer,
          seed: 1,
        },
        nodePlatform,
      );
      const slots = [...kernel, ...bias].map((): [number, number] => [0, 0]);
      for (let count = 1; count <= 6; count += 1) {
        const rate = 0.05 / count;
        const y = [0, 1].map(
          (o) => (x[0] ?? 0) * (kernel[o] ?? 0) + (x[1] ?? 0) * (kernel[2 + o] ?? 0) + (bias[o] ?? 0),
        );
        const update = (weight: number, gradient: number, slot: number) =>
          step(weight, gradient, rate, count, slots[slot] ?? [0, 0]);
        kernel.forEach((w, i) => (kernel[i] = update(w, (x[i >> 1] ?? 0) * (y[i & 1] ?? 0), i)));
        bias.forEach((w, i) => (bias[i] = update(w, y[i] ?? 0, 4 + i)));
        await executor.step(
          {
            size: 1,
            inputs: { x: { shape: [1, 2], data: Float32Array.from(x) } },
            targets: { output: { shape: [1, 2], data: new Float32Array(2) } },
          },
          { learningRate: rate, step: count - 1 },
        );
        const weights = await executor.weights();
        kernel.forEach((w, i) => expect(weights.get('d/kernel')?.data[i]).toBeCloseTo(w, 5));
        bias.forEach((w, i) => expect(weights.get('d/bias')?.data[i]).toBeCloseTo(w, 5));
      }
      executor.dispose();
    },
  );
});
