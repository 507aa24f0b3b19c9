/** Runs a plan with tfjs: its operations forward, its tape backward, our optimizer. */
import * as tf from '@tensorflow/tfjs-core';
// The core package alone registers no gradients.
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import type { PlanOutput, PlanWeight, Program } from '../../compiler/compiled';
import type { Value, WeightValue } from '../../layers/support/primitives';
import { dependentValues, lastUses } from '../dependencies';
import type { Batch, Executor, ExecutorOptions, Hyper, Platform, Tensor, WeightMap } from '../executor';
import { checkDevice } from './check-device';
import { startBackend, useBackend } from './backends';
import type { Context } from './context';
import { refuseLargeValues, refuseLargeWeights } from './largest-buffer';
import { correctCount, meanLoss } from './losses';
import { createOptimizer } from './optimizer';
import { runProgram } from './run-program';
import { forgetValues } from './webgpu/optimizer-step';

/** A program with what is known about it before the first batch. */
interface Prepared {
  readonly program: Program;
  readonly unused: readonly (readonly number[])[];
  /** Values whose gradients a training step needs. */
  readonly wanted: ReadonlySet<number>;
}

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

const isWeight = (source: Value | WeightValue): source is WeightValue => 'key' in source;

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
  const trainableKeys = new Set(trainable.map(({ key }) => key));
  const noKeys: ReadonlySet<string> = new Set();
  const noValues: ReadonlySet<number> = new Set();
  const prepare = (program: Program, wanted: ReadonlySet<number>): Prepared => ({
    program,
    wanted,
    unused: lastUses(
      program,
      new Set(program.outputs.flatMap(({ lossInput, prediction }) => [lossInput.id, prediction.id])),
    ),
  });
  const training = prepare(plan.training, dependentValues(plan.training, trainableKeys, false));
  const trainingAndInputs = prepare(plan.training, dependentValues(plan.training, trainableKeys, true));
  const inference = prepare(plan.inference, noValues);

  const weights = new Map<string, tf.Tensor>();
  enter();
  for (const weight of plan.weights) weights.set(weight.key, upload(weight, options.weights));
  const optimizer = createOptimizer(options.optimizer, trainable, backend);
  let steps = 0;
  /** Sum of losses over pictures, and correct ones, since the last report. */
  let totals = tf.zeros([2]);
  let reported = { pictures: 0, steps: 0 };
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

  const inputValues = (program: Program, inputs: Batch['inputs'], size: number): Map<number, tf.Tensor> =>
    new Map(
      program.inputs.map(({ id, value }) => {
        const given = inputs[id];
        if (!given) throw new Error(`The batch has nothing for the input "${id}".`);
        return [value.id, tf.tensor(given.data, [size, ...value.shape], 'float32')];
      }),
    );

  const contextOf = (
    prepared: Prepared,
    keys: ReadonlySet<string>,
    values: ReadonlyMap<number, tf.Tensor>,
    hyper: Hyper | null,
    statistics: Map<string, tf.Tensor> | null,
  ): Context => ({
    backend,
    training: hyper !== null,
    seed,
    step: hyper?.step ?? 0,
    value: ({ id }) => {
      const tensor = values.get(id);
      if (!tensor) throw new Error(`The plan reads value ${id} before it is computed.`);
      return tensor;
    },
    weight: ({ key }) => weightTensor(key),
    wanted: (source) => (isWeight(source) ? keys.has(source.key) : prepared.wanted.has(source.id)),
    setStatistic: ({ key }, tensor) => statistics?.set(key, tf.keep(tensor)),
  });

  const targetsOf = (output: PlanOutput, batch: Batch): tf.Tensor => {
    const target = batch.targets[output.id];
    if (!target) throw new Error(`The batch has no target for the output "${output.id}".`);
    return tf.tensor(target.data, [...target.shape], 'float32');
  };

  const lossOf = (
    program: Program,
    values: ReadonlyMap<number, tf.Tensor>,
    batch: Batch,
    wanted: ReadonlySet<number>,
  ): { loss: tf.Tensor; correct: tf.Tensor } => {
    const losses = program.outputs.map((output) => {
      const value = values.get(output.lossInput.id);
      if (!value) throw new Error(`The output "${output.id}" was never computed.`);
      return meanLoss(output, value, targetsOf(output, batch), wanted.has(output.lossInput.id));
    });
    const [first] = program.outputs;
    const correct = correctCount(
      first,
      first && values.get(first.lossInput.id),
      first && targetsOf(first, batch),
      batch.size,
    );
    const [only = tf.scalar(0), ...others] = losses;
    return { loss: others.reduce((sum, loss) => tf.add(sum, loss), only), correct };
  };

  /** One forward and backward pass; everything returned lives in the caller's tidy, statistics are kept. */
  const differentiate = (
    batch: Batch,
    hyper: Hyper,
    prepared: Prepared,
    withInputs: boolean,
    statistics: Map<string, tf.Tensor> | null,
  ) => {
    const { program } = prepared;
    const inputs = inputValues(program, batch.inputs, batch.size);
    const inputTensors = [...inputs.values()];
    const sources = [...trainable.map(({ key }) => weightTensor(key)), ...(withInputs ? inputTensors : [])];
    let correct: tf.Tensor | undefined;
    const forward = () => {
      // Clones, as values are disposed of after their last use and the originals are differentiated by.
      const values = new Map([...inputs].map(([id, tensor]) => [id, tf.clone(tensor)]));
      runProgram(
        program,
        contextOf(prepared, trainableKeys, values, hyper, statistics),
        values,
        prepared.unused,
      );
      const result = lossOf(program, values, batch, prepared.wanted);
      correct = tf.keep(result.correct);
      return result.loss;
    };
    if (sources.length === 0) {
      return { loss: tf.tidy(forward), correct, gradients: new Map<string, tf.Tensor>(), byInput: [] };
    }
    const { value, grads } = tf.engine().gradients(forward, sources, undefined, true);
    const gradients = new Map<string, tf.Tensor>();
    for (const [index, { key }] of trainable.entries()) {
      const gradient: tf.Tensor | undefined = grads[index];
      if (gradient) gradients.set(key, gradient);
    }
    const byInput = withInputs
      ? program.inputs.map(({ id, value: { shape } }, index): readonly [string, tf.Tensor] => {
          const gradient: tf.Tensor | undefined = grads[trainable.length + index];
          return [id, gradient ?? tf.zeros([batch.size, ...shape])];
        })
      : [];
    return { loss: value, correct, gradients, byInput };
  };

  const replaceWeight = (key: string, tensor: tf.Tensor): void => {
    weights.get(key)?.dispose();
    weights.set(key, tf.keep(tensor));
  };

  const infer = (inputs: Batch['inputs'], size: number, until?: Value): Map<number, tf.Tensor> => {
    const values = inputValues(plan.inference, inputs, size);
    const kept = until ? plan.inference.ops.map(() => []) : inference.unused;
    runProgram(plan.inference, contextOf(inference, noKeys, values, null, null), values, kept, until?.id);
    return values;
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

  const keepPredictions = (values: ReadonlyMap<number, tf.Tensor>) =>
    plan.inference.outputs.map(({ id, prediction }): readonly [string, tf.Tensor] => {
      const tensor = values.get(prediction.id);
      if (!tensor) throw new Error(`The output "${id}" was never computed.`);
      return [id, tf.keep(tf.clone(tensor))];
    });

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
    notice: null,

    async step(batch, hyper) {
      enter();
      refuseLargeValues(plan.training, batch.size, limits);
      inScope(() => {
        const statistics = new Map<string, tf.Tensor>();
        const { loss, correct, gradients } = differentiate(batch, hyper, training, false, statistics);
        steps += 1;
        if (trainable.length > 0) {
          const fresh = optimizer.apply(weights, gradients, hyper.learningRate, steps);
          for (const [key, tensor] of fresh) replaceWeight(key, tensor);
        }
        for (const [key, tensor] of statistics) replaceWeight(key, tensor);
        const sums = tf.stack([tf.mul(loss, batch.size), correct ?? tf.scalar(0)]);
        correct?.dispose();
        const next = tf.keep(tf.add(totals, sums));
        totals.dispose();
        totals = next;
      });
      reported = { pictures: reported.pictures + batch.size, steps: reported.steps + 1 };
      return Promise.resolve();
    },

    async report() {
      enter();
      const { pictures, steps: count } = reported;
      if (count === 0) return null;
      const sums = totals;
      totals = tf.zeros([2]);
      reported = { pictures: 0, steps: 0 };
      const { data } = await readAndDispose(sums);
      return { loss: (data[0] ?? 0) / pictures, accuracy: (data[1] ?? 0) / pictures, steps: count };
    },

    async evaluate(batch) {
      enter();
      const { figures, kept } = inScope(() => {
        const values = infer(batch.inputs, batch.size);
        const { loss, correct } = lossOf(plan.inference, values, batch, noValues);
        return { figures: tf.keep(tf.stack([loss, correct])), kept: keepPredictions(values) };
      });
      const { data } = await readAndDispose(figures);
      const predictions = await readAll(kept);
      return { loss: data[0] ?? 0, correct: Math.round(data[1] ?? 0), predictions };
    },

    async predict(inputs, size) {
      enter();
      return readAll(inScope(() => keepPredictions(infer(inputs, size))));
    },

    async activations(inputs, size, nodeId) {
      enter();
      const [value] = plan.inference.layerOutputs.get(nodeId) ?? [];
      if (!value) throw new Error(`The network has no layer "${nodeId}" whose values could be shown.`);
      return readAndDispose(
        inScope(() => {
          const tensor = infer(inputs, size, value).get(value.id);
          if (!tensor) throw new Error(`The values of the layer "${nodeId}" were never computed.`);
          return tf.keep(tf.clone(tensor));
        }),
      );
    },

    async gradients(batch, hyper) {
      enter();
      const kept = inScope(() => {
        const { loss, correct, gradients, byInput } = differentiate(
          batch,
          hyper,
          trainingAndInputs,
          true,
          null,
        );
        correct?.dispose();
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

    async snapshot() {
      const current = await readWeights();
      return { weights: current, slots: await optimizer.read(read), step: steps };
    },

    restore(snapshot) {
      enter();
      for (const weight of plan.weights) {
        const tensor = upload(weight, snapshot.weights);
        weights.get(weight.key)?.dispose();
        weights.set(weight.key, tensor);
      }
      optimizer.restore(snapshot.slots);
      steps = snapshot.step;
      totals.dispose();
      totals = tf.zeros([2]);
      reported = { pictures: 0, steps: 0 };
      return Promise.resolve();
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

function upload({ key, shape }: PlanWeight, values: WeightMap): tf.Tensor {
  const given = values.get(key);
  const size = shape.reduce((n, dim) => n * dim, 1);
  if (given?.data.length !== size) {
    throw new Error(
      given
        ? `The weight "${key}" has ${given.data.length} values, but this network needs ${size} (${shape.join('×')}).`
        : `There are no values for the weight "${key}": initialize it first.`,
    );
  }
  return tf.tensor(given.data, [...shape], 'float32');
}
