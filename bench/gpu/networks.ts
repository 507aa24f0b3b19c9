/** Whole training steps of templates: ours, and the same network in stock tfjs-layers. */
import * as tf from '@tensorflow/tfjs-core';
import { compile } from '../../shared/compiler/compile';
import { buildPlan } from '../../shared/compiler/plan';
import type { WeightMap } from '../../shared/model/weights';
import type { Plan } from '../../shared/compiler/compiled';
import { createExecutor } from '../../shared/engine/tfjs/create-executor';
import { exportTfjs } from '../../shared/export/tfjs-layers';
import { batchFor, templateDocument } from '../engine/works';
import { type Network, tell } from './part';
import { gpuPlatform } from './platform';

const ROUNDS = 3;
/** Of a round. */
const MILLISECONDS = 1500;
const MOST_STEPS = 300;
/** tfjs's `fit` takes all pictures at once: bytes of them at most. */
const MOST_BYTES = 2 ** 29;

/** How many steps a round has, and the time of the first where one step is a whole round: a slow device has no time twice. */
function roundsAfter(oneStep: number): { steps: number; firstRounds: readonly number[] } {
  const steps = Math.max(1, Math.min(MOST_STEPS, Math.round(MILLISECONDS / Math.max(0.1, oneStep))));
  return { steps, firstRounds: steps === 1 ? [oneStep] : [] };
}

const documentOf = ({ template, side }: Network) =>
  templateDocument(template, side === null || side === 224 ? undefined : [side, side, 3]);

/** He's scale (2015) with the cheapest noise: drawing VGG's 138 M weights well takes longer than measuring them. */
function quickWeights({ weights }: Plan): WeightMap {
  let state = 1;
  return new Map(
    weights.map(({ key, shape, initializer }) => {
      const data = new Float32Array(shape.reduce((size, dim) => size * dim, 1));
      if ('fanIn' in initializer) {
        const scale = Math.sqrt(6 / initializer.fanIn);
        for (let i = 0; i < data.length; i += 1) {
          state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
          data[i] = (scale * state) / 2 ** 31;
        }
      } else if (initializer.kind === 'constant') data.fill(initializer.value);
      else if (initializer.kind === 'ones') data.fill(1);
      return [key, { shape, data }];
    }),
  );
}

/**
 * The arithmetic of a training step, counted as three forward passes, and the bytes that must move at least: each
 * activation is written once and read twice, its gradient written and read; Adam reads four numbers of each weight and
 * writes three.
 */
function leastOf(network: Network): { flop: number; bytes: number } {
  const compiled = compile(documentOf(network));
  const { training, weights } = buildPlan(compiled);
  const sizeOf = (shape: readonly number[]): number => shape.reduce((n, d) => n * d, 1);
  const values = training.ops.reduce((sum, { output }) => sum + sizeOf(output.shape), 0);
  const numbers = weights.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
  return {
    flop: 6 * compiled.totals.macs * network.batch,
    bytes: 4 * (5 * values * network.batch + 7 * numbers),
  };
}

export async function measureOurs(network: Network): Promise<void> {
  const plan = buildPlan(compile(documentOf(network)));
  const executor = await createExecutor(
    {
      plan,
      weights: quickWeights(plan),
      backend: 'webgpu',
      optimizer: { name: 'adam', momentum: 0 },
      seed: 1,
    },
    gpuPlatform,
  );
  const batch = batchFor(plan, network.batch);
  const least = leastOf(network);
  let count = 0;
  const losses: number[] = [];
  const run = async (steps: number): Promise<number> => {
    const start = performance.now();
    for (let i = 0; i < steps; i += 1) await executor.step(batch, { learningRate: 1e-3, step: count++ });
    // Reading the loss waits for all that was queued.
    losses.push((await executor.report())?.loss ?? NaN);
    return performance.now() - start;
  };
  await run(1);
  const { steps, firstRounds } = roundsAfter(await run(1));
  const values: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    values.push((1000 * steps * network.batch) / (firstRounds[round] ?? (await run(steps))));
    const note = losses.every(Number.isFinite) ? '' : 'WRONG: the loss is no number.';
    const perImage = { flop: least.flop / network.batch, bytes: least.bytes / network.batch };
    tell({ name: 'step', unit: 'images/s', values, note, ...perImage });
  }
}

/** tfjs as it comes, with the network as we export it, Adam, and its own `fit` on pictures that the device has already. */
export async function measureStock(network: Network): Promise<void> {
  const { loadLayersModel } = await import('@tensorflow/tfjs-layers');
  await import('@tensorflow/tfjs-backend-webgpu');
  tf.enableProdMode();
  if (!(await tf.setBackend('webgpu'))) throw new Error('Stock tfjs has no webgpu backend here.');
  const document = documentOf(network);
  const plan = buildPlan(compile(document));
  const files = new Map(
    exportTfjs({
      trainedOn: document,
      weights: quickWeights(plan),
      preprocessing: { height: 1, width: 1, channels: 1, steps: [], fit: 'pad', mean: [0], deviation: [1] },
      outputs: {},
      origin: { kind: 'imported', format: 'bench', file: 'bench', unmatched: [] },
    }).files.map(({ path, bytes }) => [path, bytes]),
  );
  const model = await loadLayersModel(tf.io.fromMemory(artifactsOf(files)));
  const [input, classes] = [model.inputs[0]?.shape ?? [], model.outputs[0]?.shape.at(-1) ?? 1];
  const shape = input.slice(1).map(Number);
  model.compile({ optimizer: tf.train.adam(1e-3), loss: 'categoricalCrossentropy' });
  const { batch } = network;
  const bytes = shape.reduce((size, dim) => size * dim, 4 * batch);
  const most = Math.max(1, Math.floor(MOST_BYTES / bytes));
  const fit = async (batches: number, epochs: number): Promise<number> => {
    // Made on the device; what the pictures show does not matter.
    const x = tf.fill([batches * batch, ...shape], 0.5);
    const labels = tf.tensor1d(
      Array.from({ length: batches * batch }, (_, i) => i % classes),
      'int32',
    );
    const y = tf.oneHot(labels, classes);
    await y.data();
    const start = performance.now();
    await model.fit(x, y, { batchSize: batch, epochs, shuffle: false });
    const took = performance.now() - start;
    tf.dispose([x, y, labels]);
    return took;
  };
  await fit(1, 1);
  const { steps, firstRounds } = roundsAfter(await fit(1, 1));
  const batches = Math.min(steps, most);
  const epochs = Math.ceil(steps / batches);
  const values: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    values.push((1000 * batches * epochs * batch) / (firstRounds[round] ?? (await fit(batches, epochs))));
    tell({ name: 'step', unit: 'images/s', values, note: '' });
  }
}

/** model.json and its shards as tfjs holds them in memory. */
function artifactsOf(files: ReadonlyMap<string, Uint8Array>): tf.io.ModelArtifacts {
  const text = new TextDecoder().decode(files.get('model.json'));
  // Ours, written a moment ago.
  const { modelTopology, weightsManifest } = JSON.parse(text) as tf.io.ModelJSON;
  const shards = weightsManifest.flatMap(({ paths }) =>
    paths.map((path) => files.get(path) ?? new Uint8Array()),
  );
  const weightData = new Uint8Array(shards.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const shard of shards) {
    weightData.set(shard, at);
    at += shard.length;
  }
  return {
    modelTopology,
    weightSpecs: weightsManifest.flatMap(({ weights }) => weights),
    weightData: weightData.buffer,
  };
}
