/** Holds an executor to the reference loops: values, and gradients against central differences in float64. */
import { expect } from 'vitest';
import type { Plan } from '../../compiler/compiled';
import type { Op, Value } from '../../layers/support/primitives';
import type { Batch, Tensor } from '../executor';
import type { WeightMap } from '../../model/weights';
import { stream, uniform } from '../random';
import { type PlanBuilder, planOf } from './build-plan';
import type { Engine } from './engines';
import type { Numbers } from './arrays';
import { reference } from './reference';

const BATCH = 2;
const STEP = 1e-5;

function random(shape: readonly number[], seed: number, id: string, low: number, high: number): Float32Array {
  const key = stream(seed, id, 0);
  const size = shape.reduce((n, d) => n * d, 1);
  return Float32Array.from({ length: size }, (_, i) => low + (high - low) * uniform(key, i));
}

const numbers = ({ shape, data }: { shape: readonly number[]; data: Float32Array }): Numbers => ({
  shape,
  data: Float64Array.from(data),
});

/** Mean squared error of the plan's output against the targets, in float64. */
function referenceRun(
  plan: Plan,
  inputs: ReadonlyMap<string, Numbers>,
  weights: ReadonlyMap<string, Numbers>,
  targets: Float32Array,
): { output: Numbers; loss: number } {
  const values = new Map<number, Numbers>();
  const need = <T>(found: T | undefined): T => {
    if (found === undefined) throw new Error('The plan is incomplete.');
    return found;
  };
  for (const { id, value } of plan.training.inputs) values.set(value.id, need(inputs.get(id)));
  for (const { op, output } of plan.training.ops) {
    values.set(
      output.id,
      reference(op, {
        value: ({ id }) => need(values.get(id)),
        weight: (key) => need(weights.get(key)),
        training: true,
      }),
    );
  }
  const output = need(values.get(need(plan.training.outputs[0]).lossInput.id));
  const loss = output.data.reduce((sum, v, i) => sum + (v - (targets[i] ?? 0)) ** 2, 0) / output.data.length;
  return { output, loss };
}

function differences(target: Float64Array, loss: () => number): Float64Array {
  return target.map((value, i) => {
    target[i] = value + STEP;
    const above = loss();
    target[i] = value - STEP;
    const below = loss();
    target[i] = value;
    return (above - below) / (2 * STEP);
  });
}

function expectClose(actual: Float32Array, expected: Float64Array, tolerance: number, what: string): void {
  expect(actual.length, what).toBe(expected.length);
  const scale = Math.max(1, ...expected.map(Math.abs));
  actual.forEach((value, i) => {
    const error = Math.abs(value - (expected[i] ?? NaN)) / scale;
    if (!(error <= tolerance)) {
      expect.fail(`${what}[${i}] is ${value}, but should be ${expected[i]}.`);
    }
  });
}

export interface Range {
  readonly low?: number;
  readonly high?: number;
}

/** Compares one primitive (or a few) on one engine. `describe` gets the builder and returns the last value. */
export async function expectAgreement(
  engine: Engine,
  seed: number,
  describe: (builder: PlanBuilder) => Value,
  { low = -1.5, high = 1.5 }: Range = {},
): Promise<void> {
  const plan = planOf((builder) => builder.output('output', describe(builder)));
  const weights: WeightMap = new Map(
    plan.weights.map(({ key, shape, name }) => {
      const positive = name === 'movingVariance' || name === 'divisor';
      return [key, { shape, data: random(shape, seed, key, positive ? 0.5 : -1, positive ? 2 : 1) }];
    }),
  );
  const inputs = Object.fromEntries(
    plan.training.inputs.map(({ id, value }): [string, Tensor] => {
      const shape = [BATCH, ...value.shape];
      return [id, { shape, data: random(shape, seed, id, low, high) }];
    }),
  );
  const inputNumbers = new Map(Object.entries(inputs).map(([id, tensor]) => [id, numbers(tensor)]));
  const weightNumbers = new Map([...weights].map(([key, weight]) => [key, numbers(weight)]));
  const outputShape = [BATCH, ...(plan.training.outputs[0]?.lossInput.shape ?? [])];
  const targets = random(outputShape, seed, 'targets', -1, 1);
  const run = () => referenceRun(plan, inputNumbers, weightNumbers, targets);

  const executor = await engine.create({ plan, weights, optimizer: { name: 'sgd', momentum: 0 }, seed });
  try {
    const usesBatch = plan.training.ops.some(
      ({ op }: { op: Op }) => op.op === 'batchNorm' && op.batchStatistics,
    );
    if (!usesBatch) {
      const { output } = await executor.predict(inputs, BATCH);
      expect(output?.shape).toEqual(run().output.shape);
      expectClose(output?.data ?? new Float32Array(), run().output.data, 1e-5, 'value');
    }
    const batch: Batch = {
      size: BATCH,
      inputs,
      targets: { output: { kind: 'values', shape: outputShape, data: targets } },
    };
    const gradients = await executor.gradients(batch, { learningRate: 0, step: 0 });
    const { loss } = run();
    expect(Math.abs(gradients.loss - loss)).toBeLessThan(1e-4 * Math.max(1, loss));
    for (const [id, tensor] of inputNumbers) {
      const expected = differences(tensor.data, () => run().loss);
      expectClose(gradients.inputs[id] ?? new Float32Array(), expected, 2e-4, `gradient by ${id}`);
    }
    for (const { key, trainable } of plan.weights) {
      const tensor = weightNumbers.get(key);
      if (!trainable || !tensor) continue;
      const expected = differences(tensor.data, () => run().loss);
      expectClose(gradients.weights.get(key) ?? new Float32Array(), expected, 2e-4, `gradient by ${key}`);
    }
  } finally {
    executor.dispose();
  }
}

/**
 * The same for values too many to be differentiated one by one: a gradient times a direction of random signs is
 * compared with the loss on both sides of it, within 10⁻⁴ of the gradient's length.
 */
export async function expectAgreementAlong(
  engine: Engine,
  seed: number,
  batchSize: number,
  describe: (builder: PlanBuilder) => Value,
): Promise<void> {
  const plan = planOf((builder) => builder.output('output', describe(builder)));
  const weights: WeightMap = new Map(
    plan.weights.map(({ key, shape }) => [key, { shape, data: random(shape, seed, key, -1, 1) }]),
  );
  const inputs = Object.fromEntries(
    plan.training.inputs.map(({ id, value }): [string, Tensor] => {
      const shape = [batchSize, ...value.shape];
      return [id, { shape, data: random(shape, seed, id, -1.5, 1.5) }];
    }),
  );
  const inputNumbers = new Map(Object.entries(inputs).map(([id, tensor]) => [id, numbers(tensor)]));
  const weightNumbers = new Map([...weights].map(([key, weight]) => [key, numbers(weight)]));
  const outputShape = [batchSize, ...(plan.training.outputs[0]?.lossInput.shape ?? [])];
  const targets = random(outputShape, seed, 'targets', -1, 1);
  const run = () => referenceRun(plan, inputNumbers, weightNumbers, targets);

  const executor = await engine.create({ plan, weights, optimizer: { name: 'sgd', momentum: 0 }, seed });
  try {
    const usesBatch = plan.training.ops.some(({ op }) => op.op === 'batchNorm' && op.batchStatistics);
    const expected = run().output.data;
    const { output } = await executor.predict(inputs, batchSize);
    const scale = expected.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
    expect(output?.data.length).toBe(expected.length);
    const worst = expected.reduce(
      (error, value, i) => Math.max(error, Math.abs(value - (output?.data[i] ?? NaN))),
      0,
    );
    if (!usesBatch) expect(worst, 'value').toBeLessThanOrEqual(1e-5 * scale);

    const target = { kind: 'values' as const, shape: outputShape, data: targets };
    const batch: Batch = { size: batchSize, inputs, targets: { output: target } };
    const found = await executor.gradients(batch, { learningRate: 0, step: 0 });
    const check = (name: string, values: Float64Array, gradient: Float32Array | undefined) => {
      expect(gradient?.length, name).toBe(values.length);
      const signs = random([values.length], seed, `${name} direction`, -1, 1).map(Math.sign);
      const start = values.slice();
      const lossAt = (step: number): number => {
        start.forEach((value, i) => (values[i] = value + step * (signs[i] ?? 0)));
        return run().loss;
      };
      const slope = (lossAt(STEP) - lossAt(-STEP)) / (2 * STEP);
      values.set(start);
      const dot = gradient?.reduce((sum, g, i) => sum + g * (signs[i] ?? 0), 0) ?? NaN;
      const length = Math.sqrt(gradient?.reduce((sum, g) => sum + g * g, 0) ?? NaN);
      // A dead ReLU lets nothing back: then both are zero.
      expect(Math.abs(dot - slope), `gradient by ${name}`).toBeLessThanOrEqual(1e-4 * length);
    };
    for (const [id, { data }] of inputNumbers) check(id, data, found.inputs[id]);
    for (const { key, trainable } of plan.weights) {
      const weight = weightNumbers.get(key);
      if (trainable && weight) check(key, weight.data, found.weights.get(key));
    }
  } finally {
    executor.dispose();
  }
}
