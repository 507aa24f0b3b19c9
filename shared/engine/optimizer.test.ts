import { describe, expect, test } from 'vitest';
import { planOf } from './testing/build-plan';
import { engines } from './testing/engines';
import { adamW, optimizerCases } from './testing/optimizer-formulas';

test('the formula of AdamW is PyTorch’s and Keras’', () => {
  // After four steps with gradients w·(1, 2, 3, 4) − 0.1, rates 0.05/n, λ 0.5, ε 1e-7: PyTorch 1.13, Keras 3.12.
  const pytorch = [0.3727797, -0.1830758, 0.0902219, 0.2779254];
  const keras = [0.3727812, -0.1830769, 0.0902231, 0.2779263];
  const trained = [0.5, -0.3, 0.2, 0.4].map((first, i) => {
    const slots: [number, number] = [0, 0];
    let w = first;
    for (let n = 1; n <= 4; n += 1) w = adamW(w, w * (i + 1) - 0.1, 0.05 / n, n, slots, 0.5);
    return w;
  });
  for (const [i, w] of trained.entries()) {
    expect(w).toBeCloseTo(pytorch[i] ?? NaN, 5);
    expect(w).toBeCloseTo(keras[i] ?? NaN, 5);
  }
});

describe.each(engines)('optimizers on $name', (engine) => {
  test.each(optimizerCases)(
    '%s follows its formula, with a rate that changes',
    async (_title, optimizer, step) => {
      // y = x·W + b with x = (1, 2), target 0: the loss Σ y² / 2 has gradients x·y by W and y by b.
      const plan = planOf((b) => {
        const y = b.emit({
          op: 'matMul',
          x: b.input('x', [2]),
          kernel: b.weight('d/kernel', [2, 2], { decay: true }),
          bias: b.weight('d/bias', [2]),
        });
        b.output('output', y);
      });
      const x = [1, 2];
      const kernel = [0.5, -0.3, 0.2, 0.4];
      const bias = [0.1, -0.2];
      const executor = await engine.create({
        plan,
        weights: new Map([
          ['d/kernel', { shape: [2, 2], data: Float32Array.from(kernel) }],
          ['d/bias', { shape: [2], data: Float32Array.from(bias) }],
        ]),
        optimizer,
        seed: 1,
      });
      const slots = [...kernel, ...bias].map((): [number, number] => [0, 0]);
      for (let count = 1; count <= 6; count += 1) {
        const rate = 0.05 / count;
        const y = [0, 1].map(
          (o) => (x[0] ?? 0) * (kernel[o] ?? 0) + (x[1] ?? 0) * (kernel[2 + o] ?? 0) + (bias[o] ?? 0),
        );
        const { weightDecay = 0 } = optimizer;
        const update = (weight: number, gradient: number, slot: number, decay: number) =>
          step(weight, gradient, rate, count, slots[slot] ?? [0, 0], decay);
        kernel.forEach((w, i) => (kernel[i] = update(w, (x[i >> 1] ?? 0) * (y[i & 1] ?? 0), i, weightDecay)));
        bias.forEach((w, i) => (bias[i] = update(w, y[i] ?? 0, 4 + i, 0)));
        await executor.step(
          {
            size: 1,
            inputs: { x: { shape: [1, 2], data: Float32Array.from(x) } },
            targets: { output: { kind: 'values', shape: [1, 2], data: new Float32Array(2) } },
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
