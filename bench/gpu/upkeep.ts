/** What is no kernel and no step: a batch's way to the device and back, memory over a long run, and whether it is right. */
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { compile } from '../../shared/compiler/compile';
import { buildPlan } from '../../shared/compiler/plan';
import { initializeWeights } from '../../shared/engine/initialize';
import { startBackend } from '../../shared/engine/tfjs/backends';
import { createExecutor } from '../../shared/engine/tfjs/create-executor';
import { checkConvolution, convolutionCases } from '../../shared/engine/tfjs/webgpu/testing/convolution';
import { checkDepthwise, depthwiseCases } from '../../shared/engine/tfjs/webgpu/testing/depthwise';
import {
  checkNormalization,
  normalizationCases,
} from '../../shared/engine/tfjs/webgpu/testing/normalization';
import { checkOptimizer, optimizerSteps } from '../../shared/engine/tfjs/webgpu/testing/optimizer';
import { checkSums, sumCases } from '../../shared/engine/tfjs/webgpu/testing/sums';
import { checkTraining } from '../../shared/engine/tfjs/webgpu/testing/training';
import { batchFor, templateDocument } from '../engine/works';
import { tell } from './part';
import { gpuPlatform } from './platform';

const ROUNDS = 5;

/** 64 pictures of 224×224×3 in float32: 38.5 MB, to the device and back. */
export async function measureTransfer(): Promise<void> {
  await startBackend('webgpu', gpuPlatform);
  const pictures = new Float32Array(64 * 224 * 224 * 3).fill(0.5);
  const times: Record<'to the device' | 'and back', number[]> = { 'to the device': [], 'and back': [] };
  for (let round = 0; round <= ROUNDS; round += 1) {
    const started = performance.now();
    const tensor = tf.tensor1d(pictures);
    // A value that depends on the last of them says that they have arrived.
    const doubled = tf.mul(tf.slice(tensor, pictures.length - 1, 1), 2);
    await doubled.data();
    const arrived = performance.now();
    const made = tf.neg(tensor);
    await made.data();
    const back = performance.now();
    tf.dispose([tensor, doubled, made]);
    // The first round compiles.
    if (round === 0) continue;
    times['to the device'].push(arrived - started);
    times['and back'].push(back - arrived);
    for (const [name, values] of Object.entries(times))
      tell({ name, unit: 'ms', values, note: '38.5 MB.', bytes: pictures.byteLength });
  }
}

const EARLY = 1000;
const LATE = 10_000;

export async function measureGrowth(): Promise<void> {
  const plan = buildPlan(compile(templateDocument('lenet5_modern')));
  const executor = await createExecutor(
    {
      plan,
      weights: initializeWeights(plan, 1),
      backend: 'webgpu',
      optimizer: { name: 'adam', momentum: 0 },
      seed: 1,
    },
    gpuPlatform,
  );
  const batch = batchFor(plan, 64);
  const look = () => {
    globalThis.gc?.();
    const memory: tf.MemoryInfo & { numBytesInGPU?: number } = tf.memory();
    return {
      tensors: memory.numTensors,
      onDevice: memory.numBytesInGPU ?? 0,
      process: process.memoryUsage.rss(),
    };
  };
  let early = look();
  for (let step = 1; step <= LATE; step += 1) {
    await executor.step(batch, { learningRate: 1e-3, step });
    // As training does: some ten times a second.
    if (step % 100 === 0) await executor.report();
    if (step === EARLY) early = look();
  }
  const late = look();
  const words = (held: typeof late): string =>
    `${held.tensors} tensors, ${held.onDevice} bytes on the device, ${(held.process / 2 ** 20).toFixed(0)} MiB of the process`;
  tell({
    name: 'growth',
    unit: 'MiB',
    values: [late.process / 2 ** 20, early.process / 2 ** 20],
    note: `${late.tensors > early.tensors || late.onDevice > early.onDevice ? 'WRONG: it grows. ' : ''}After ${EARLY}: ${words(early)}; after ${LATE}: ${words(late)}.`,
  });
}

/** Every kernel on random shapes beside loops in float64, and LeNet trained beside plain JavaScript. */
export async function checkResults(): Promise<void> {
  await startBackend('webgpu', gpuPlatform);
  const problems: string[] = [];
  let checked = 0;
  const report = (note: string): void => {
    tell({
      name: 'results',
      unit: 'wrong',
      values: [problems.length],
      note: problems.length > 0 ? `WRONG: ${problems.join(' | ')}` : note,
    });
  };
  const all = async <T>(
    title: string,
    cases: fc.Arbitrary<T>,
    check: (given: T) => Promise<string | null>,
  ) => {
    for (const given of fc.sample(cases, { numRuns: 4, seed: 5 })) {
      const said = await check(given).catch((error: unknown) => String(error));
      if (said !== null) problems.push(`${title} ${JSON.stringify(given)}: ${said}`);
      checked += 1;
    }
    report(`${checked} random shapes of our kernels beside float64 so far.`);
  };
  await all('Convolution', convolutionCases, checkConvolution);
  await all('Depthwise', depthwiseCases, checkDepthwise);
  await all('Sum', sumCases, checkSums);
  await all('Normalization', normalizationCases, checkNormalization);
  await all('Optimizer', optimizerSteps, checkOptimizer);
  const { problem, dispatches } = await checkTraining();
  if (problem !== null) problems.push(`LeNet: ${problem}`);
  report(
    `${checked} random shapes of our kernels beside float64, and four steps of LeNet beside plain JavaScript, ${dispatches} dispatches each.`,
  );
}
