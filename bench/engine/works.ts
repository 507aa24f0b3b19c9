/** What the engine's benchmark computes, and how long our executor takes for it. */
import { compile } from '../../shared/compiler/compile';
import type { Plan, Program } from '../../shared/compiler/compiled';
import { buildPlan } from '../../shared/compiler/plan';
import { lowerLoss } from '../../shared/compiler/losses/index';
import { createExecutor } from '../../shared/engine/backends/create-executor';
import type { Batch, Executor, KernelHost, Tensor } from '../../shared/engine/executor';
import { initializeWeights } from '../../shared/engine/initialize';
import { applyEdits } from '../../shared/graph/apply';
import type { ConvDocument } from '../../shared/graph/document';
import type { Op, Value } from '../../shared/layers/support/primitives';
import { findTemplate } from '../../templates/index';

export type WorkName = 'lenet' | 'resnet18' | 'convolution' | 'mobilenet';

export interface WorkRequest {
  readonly work: WorkName;
  readonly wasmBase: string;
  readonly threads: number;
  readonly rounds: number;
  /** Of one round; the median of several is taken. */
  readonly milliseconds: number;
}

export interface WorkAnswer {
  /** Of each round, for one step. */
  readonly seconds: readonly number[];
  readonly threads: number;
}

/** Pictures of a step. */
export const batchOf: Readonly<Record<WorkName, number>> = {
  lenet: 64,
  resnet18: 64,
  convolution: 16,
  mobilenet: 8,
};

/** A template, or the same for ten classes of other pictures. */
export function templateDocument(name: string, input?: readonly number[]): ConvDocument {
  const template = findTemplate(name);
  if (!template) throw new Error(`There is no template ${name}.`);
  const { document } = template;
  return input
    ? applyEdits(document, [
        { edit: 'setParams', id: 'input', params: { shape: [...input] } },
        { edit: 'setParams', id: 'dense1', params: { units: 10 } },
      ])
    : document;
}

const templatePlan = (name: string, input?: readonly number[]): Plan =>
  buildPlan(compile(templateDocument(name, input)));

/** One 3×3 convolution, 64 → 64 on 56×56, and the gradients by its input and its kernel. */
function convolutionPlan(): Plan {
  const shape = [56, 56, 64];
  const x: Value = { id: 0, shape };
  const kernel = { key: 'conv/kernel', shape: [3, 3, 64, 64] };
  const op: Op = {
    op: 'conv2d',
    x,
    kernel,
    strides: [1, 1],
    padding: [1, 1, 1, 1],
    dilation: [1, 1],
    groups: 1,
  };
  const output: Value = { id: 1, shape, from: op };
  let next = 2;
  const program: Program = {
    inputs: [{ id: 'input', value: x }],
    ops: [{ op, output, nodeId: 'conv' }],
    outputs: [
      {
        id: 'output',
        task: 'regression',
        loss: 'meanSquaredError',
        classNames: [],
        lossInput: output,
        prediction: output,
        objective: lowerLoss('meanSquaredError', output, 'output', () => next++),
      },
    ],
    layerOutputs: new Map([['conv', [output]]]),
  };
  const initializer = { kind: 'heNormal', fanIn: 576, fanOut: 576 } as const;
  return {
    weights: [{ ...kernel, nodeId: 'conv', name: 'kernel', trainable: true, decay: true, initializer }],
    training: program,
    inference: program,
    inputShapes: { input: shape },
  };
}

function planOf(work: WorkName): Plan {
  switch (work) {
    case 'lenet':
      return templatePlan('lenet5_modern');
    case 'resnet18':
      return templatePlan('resnet18', [32, 32, 3]);
    case 'convolution':
      return convolutionPlan();
    case 'mobilenet':
      return templatePlan('mobilenet_v2');
  }
}

/** Grey noise: the time of a step does not depend on what the pictures show. */
function noise(shape: readonly number[], scale: number): Tensor {
  let state = 1;
  const data = Float32Array.from({ length: shape.reduce((n, d) => n * d, 1) }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state / 2 ** 32) * scale;
  });
  return { shape, data };
}

export function batchFor(plan: Plan, size: number): Batch {
  const { inputs, outputs } = plan.training;
  return {
    size,
    inputs: Object.fromEntries(inputs.map(({ id, value }) => [id, noise([size, ...value.shape], 1)])),
    targets: Object.fromEntries(
      outputs.map(({ id, loss, lossInput }) => {
        const { data, shape } = noise(
          loss === 'categoricalCrossentropy' ? [size] : [size, ...lossInput.shape],
          10,
        );
        const kind = loss === 'categoricalCrossentropy' ? 'index' : 'values';
        return [id, { kind, shape, data: data.map(Math.floor) }];
      }),
    ),
  };
}

/** One step of the work: training, both gradients, or prediction. */
function stepOf(work: WorkName, executor: Executor, batch: Batch): (step: number) => Promise<unknown> {
  if (work === 'convolution') return (step) => executor.gradients(batch, { learningRate: 0, step });
  if (work === 'mobilenet') return () => executor.predict(batch.inputs, batch.size);
  return (step) => executor.step(batch, { learningRate: 1e-3, step });
}

export async function measure(
  { work, wasmBase, threads, rounds, milliseconds }: WorkRequest,
  kernels: KernelHost,
): Promise<WorkAnswer> {
  const plan = planOf(work);
  const executor = await createExecutor(
    {
      plan,
      weights: initializeWeights(plan, 1),
      backend: 'wasm',
      optimizer: { name: 'adam', momentum: 0 },
      seed: 1,
    },
    { kernels, wasmBase, backends: ['wasm'], threads, now: () => performance.now() },
  );
  try {
    const step = stepOf(work, executor, batchFor(plan, batchOf[work]));
    let count = 0;
    const run = async (steps: number): Promise<number> => {
      const start = performance.now();
      for (let i = 0; i < steps; i += 1) await step(count++);
      await executor.report();
      return (performance.now() - start) / 1000;
    };
    await run(1);
    const steps = Math.max(1, Math.round(milliseconds / 1000 / (await run(1))));
    const seconds: number[] = [];
    for (let round = 0; round < rounds; round += 1) seconds.push((await run(steps)) / steps);
    return { seconds, threads: executor.threads };
  } finally {
    executor.dispose();
  }
}
