/** Optimizer steps in place, from their formulas, over several steps with a rate that changes. */
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { optimizerCases } from '../../../testing/optimizer-formulas';
import { createOptimizer } from '../../optimizer';
import { forgetValues } from '../optimizer-step';
import { difference, noise, valueAt } from './run-kernel';

interface Training {
  readonly optimizer: (typeof optimizerCases)[number];
  readonly sizes: readonly number[];
  readonly steps: number;
}

export const optimizerSteps: fc.Arbitrary<Training> = fc.record({
  optimizer: fc.constantFrom(...optimizerCases),
  // Some beyond one workgroup.
  sizes: fc.array(fc.oneof(fc.integer({ min: 1, max: 300 }), fc.constantFrom(64, 65)), {
    minLength: 1,
    maxLength: 4,
  }),
  steps: fc.integer({ min: 1, max: 4 }),
});

/** Everything trains but the last weight of several, which gets no gradient. */
export async function checkOptimizer({ optimizer, sizes, steps }: Training): Promise<string | null> {
  const [title, options, formula] = optimizer;
  const plan = sizes.map((size, index) => ({
    key: `layer${index}/kernel`,
    shape: [size],
    nodeId: `layer${index}`,
    name: 'kernel',
    trainable: true,
    initializer: { kind: 'zeros' as const },
    // The first is a kernel among biases.
    decay: index === 0,
  }));
  const read = async (tensor: tf.Tensor) => {
    const values = await tensor.data<'float32'>();
    forgetValues(tf.backend(), tensor);
    return values;
  };
  const wanted = sizes.map((size, index) => Float64Array.from(noise(size, 1 + index)));
  const slots = sizes.map((size) => Array.from({ length: size }, (): [number, number] => [0, 0]));
  const weights = new Map(
    plan.map(({ key }, index) => [key, tf.tensor1d(noise(sizes[index] ?? 0, 1 + index))]),
  );
  const trained = createOptimizer(options, plan, 'webgpu');
  const problems: (string | null)[] = [];
  for (let count = 1; count <= steps; count += 1) {
    const rate = 0.05 / count;
    const gradients = plan.map(({ shape: [size = 0] }, index) =>
      index > 0 && index === plan.length - 1 ? new Float32Array(size) : noise(size, 100 * count + index),
    );
    const given = new Map(
      plan
        .slice(0, Math.max(1, plan.length - 1))
        .map(({ key }, index) => [key, tf.tensor1d(gradients[index] ?? [])]),
    );
    tf.tidy(() => {
      trained.apply(weights, given, rate, count);
    });
    tf.dispose([...given.values()]);
    for (const [index, values] of wanted.entries()) {
      const decay = index === 0 ? (options.weightDecay ?? 0) : 0;
      values.forEach((value, i) => {
        const held = slots[index]?.[i] ?? [0, 0];
        values[i] = formula(value, valueAt(gradients[index] ?? [], i), rate, count, held, decay);
      });
      const tensor = weights.get(`layer${index}/kernel`);
      // Read each time: tfjs would keep what it has read.
      problems.push(difference(`${title} ${index} after ${count}`, tensor ? await read(tensor) : [], values));
    }
  }
  const saved = trained.slots(read);
  for (const [index, { key }] of plan.entries()) {
    const slot = [`${key}/m`, `${key}/meanSquare`].find((name) => saved.shapes.has(name));
    const values = slots[index]?.map(([value]) => value) ?? [];
    if (slot) problems.push(difference(`${title}'s slot ${index}`, await saved.read(slot), values));
  }
  trained.dispose();
  tf.dispose([...weights.values()]);
  return problems.find((problem) => problem !== null) ?? null;
}
