/** A run that lasts some milliseconds, for tests of the training loop. */
import type { Feed } from '../../data/feed';
import { defaultTraining, type TrainingSettings } from '../../graph/document';
import type { Plan } from '../../compiler/compiled';
import { memoryKeeper } from '../checkpoint';
import { initializeWeights } from '../../engine/initialize';
import type { Executor } from '../../engine/executor';
import { stream, uniform } from '../../engine/random';
import type { TrainingArguments } from '../training';
import { planOf } from '../../engine/testing/build-plan';
import type { Engine } from '../../engine/testing/engines';

const COUNT = 60;

/** A convolution and a dense layer. */
export function smallPlan(): Plan {
  return planOf((b) => {
    const kernel = b.weight('conv/kernel', [3, 3, 1, 4], { decay: true });
    const convolved = b.emit({
      op: 'conv2d',
      x: b.input('image', [6, 6, 1]),
      kernel,
      strides: [1, 1],
      padding: [0, 0, 0, 0],
      dilation: [1, 1],
      groups: 1,
    });
    const relu = b.emit({ op: 'unary', x: convolved, function: 'relu' });
    const flat = b.emit({ op: 'reshape', x: relu, shape: [64] });
    const y = b.emit({
      op: 'matMul',
      x: flat,
      kernel: b.weight('dense/kernel', [64, 3], { decay: true }),
      bias: b.weight('dense/bias', [3], { initializer: { kind: 'zeros' } }),
    });
    b.output('output', y, 'categoricalCrossentropy', b.emit({ op: 'softmax', x: y }));
  });
}

/** Bright in one of three places. */
export const smallSamples: Feed = {
  length: COUNT,
  shape: { height: 6, width: 6, channels: 1 },
  read: (rows) => {
    const labels = Float32Array.from(rows, (row) => row % 3);
    const inputs = new Float32Array(rows.length * 36);
    for (const [i, row] of rows.entries())
      for (let p = 0; p < 36; p += 1)
        inputs[i * 36 + p] = uniform(stream(5, 'pixels', row), p) + (p % 3 === row % 3 ? 0.5 : 0);
    return Promise.resolve({
      size: rows.length,
      inputs: { image: { shape: [rows.length, 6, 6, 1], data: inputs } },
      targets: { output: { kind: 'index', shape: [rows.length], data: labels } },
    });
  },
  close: () => undefined,
};

export const createSmall = (engine: Pick<Engine, 'create'>): Promise<Executor> => {
  const plan = smallPlan();
  const weights = initializeWeights(plan, 1);
  return engine.create({
    plan,
    weights,
    optimizer: { name: 'adamw', momentum: 0, weightDecay: 0.01 },
    seed: 1,
  });
};

export function smallRun(
  createExecutor: TrainingArguments['createExecutor'],
  settings: Partial<TrainingSettings> = {},
): TrainingArguments {
  return {
    settings: { ...defaultTraining, optimizer: 'adamw', batchSize: 8, epochs: 3, ...settings },
    train: smallSamples,
    validation: null,
    task: 'classification',
    classCount: 3,
    outputId: 'output',
    createExecutor,
    keeper: memoryKeeper(),
    now: () => performance.now(),
    yieldToHost: () => Promise.resolve(),
  };
}
