/** A few steps of LeNet with Adam on the device and in plain JavaScript, and what a step asks of the device. */
import type { BackendName, Batch, Executor, Platform } from '../../../executor';
import type { WeightMap } from '../../../../model/weights';
import { initializeWeights } from '../../../initialize';
import type { Plan } from '../../../../compiler/compiled';
import { planOf } from '../../../testing/build-plan';
import { modernLeNet } from '../../../testing/lenet';
import { createExecutor } from '../../create-executor';
import { difference, noise } from './run-kernel';

const SIZE = 2;
const STEPS = 4;
/** Adam divides by small numbers, which turns rounding in the last digits into some of the first ones. */
const TOLERANCE = 1e-3;

const batchAt = (step: number): Batch => ({
  size: SIZE,
  inputs: { image: { shape: [SIZE, 28, 28, 1], data: noise(SIZE * 784, 1 + step) } },
  targets: {
    output: {
      kind: 'index',
      shape: [SIZE],
      data: Float32Array.from({ length: SIZE }, (_, i) => (i + step) % 10),
    },
  },
});

/** Counts the dispatches of `work`, whoever makes them. */
async function dispatchesOf(work: () => Promise<void>): Promise<number> {
  const prototype = GPUComputePassEncoder.prototype;
  // eslint-disable-next-line @typescript-eslint/unbound-method -- called on the encoder that it is called on
  const original = prototype.dispatchWorkgroups;
  let count = 0;
  prototype.dispatchWorkgroups = function (...sizes) {
    count += 1;
    original.apply(this, sizes);
  };
  await work();
  prototype.dispatchWorkgroups = original;
  return count;
}

function start(backend: BackendName, plan: Plan, weights: WeightMap): Promise<Executor> {
  const platform: Platform = {
    wasmBase: '',
    kernels: null,
    backends: [backend],
    threads: 1,
    now: () => performance.now(),
  };
  const optimizer = { name: 'adam', momentum: 0 } as const;
  return createExecutor({ plan, weights, backend, optimizer, seed: 1 }, platform);
}

/** A weight beyond every device's limit is refused before anything is allocated for it. */
export async function checkLargeWeight(): Promise<string | null> {
  const plan = planOf((b) => {
    b.weight('fc6/kernel', [2 ** 20, 2 ** 12]);
    b.output('output', b.input('x', [1]));
  });
  const said = await start('webgpu', plan, new Map()).then(
    () => 'It was accepted.',
    (error: unknown) => (error instanceof Error ? error.message : ''),
  );
  return /"fc6\/kernel".* takes 17.2 GB, but WebGPU on this device holds at most/.test(said) ? null : said;
}

async function train(
  backend: BackendName,
): Promise<{ weights: WeightMap; loss: number; dispatches: number }> {
  const plan = modernLeNet();
  const executor = await start(backend, plan, initializeWeights(plan, 1));
  const step = (count: number) => executor.step(batchAt(count), { learningRate: 0.001, step: count });
  for (let count = 0; count + 1 < STEPS; count += 1) await step(count);
  const last = () => step(STEPS - 1);
  const dispatches = backend === 'webgpu' ? await dispatchesOf(last) : (await last(), 0);
  const report = await executor.report();
  const weights = await executor.weights();
  executor.dispose();
  return { weights, loss: report?.loss ?? NaN, dispatches };
}

export async function checkTraining(): Promise<{ problem: string | null; dispatches: number }> {
  const wanted = await train('cpu');
  const found = await train('webgpu');
  const problems = [
    difference('loss', [found.loss], [wanted.loss], TOLERANCE),
    ...[...wanted.weights].map(([key, { data }]) =>
      difference(key, found.weights.get(key)?.data ?? [], data, TOLERANCE),
    ),
  ];
  return {
    problem: problems.find((problem) => problem !== null) ?? null,
    dispatches: found.dispatches,
  };
}
