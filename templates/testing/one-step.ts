/** One real training step of a network, forward and backward. */
import { expect } from 'vitest';
import { compile } from '../../shared/compiler/compile';
import type { Plan, PlanOutput } from '../../shared/compiler/compiled';
import { buildPlan } from '../../shared/compiler/plan';
import type { Batch, Target, Tensor } from '../../shared/engine/executor';
import type { WeightMap } from '../../shared/model/weights';
import { initialValues } from '../../shared/engine/initialize';
import { stream, uniform } from '../../shared/engine/random';
import { createExecutor } from '../../shared/engine/backends/create-executor';
import { optimizerOf } from '../../shared/engine/optimizer';
import { nodePlatform } from '../../shared/engine/testing/platform';
import type { ConvDocument } from '../../shared/graph/document';

/** Of two pictures, a batch norm over one pixel makes exactly 1 and −1, which no gradient passes. */
const BATCH = 3;

/** Drawn as always, but only so many: large kernels repeat them, since drawing takes longer than the step itself. */
const DRAWN = 100_000;

function firstWeights(plan: Plan): WeightMap {
  return new Map(
    plan.weights.map(({ key, shape, initializer }) => {
      const size = shape.reduce((product, dim) => product * dim, 1);
      const tile = initialValues(initializer, [Math.min(size, DRAWN)], 1, key);
      const data = new Float32Array(size);
      for (let at = 0; at < size; at += DRAWN) data.set(tile.subarray(0, size - at), at);
      return [key, { shape, data }];
    }),
  );
}

function random(shape: readonly number[], id: string): Tensor {
  const key = stream(1, id, 0);
  const size = shape.reduce((product, dim) => product * dim, 1);
  return { shape, data: Float32Array.from({ length: size }, (_, i) => uniform(key, i)) };
}

/** Classes for pictures, or for pixels. */
function targetFor({ id, loss, lossInput: { shape } }: PlanOutput): Target {
  if (loss !== 'categoricalCrossentropy') return { kind: 'values', ...random([BATCH, ...shape], id) };
  const drawn = random([BATCH, ...shape.slice(0, -1)], id);
  return {
    kind: 'index',
    ...drawn,
    data: drawn.data.map((value) => Math.floor(value * (shape.at(-1) ?? 1))),
  };
}

/** The loss is a number, and every weight that is learned moves. */
export async function expectOneStep(document: ConvDocument): Promise<void> {
  const plan = buildPlan(compile(document));
  const weights = firstWeights(plan);
  const { learningRate } = document.training;
  const executor = await createExecutor(
    { plan, weights, backend: 'wasm', optimizer: optimizerOf(document.training), seed: 1 },
    nodePlatform,
  );
  try {
    const batch: Batch = {
      size: BATCH,
      inputs: Object.fromEntries(
        plan.training.inputs.map(({ id, value }) => [id, random([BATCH, ...value.shape], id)]),
      ),
      targets: Object.fromEntries(plan.training.outputs.map((output) => [output.id, targetFor(output)])),
    };
    await executor.step(batch, { learningRate, step: 0 });
    const report = await executor.report();
    expect(report?.loss).toBeGreaterThan(0);
    expect(report?.loss).toBeLessThan(Infinity);
    const after = await executor.weights();
    const still = plan.weights.filter(({ key }) => {
      const [old, now] = [weights.get(key)?.data, after.get(key)?.data];
      expect(now?.every(Number.isFinite), key).toBe(true);
      return now?.every((value, i) => value === old?.[i]) ?? true;
    });
    // What is not learned stays to the bit, but for the moving statistics of norms.
    const fixed = plan.weights.filter(({ trainable, name }) => !trainable && !name.startsWith('moving'));
    expect(still.map(({ key }) => key)).toEqual(fixed.map(({ key }) => key));
  } finally {
    executor.dispose();
  }
}
