import { compile } from '../../shared/compiler/compile';
import { buildPlan } from '../../shared/compiler/plan';
import type { Batch, KernelHost } from '../../shared/engine/executor';
import { initializeWeights } from '../../shared/engine/initialize';
import { createExecutor } from '../../shared/engine/backends/create-executor';
import { findTemplate } from '../../templates/index';
import {
  BATCH,
  LEARNING_RATE,
  pictures,
  SIDE,
  type SpeedAnswer,
  type SpeedRequest,
  stepsFor,
} from './network';

export async function oursPerSecond(
  { backend, wasmBase, threads, milliseconds, rounds }: SpeedRequest,
  kernels: KernelHost,
): Promise<SpeedAnswer> {
  const template = findTemplate('lenet5_modern');
  if (!template) throw new Error('The template is missing.');
  const plan = buildPlan(compile(template.document));
  const platform = { kernels, wasmBase, backends: [backend], threads, now: () => performance.now() };
  const executor = await createExecutor(
    {
      plan,
      weights: initializeWeights(plan, 1),
      backend,
      optimizer: { name: 'adam', momentum: 0.9 },
      seed: 1,
    },
    platform,
  );
  const { pixels, labels } = pictures(BATCH);
  const [input] = plan.training.inputs;
  const [output] = plan.training.outputs;
  if (!input || !output) throw new Error('The network has no ends.');
  const batch: Batch = {
    size: BATCH,
    inputs: { [input.id]: { shape: [BATCH, SIDE, SIDE, 1], data: pixels } },
    targets: { [output.id]: { kind: 'index', shape: [BATCH], data: labels } },
  };
  let step = 0;
  const run = async (steps: number): Promise<number> => {
    const start = performance.now();
    for (let i = 0; i < steps; i += 1)
      await executor.step(batch, { learningRate: LEARNING_RATE, step: step++ });
    // Reading the loss waits for all that was queued.
    await executor.report();
    return performance.now() - start;
  };
  try {
    await run(1);
    const steps = stepsFor(milliseconds, await run(1));
    const imagesPerSecond: number[] = [];
    for (let round = 0; round < rounds; round += 1)
      imagesPerSecond.push((1000 * steps * BATCH) / (await run(steps)));
    return { imagesPerSecond, threads: executor.threads, reason: null };
  } finally {
    executor.dispose();
  }
}
