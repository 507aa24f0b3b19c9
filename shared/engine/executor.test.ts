import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import type { Plan } from '../compiler/compiled';
import { readAll } from '../model/weights';
import type { Batch, Executor, OptimizerOptions } from './executor';
import { initializeWeights } from './initialize';
import { stream, uniform } from './random';
import { planOf } from './testing/build-plan';
import { type Engine, engines, ours, tfjsCpu, tfjsWasm } from './testing/engines';
import { modernLeNet } from './testing/lenet';

const adam: OptimizerOptions = { name: 'adam', momentum: 0 };

const draw = (count: number, id: string) =>
  Float32Array.from({ length: count }, (_, i) => uniform(stream(7, id, 0), i) - 0.3);

function executorOf(plan: Plan, engine: Engine, optimizer = adam, seed = 1) {
  return engine.create({ plan, weights: initializeWeights(plan, 3), optimizer, seed });
}

/** Convolution, batch normalization, max pooling of negative values, dropout, dense. */
function smallNet(): Plan {
  return planOf((b) => {
    const convolved = b.emit({
      op: 'conv2d',
      x: b.input('image', [6, 6, 2]),
      kernel: b.weight('conv/kernel', [3, 3, 2, 4]),
      strides: [1, 1],
      padding: [1, 1, 1, 1],
      dilation: [1, 1],
      groups: 1,
    });
    const channels = (name: string, kind: 'zeros' | 'ones', trainable: boolean) =>
      b.weight(`bn/${name}`, [4], { trainable, initializer: { kind } });
    const normal = b.emit({
      op: 'batchNorm',
      x: convolved,
      gamma: channels('gamma', 'ones', true),
      beta: channels('beta', 'zeros', true),
      movingMean: channels('movingMean', 'zeros', false),
      movingVariance: channels('movingVariance', 'ones', false),
      momentum: 0.9,
      epsilon: 1e-3,
      batchStatistics: true,
    });
    const pooled = b.emit({
      op: 'maxPool',
      x: normal,
      size: [2, 2],
      strides: [2, 2],
      padding: [0, 0, 0, 0],
      outputSize: [3, 3],
    });
    const active = b.emit({ op: 'unary', x: pooled, function: 'tanh' });
    const flat = b.emit({ op: 'reshape', x: active, shape: [36] });
    const dropped = b.emit({ op: 'randomMask', x: flat, rate: 0.4, sharedAxes: [], nodeId: 'drop' });
    const logits = b.emit({
      op: 'matMul',
      x: dropped,
      kernel: b.weight('dense/kernel', [36, 3]),
      bias: b.weight('dense/bias', [3]),
    });
    b.output('output', logits, 'categoricalCrossentropy', b.emit({ op: 'softmax', x: logits }));
  });
}

function smallBatch(size: number): Batch {
  return {
    size,
    inputs: { image: { shape: [size, 6, 6, 2], data: draw(size * 72, `inputs${size}`) } },
    targets: {
      output: { kind: 'index', shape: [size], data: Float32Array.from({ length: size }, (_, i) => i % 3) },
    },
  };
}

/** A snapshot with all that it gives. */
async function contentOf(executor: Executor) {
  const { weights, slots, step } = await executor.snapshot();
  return { weights: await readAll(weights), slots: await readAll(slots), step };
}

describe.each([tfjsWasm, tfjsCpu])('memory: $name', (engine) => {
  test('keeps no tensor from step to step, and none when disposed of', async () => {
    await (await executorOf(smallNet(), engine)).weights();
    const before = tf.memory().numTensors;
    const executor = await executorOf(smallNet(), engine);
    const pass = async (step: number, size: number) => {
      await executor.step(smallBatch(size), { learningRate: 0.01, step });
      await executor.report();
      await executor.evaluate(smallBatch(size));
      await executor.predict(smallBatch(size).inputs, size);
      await executor.activations(smallBatch(size).inputs, size, ['op2', 'image']);
      await executor.gradients(smallBatch(size), { learningRate: 0, step });
      await executor.sensitivities(smallBatch(size).inputs, size, { output: 'output', class: 1 }, [
        'op2',
        'image',
      ]);
      await executor.statistics(smallBatch(size), { learningRate: 0, step });
      await contentOf(executor);
    };
    await pass(0, 8);
    const { numTensors, numBytes } = tf.memory();
    for (let step = 1; step < 6; step += 1) await pass(step, step % 2 === 0 ? 8 : 5);
    expect(tf.memory().numTensors).toBe(numTensors);
    expect(tf.memory().numBytes).toBe(numBytes);
    await executor.restore(await executor.snapshot());
    expect(tf.memory().numTensors).toBe(numTensors);
    executor.dispose();
    executor.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe.each(engines)('executor: $name', (engine) => {
  test.each([
    ['adam', 0],
    ['adamw', 0],
    ['sgd', 0.9],
    ['rmsprop', 0],
  ] as const)('goes on from a snapshot to the same bits: %s', async (name, momentum) => {
    const whole = await executorOf(smallNet(), engine, { name, momentum, weightDecay: 0.1 });
    const first = await executorOf(smallNet(), engine, { name, momentum, weightDecay: 0.1 });
    const second = await executorOf(smallNet(), engine, { name, momentum, weightDecay: 0.1 });
    for (let step = 0; step < 6; step += 1) {
      await whole.step(smallBatch(8), { learningRate: 0.01, step });
    }
    for (let step = 0; step < 3; step += 1) {
      await first.step(smallBatch(8), { learningRate: 0.01, step });
    }
    await second.restore(await first.snapshot());
    for (let step = 3; step < 6; step += 1) {
      await second.step(smallBatch(8), { learningRate: 0.01, step });
    }
    expect(await second.weights()).toEqual(await whole.weights());
    expect(await contentOf(second)).toEqual(await contentOf(whole));
    expect((await whole.weights()).get('conv/kernel')).not.toEqual(
      (await first.weights()).get('conv/kernel'),
    );
    for (const executor of [whole, first, second]) executor.dispose();
  });

  test('updates moving statistics with the momentum, only when training', async () => {
    const executor = await executorOf(smallNet(), engine);
    const batch = smallBatch(8);
    const { op0 } = await executor.activations(batch.inputs, 8, ['op0']);
    const data = op0?.data ?? new Float32Array();
    const mean = [0, 0, 0, 0].map((_, c) => average(data.filter((__, i) => i % 4 === c)));
    const variance = mean.map((m, c) => average(data.filter((_, i) => i % 4 === c).map((v) => (v - m) ** 2)));
    await executor.evaluate(batch);
    expect((await executor.weights()).get('bn/movingMean')?.data).toEqual(new Float32Array(4));
    await executor.gradients(batch, { learningRate: 0, step: 0 });
    expect((await executor.weights()).get('bn/movingMean')?.data).toEqual(new Float32Array(4));
    await executor.step(batch, { learningRate: 0.1, step: 0 });
    const weights = await executor.weights();
    mean.forEach((m, c) => expect(weights.get('bn/movingMean')?.data[c]).toBeCloseTo(0.1 * m, 5));
    variance.forEach((v, c) =>
      expect(weights.get('bn/movingVariance')?.data[c]).toBeCloseTo(0.9 + 0.1 * v, 5),
    );
    executor.dispose();
  });

  test('reports the mean over pictures since the last report, and correct ones', async () => {
    const executor = await executorOf(smallNet(), engine);
    expect(await executor.report()).toBeNull();
    const large = await executor.gradients(smallBatch(8), { learningRate: 0, step: 0 });
    const small = await executor.gradients(smallBatch(5), { learningRate: 0, step: 1 });
    await executor.step(smallBatch(8), { learningRate: 0, step: 0 });
    await executor.step(smallBatch(5), { learningRate: 0, step: 1 });
    const report = await executor.report();
    expect(report?.steps).toBe(2);
    expect(report?.loss).toBeCloseTo((8 * large.loss + 5 * small.loss) / 13, 5);
    expect(await executor.report()).toBeNull();

    const { predictions, sums, loss } = await executor.evaluate(smallBatch(8));
    const scores = predictions['output']?.data ?? new Float32Array();
    const rows = Array.from({ length: 8 }, (_, row) => [...scores.slice(3 * row, 3 * row + 3)]);
    expect(sums['output']?.['correct']).toBe(
      rows.filter((row, i) => row.indexOf(Math.max(...row)) === i % 3).length,
    );
    expect(loss).toBeCloseTo(average(rows.map((row, i) => -Math.log(row[i % 3] ?? 0))), 5);
    executor.dispose();
  });

  test('learns: the loss falls and the training pictures are told apart', async () => {
    const executor = await executorOf(smallNet(), engine);
    for (let step = 0; step < 60; step += 1) {
      await executor.step(smallBatch(12), { learningRate: 0.02, step });
    }
    expect((await executor.evaluate(smallBatch(12))).sums['output']?.['correct']).toBeGreaterThanOrEqual(11);
    executor.dispose();
  });

  test('says which weight or input is missing', async () => {
    const executor = await executorOf(smallNet(), engine);
    await expect(executor.predict({}, 1)).rejects.toThrow('nothing for the input "image"');
    await expect(executor.activations(smallBatch(1).inputs, 1, ['nowhere'])).rejects.toThrow(
      'no layer "nowhere"',
    );
    executor.dispose();
    await expect(
      engine.create({ plan: smallNet(), weights: new Map(), optimizer: adam, seed: 1 }),
    ).rejects.toThrow('no values for the weight "conv/kernel"');
  });
});

function average(values: Iterable<number>): number {
  const list = [...values];
  return list.reduce((a, b) => a + b, 0) / list.length;
}

describe('between engines', () => {
  test('all take the same steps, with the same random masks', async () => {
    const runs = await Promise.all(
      engines.map(async (engine) => {
        const executor = await executorOf(smallNet(), engine);
        for (let step = 0; step < 5; step += 1) {
          await executor.step(smallBatch(8), { learningRate: 0.01, step });
        }
        const weights = await executor.weights();
        executor.dispose();
        return weights;
      }),
    );
    const [first, ...others] = runs;
    for (const [key, { data }] of first ?? [])
      for (const other of others)
        data.forEach((value, i) => expect(value, key).toBeCloseTo(other.get(key)?.data[i] ?? NaN, 4));
  });
});

describe('random masks', () => {
  const rate = 0.3;
  const plan = planOf((b) => {
    const x = b.input('x', [50, 20, 3]);
    b.output('output', b.emit({ op: 'randomMask', x, rate, sharedAxes: [], nodeId: 'drop' }));
  });
  const shared = planOf((b) => {
    const x = b.input('x', [5, 4, 30]);
    b.output('output', b.emit({ op: 'randomMask', x, rate, sharedAxes: [0, 1], nodeId: 'drop' }));
  });

  /** The mask itself: the gradient of the sum of squares' half at x = 1 with target 0 is mask² · 2 / n. */
  async function mask(of: Plan, shape: readonly number[], step: number, seed: number, engine: Engine) {
    const executor = await executorOf(of, engine, adam, seed);
    const size = 4 * shape.reduce((n, d) => n * d, 1);
    const ones = { shape: [4, ...shape], data: new Float32Array(size).fill(1) };
    const zeros = { kind: 'values' as const, shape: [4, ...shape], data: new Float32Array(size) };
    const { inputs } = await executor.gradients(
      { size: 4, inputs: { x: ones }, targets: { output: zeros } },
      { learningRate: 0, step },
    );
    executor.dispose();
    return Float32Array.from(inputs['x'] ?? [], (g) => Math.sqrt((g * size) / 2));
  }

  test('keep 1 − rate of the elements, scaled so that the mean stays', async () => {
    const values = await mask(plan, [50, 20, 3], 0, 1, ours);
    const kept = values.filter((v) => v > 0);
    // 12,000 draws: four standard deviations of a share of 0.7 are 0.017.
    expect(Math.abs(kept.length / values.length - 0.7)).toBeLessThan(0.017);
    kept.forEach((v) => expect(v).toBeCloseTo(1 / 0.7, 4));
  });

  test('differ from step to step, by seed and between pictures, and are the same in every engine', async () => {
    const first = await mask(plan, [50, 20, 3], 0, 1, ours);
    expect(await mask(plan, [50, 20, 3], 0, 1, tfjsCpu)).toEqual(first);
    expect(await mask(plan, [50, 20, 3], 1, 1, ours)).not.toEqual(first);
    expect(await mask(plan, [50, 20, 3], 0, 2, ours)).not.toEqual(first);
    expect(first.slice(3000, 6000)).not.toEqual(first.slice(0, 3000));
  });

  test('share one draw along the shared axes', async () => {
    const values = await mask(shared, [5, 4, 30], 0, 1, ours);
    values.forEach((v, i) => {
      const picture = Math.floor(i / 600);
      expect(v).toBe(values[picture * 600 + (i % 30)]);
    });
  });

  test('are left out at evaluation', async () => {
    const executor = await executorOf(plan, ours);
    const data = draw(3000, 'x');
    const { output } = await executor.predict({ x: { shape: [1, 50, 20, 3], data } }, 1);
    expect(output?.data).toEqual(data);
    executor.dispose();
  });
});

describe('LeNet-5', () => {
  test.each([ours, tfjsWasm])('has 61,706 weights and overfits a batch: $name', async (engine) => {
    const plan = modernLeNet();
    const weights = initializeWeights(plan, 1);
    expect([...weights.values()].reduce((n, { data }) => n + data.length, 0)).toBe(61706);
    const executor = await engine.create({ plan, weights, optimizer: adam, seed: 1 });
    const size = 20;
    const batch: Batch = {
      size,
      inputs: { image: { shape: [size, 28, 28, 1], data: draw(size * 784, 'pictures') } },
      targets: {
        output: { kind: 'index', shape: [size], data: Float32Array.from({ length: size }, (_, i) => i % 10) },
      },
    };
    for (let step = 0; step < 80; step += 1) await executor.step(batch, { learningRate: 0.002, step });
    expect((await executor.evaluate(batch)).sums['output']?.['correct']).toBe(size);
    executor.dispose();
  });
});
