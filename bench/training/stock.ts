/** The peer: tfjs as it comes, with the network in its own layers and its own `fit`. */
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { layers, sequential } from '@tensorflow/tfjs-layers';
import {
  BATCH,
  CLASSES,
  LEARNING_RATE,
  pictures,
  SIDE,
  type SpeedAnswer,
  type SpeedRequest,
  stepsFor,
} from './network';

async function start({ backend, wasmBase, threads }: SpeedRequest): Promise<number> {
  if (backend === 'webgpu') await import('@tensorflow/tfjs-backend-webgpu');
  if (backend === 'webgl') await import('@tensorflow/tfjs-backend-webgl');
  let used = 1;
  if (backend === 'wasm') {
    const wasm = await import('@tensorflow/tfjs-backend-wasm');
    wasm.setWasmPaths(wasmBase);
    wasm.setThreadsCount(threads);
    await tf.setBackend('wasm');
    used = wasm.getThreadsCount();
  }
  if (!(await tf.setBackend(backend))) throw new Error(`The ${backend} backend did not start.`);
  await tf.ready();
  return used;
}

export async function stockPerSecond(request: SpeedRequest): Promise<SpeedAnswer> {
  tf.enableProdMode();
  const threads = await start(request);
  const model = sequential({
    layers: [
      layers.zeroPadding2d({ padding: 2, inputShape: [SIDE, SIDE, 1] }),
      layers.conv2d({ filters: 6, kernelSize: 5, activation: 'relu' }),
      layers.maxPooling2d({ poolSize: 2 }),
      layers.conv2d({ filters: 16, kernelSize: 5, activation: 'relu' }),
      layers.maxPooling2d({ poolSize: 2 }),
      layers.conv2d({ filters: 120, kernelSize: 5, activation: 'relu' }),
      layers.flatten(),
      layers.dense({ units: 84, activation: 'relu' }),
      layers.dense({ units: CLASSES, activation: 'softmax' }),
    ],
  });
  model.compile({
    optimizer: tf.train.adam(LEARNING_RATE),
    loss: 'categoricalCrossentropy',
    metrics: ['accuracy'],
  });
  const fit = async (steps: number): Promise<number> => {
    const { pixels, labels } = pictures(steps * BATCH);
    const hot = new Float32Array(labels.length * CLASSES);
    labels.forEach((label, i) => (hot[i * CLASSES + label] = 1));
    const x = tf.tensor4d(pixels, [steps * BATCH, SIDE, SIDE, 1]);
    const y = tf.tensor2d(hot, [steps * BATCH, CLASSES]);
    const start = performance.now();
    await model.fit(x, y, { batchSize: BATCH, epochs: 1, shuffle: false });
    const took = performance.now() - start;
    tf.dispose([x, y]);
    return took;
  };
  try {
    await fit(1);
  } catch (error) {
    return {
      imagesPerSecond: [],
      threads,
      reason: error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error),
    };
  }
  const steps = stepsFor(request.milliseconds, await fit(1));
  const imagesPerSecond: number[] = [];
  for (let round = 0; round < request.rounds; round += 1)
    imagesPerSecond.push((1000 * steps * BATCH) / (await fit(steps)));
  return { imagesPerSecond, threads, reason: null };
}
