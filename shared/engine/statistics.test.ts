/** Norms, histograms and dead shares against loops in float64 over the tensors that the executor also gives whole. */
import { describe, expect, test } from 'vitest';
import type { Plan } from '../compiler/compiled';
import { type Executor, HISTOGRAM_BINS, type Spread } from './executor';
import { readAll, type WeightMap } from '../model/weights';
import { stream, uniform } from './random';
import { planOf } from './testing/build-plan';
import { enginesWithGpu, ours } from './testing/engines';

const SIZE = 3;
const hyper = { learningRate: 0, step: 2 };

const draw = (shape: readonly number[], id: string): Float32Array =>
  Float32Array.from(
    { length: shape.reduce((n, d) => n * d, 1) },
    (_, i) => uniform(stream(4, id, 0), i) - 0.5,
  );

/** Large enough for many pieces; the channels 1 and 4 of the rectified picture are 0 everywhere. */
function network(emit: { readonly drops: boolean }): Plan {
  return planOf((b) => {
    const picture = b.emit({
      op: 'conv2d',
      x: b.input('picture', [30, 31, 2]),
      kernel: b.weight('conv/kernel', [3, 3, 2, 6]),
      bias: b.weight('conv/bias', [6]),
      strides: [1, 1],
      padding: [1, 1, 1, 1],
      dilation: [1, 1],
      groups: 1,
    });
    const rectified = b.emit({ op: 'unary', x: picture, function: 'relu' });
    const kept = emit.drops
      ? b.emit({ op: 'randomMask', x: rectified, rate: 0.5, sharedAxes: [], nodeId: 'drop' })
      : rectified;
    const mean = b.emit({ op: 'reduce', x: kept, function: 'mean', axes: [0, 1], keepDims: false });
    const logits = b.emit({
      op: 'matMul',
      x: mean,
      kernel: b.weight('dense/kernel', [6, 5]),
      bias: b.weight('dense/fixed', [5], { trainable: false }),
    });
    b.output('output', logits, 'categoricalCrossentropy');
  });
}

async function contentOf(executor: Executor) {
  const { weights, slots, step } = await executor.snapshot();
  return { weights: await readAll(weights), slots: await readAll(slots), step };
}

const weightsOf = ({ weights }: Plan): WeightMap =>
  new Map(
    weights.map(({ key, shape }) => {
      const data = draw(shape, key);
      if (key === 'conv/bias') data.fill(-100, 1, 2).fill(-100, 4, 5);
      return [key, { shape, data }];
    }),
  );

const inputs = { picture: { shape: [SIZE, 30, 31, 2], data: draw([SIZE, 30, 31, 2], 'picture') } };
const batch = {
  size: SIZE,
  inputs,
  targets: { output: { kind: 'index' as const, shape: [SIZE], data: Float32Array.of(0, 3, 1) } },
};

function spreadOf(values: Float32Array): Spread {
  const finite = [...values].filter(Number.isFinite);
  const [least, most] = [
    finite.reduce((a, b) => Math.min(a, b), Infinity),
    finite.reduce((a, b) => Math.max(a, b), -Infinity),
  ];
  const width = (most - least) / HISTOGRAM_BINS;
  const histogram = new Array<number>(HISTOGRAM_BINS).fill(0);
  for (const value of finite) {
    const bin = width > 0 ? Math.min(HISTOGRAM_BINS - 1, Math.floor((value - least) / width)) : 0;
    histogram[bin] = (histogram[bin] ?? 0) + 1;
  }
  return {
    count: values.length,
    notFinite: values.length - finite.length,
    norm: Math.sqrt(finite.reduce((sum, value) => sum + value * value, 0)),
    mean: finite.length > 0 ? finite.reduce((sum, value) => sum + value, 0) / finite.length : 0,
    least: finite.length > 0 ? least : 0,
    most: finite.length > 0 ? most : 0,
    histogram,
  };
}

/** Bins are told in float32 by tfjs, so that a value on the edge of one may lie in the next. */
function expectSpread(found: Spread | null | undefined, values: Float32Array, isExact: boolean): void {
  const wanted = spreadOf(values);
  if (!found) throw new Error('There is no spread.');
  expect([found.count, found.notFinite]).toEqual([wanted.count, wanted.notFinite]);
  expect([found.least, found.most]).toEqual([wanted.least, wanted.most]);
  expect(Math.abs(found.norm - wanted.norm)).toBeLessThanOrEqual(1e-5 * wanted.norm);
  expect(Math.abs(found.mean - wanted.mean)).toBeLessThanOrEqual(1e-5 * wanted.norm);
  if (isExact) expect(found.histogram).toEqual(wanted.histogram);
  const moved = found.histogram.reduce(
    (sum, count, bin) => sum + Math.abs(count - (wanted.histogram[bin] ?? 0)),
    0,
  );
  expect(moved).toBeLessThanOrEqual(values.length / 500);
  expect(found.histogram.reduce((a, b) => a + b, 0)).toBe(wanted.count - wanted.notFinite);
}

describe.each(enginesWithGpu)('$name', (engine) => {
  const isExact = engine === ours;
  const start = (plan: Plan, weights = weightsOf(plan)) =>
    engine.create({ plan, weights, optimizer: { name: 'adam', momentum: 0 }, seed: 1 });

  test('weights, gradients and activations are told as they are', async () => {
    const plan = network({ drops: false });
    const executor = await start(plan);
    const found = await executor.statistics(batch, hyper);
    const { loss, weights: gradients } = await executor.gradients(batch, hyper);
    expect(found.loss).toBeCloseTo(loss, 6);
    const weights = await executor.weights();
    expect(Object.keys(found.weights)).toEqual(plan.weights.map(({ key }) => key));
    for (const { key, trainable } of plan.weights) {
      expectSpread(found.weights[key]?.values, weights.get(key)?.data ?? new Float32Array(), isExact);
      const gradient = gradients.get(key);
      if (trainable && gradient) expectSpread(found.weights[key]?.gradient, gradient, isExact);
      else expect(found.weights[key]?.gradient).toBeNull();
    }
    const nodes = [...plan.inference.layerOutputs.keys()];
    const values = await executor.activations(inputs, SIZE, nodes);
    expect(Object.keys(found.activations).toSorted()).toEqual(nodes.toSorted());
    for (const node of nodes)
      expectSpread(found.activations[node], values[node]?.data ?? new Float32Array(), isExact);
    expect(found.activations['op1']?.dead).toBeCloseTo(2 / 6, 6);
    expect(found.activations['op0']?.dead).toBe(0);
    // Two of the means are of nothing but zeros.
    expect(found.activations['op2']?.dead).toBeCloseTo(2 / 6, 6);
    executor.dispose();
  });

  test('are those of a training pass, which changes nothing', async () => {
    const plan = network({ drops: true });
    const executor = await start(plan);
    const before = await contentOf(executor);
    const one = await executor.statistics(batch, hyper);
    expect(await executor.statistics(batch, hyper)).toEqual(one);
    const two = await executor.statistics(batch, { ...hyper, step: 3 });
    expect(two.activations['op1']).toEqual(one.activations['op1']);
    expect(two.activations['op2']).not.toEqual(one.activations['op2']);
    const zeros = one.activations['op2']?.histogram[0] ?? 0;
    const rectified = one.activations['op1']?.histogram[0] ?? 0;
    expect(zeros).toBeGreaterThan(rectified);
    expect(await contentOf(executor)).toEqual(before);
    expect(await executor.report()).toBeNull();
    executor.dispose();
  });

  test('count what is no number, and leave it out of the rest', async () => {
    const plan = network({ drops: false });
    const weights = new Map(weightsOf(plan));
    const kernel = weights.get('dense/kernel');
    kernel?.data.set([NaN, Infinity, -Infinity], 4);
    weights.get('conv/kernel')?.data.fill(0.25);
    const executor = await start(plan, weights);
    const found = await executor.statistics(batch, hyper);
    const dense = found.weights['dense/kernel']?.values;
    expect(dense?.notFinite).toBe(3);
    expectSpread(dense, kernel?.data ?? new Float32Array(), isExact);
    const same = found.weights['conv/kernel']?.values;
    expect(same?.histogram).toEqual([108, ...new Array<number>(HISTOGRAM_BINS - 1).fill(0)]);
    expect([same?.least, same?.most]).toEqual([0.25, 0.25]);
    executor.dispose();
  });
});
