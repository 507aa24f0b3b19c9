/** Runs a plan with tfjs: its operations forward, its tape backward, our optimizer. */
import * as tf from '@tensorflow/tfjs-core';
// The core package alone registers no gradients.
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import type { Program } from '../../compiler/compiled';
import type { KnownShape } from '../../layers/shape';
import type { WeightMap, WeightSource } from '../../model/weights';
import type { Batch, Executor, ExecutorOptions, Platform, Tensor } from '../executor';
import { fittingValues, readFitting } from '../fitting-values';
import { figureCount, lossOf, type PreparedTarget, prepareTarget, readSums } from '../targets';
import { checkDevice } from './check-device';
import { startBackend, useBackend } from './backends';
import { refuseLargeValues, refuseLargeWeights } from './largest-buffer';
import { createOptimizer } from './optimizer';
import { createPasses } from './passes';
import { readStatistics, spreadTensor } from './spread';
import { forgetValues } from './webgpu/optimizer-step';

export { releaseBackends } from './backends';

type Counted = Pick<PreparedTarget, 'weight' | 'count'>;

/** Disposes of every tensor made inside except those kept, whatever it returns. */
function inScope<T>(work: () => T): T {
  const engine = tf.engine();
  engine.startScope();
  try {
    return work();
  } finally {
    engine.endScope();
  }
}

export async function createExecutor(options: ExecutorOptions, platform: Platform): Promise<Executor> {
  const release = useBackend(options.backend);
  try {
    return await start(options, platform, release);
  } catch (error) {
    release();
    throw error;
  }
}

async function start(options: ExecutorOptions, platform: Platform, release: () => void): Promise<Executor> {
  const { plan, backend, seed } = options;
  const device = await startBackend(backend, platform);
  const limits = { backend, largest: device.largest };
  refuseLargeWeights(plan.weights, limits);
  await checkDevice(device, (tested) => createExecutor({ ...tested, backend }, platform));
  /** Several executors may live side by side, on different backends. */
  const enter = () => {
    const failure = device.failure();
    if (failure) throw failure;
    void tf.setBackend(backend);
  };

  const trainable = plan.weights.filter((weight) => weight.trainable);
  const weights = new Map<string, tf.Tensor>();
  enter();
  for (const weight of plan.weights) {
    const { key, shape } = weight;
    weights.set(key, upload(shape, fittingValues(key, shape, options.weights.get(key)?.data)));
  }
  const optimizer = createOptimizer(options.optimizer, trainable, backend);
  let steps = 0;
  /** Of each output in turn Σ weight · loss and its counters, since the last report. */
  const figures = figureCount(plan.training.outputs);
  let totals = tf.zeros([figures]);
  let reported: { steps: number; targets: readonly Counted[] } = { steps: 0, targets: [] };
  let disposed = false;

  const read = async (tensor: tf.Tensor): Promise<Float32Array> => {
    let stopListening = (): void => undefined;
    const lost = new Promise<never>((_, reject) => (stopListening = device.onLost(reject)));
    const data = await Promise.race([tensor.data(), lost]).finally(stopListening);
    // A lost WebGL context, and a device that refused, answer with zeros and don't fail.
    const failure = device.failure();
    if (failure) throw failure;
    // Whatever was changed in place while it was read.
    if (backend === 'webgpu') forgetValues(tf.backend(), tensor);
    return data instanceof Float32Array ? data : Float32Array.from(data);
  };

  const weightTensor = (key: string): tf.Tensor => {
    const tensor = weights.get(key);
    if (!tensor) throw new Error(`The plan has no weight "${key}".`);
    return tensor;
  };

  const passes = createPasses({ plan, backend, seed, weightTensor });
  const targetsOf = (program: Program, batch: Batch) =>
    program.outputs.map((output) => prepareTarget(output, batch));

  const replaceWeight = (key: string, tensor: tf.Tensor): void => {
    weights.get(key)?.dispose();
    weights.set(key, tf.keep(tensor));
  };

  const readAndDispose = async (tensor: tf.Tensor): Promise<Tensor> => {
    try {
      return { shape: [...tensor.shape], data: await read(tensor) };
    } finally {
      tensor.dispose();
    }
  };

  const readAll = async (
    tensors: readonly (readonly [string, tf.Tensor])[],
  ): Promise<Record<string, Tensor>> =>
    Object.fromEntries(
      await Promise.all(tensors.map(async ([id, tensor]) => [id, await readAndDispose(tensor)] as const)),
    );

  const readWeights = async (): Promise<WeightMap> => {
    enter();
    const entries = await Promise.all(
      plan.weights.map(
        async ({ key, shape }) => [key, { shape, data: await read(weightTensor(key)) }] as const,
      ),
    );
    return new Map(entries);
  };

  return {
    backend,
    threads: device.threads,
    kernels: null,
    notice: null,

    async step(batch, hyper) {
      enter();
      refuseLargeValues(plan.training, batch.size, limits);
      const targets = targetsOf(plan.training, batch);
      inScope(() => {
        const moving = new Map<string, tf.Tensor>();
        const { figures: found, gradients } = passes.differentiate(batch, targets, hyper, false, moving);
        steps += 1;
        if (trainable.length > 0) {
          const fresh = optimizer.apply(weights, gradients, hyper.learningRate, steps);
          for (const [key, tensor] of fresh) replaceWeight(key, tensor);
        }
        for (const [key, tensor] of moving) replaceWeight(key, tensor);
        const next = tf.keep(tf.add(totals, found));
        found.dispose();
        totals.dispose();
        totals = next;
      });
      reported = {
        steps: reported.steps + 1,
        targets: targets.map(({ weight, count }, index) => ({
          weight: weight + (reported.targets[index]?.weight ?? 0),
          count: count + (reported.targets[index]?.count ?? 0),
        })),
      };
      return Promise.resolve();
    },

    async report() {
      enter();
      const { targets, steps: count } = reported;
      if (count === 0) return null;
      const sums = totals;
      totals = tf.zeros([figures]);
      reported = { steps: 0, targets: [] };
      const { data } = await readAndDispose(sums);
      const found = readSums(plan.training.outputs, targets, data, 'sums');
      return { loss: lossOf(found), sums: found, steps: count };
    },

    async evaluate(batch) {
      enter();
      const targets = targetsOf(plan.inference, batch);
      const kept = inScope(() => passes.evaluate(batch, targets));
      const { data } = await readAndDispose(kept.figures);
      const sums = readSums(plan.inference.outputs, targets, data, 'sums');
      return { loss: lossOf(sums), sums, predictions: await readAll(kept.predictions) };
    },

    async predict(inputs, size) {
      enter();
      return readAll(inScope(() => passes.predict(inputs, size)));
    },

    async activations(inputs, size, nodeIds) {
      enter();
      return readAll(inScope(() => passes.activations(inputs, size, nodeIds)));
    },

    async sensitivities(inputs, size, score, nodeIds) {
      enter();
      return readAll(inScope(() => passes.sensitivities(inputs, size, score, nodeIds)));
    },

    async statistics(batch, hyper) {
      enter();
      refuseLargeValues(plan.training, batch.size, limits);
      const targets = targetsOf(plan.training, batch);
      const kept = inScope(() => {
        const activations = passes.activationSpreads(batch, hyper);
        const { loss, figures: found, gradients } = passes.differentiate(batch, targets, hyper, false, null);
        found.dispose();
        return {
          loss: tf.keep(loss),
          activations,
          values: plan.weights.map(({ key }) => [key, tf.keep(spreadTensor(weightTensor(key)))] as const),
          gradients: trainable.map(({ key, shape }) => {
            const gradient = gradients.get(key) ?? tf.zeros([...shape]);
            return [key, tf.keep(spreadTensor(gradient))] as const;
          }),
        };
      });
      const { data } = await readAndDispose(kept.loss);
      const activations = await readAll(kept.activations);
      const values = await readAll(kept.values);
      const gradients = await readAll(kept.gradients);
      return { loss: data[0] ?? 0, ...readStatistics(activations, values, gradients) };
    },

    async gradients(batch, hyper) {
      enter();
      const targets = targetsOf(plan.training, batch);
      const kept = inScope(() => {
        const result = passes.differentiate(batch, targets, hyper, true, null);
        const { loss, figures: found, gradients, byInput } = result;
        found.dispose();
        return {
          loss: tf.keep(loss),
          weights: trainable.map(
            ({ key, shape }) => [key, tf.keep(gradients.get(key) ?? tf.zeros([...shape]))] as const,
          ),
          inputs: byInput.map(([id, tensor]) => [id, tf.keep(tensor)] as const),
        };
      });
      const { data } = await readAndDispose(kept.loss);
      const ofWeights = await readAll(kept.weights);
      const ofInputs = await readAll(kept.inputs);
      return {
        loss: data[0] ?? 0,
        weights: new Map(Object.entries(ofWeights).map(([key, tensor]) => [key, tensor.data])),
        inputs: Object.fromEntries(Object.entries(ofInputs).map(([id, tensor]) => [id, tensor.data])),
      };
    },

    weights: readWeights,

    snapshot() {
      const current: WeightSource = {
        shapes: new Map(plan.weights.map(({ key, shape }) => [key, shape])),
        read(key) {
          enter();
          return read(weightTensor(key));
        },
      };
      return Promise.resolve({ weights: current, slots: optimizer.slots(read), step: steps });
    },

    async restore({ weights: from, slots, step }) {
      for (const { key, shape } of plan.weights) {
        const values = await readFitting(from, key, shape);
        enter();
        weights.get(key)?.dispose();
        weights.set(key, upload(shape, values));
      }
      await optimizer.restore(slots, enter);
      enter();
      steps = step;
      totals.dispose();
      totals = tf.zeros([figures]);
      reported = { steps: 0, targets: [] };
    },

    dispose() {
      if (disposed) return;
      disposed = true;
      release();
      if (device.failure()) return;
      void tf.setBackend(backend);
      for (const tensor of weights.values()) tensor.dispose();
      weights.clear();
      optimizer.dispose();
      totals.dispose();
    },
  };
}

const upload = (shape: KnownShape, values: Float32Array): tf.Tensor =>
  tf.tensor(values, [...shape], 'float32');
