/** A graphics device is held to known numbers before it trains: a faulty driver says nothing, it computes wrongly. */
import { compile } from '../../compiler/compile';
import { buildPlan } from '../../compiler/plan';
import { type ConvDocument, emptyDocument } from '../../graph/document';
import type { Batch, Executor, ExecutorOptions, Tensor } from '../executor';
import { DeviceFaultError } from '../failures';
import type { StartedBackend } from './backends';

type Create = (options: Omit<ExecutorOptions, 'backend'>) => Promise<Executor>;

const chain = [
  { id: 'input', type: 'Input', params: { shape: [6, 6, 2] } },
  { id: 'conv', type: 'Conv2D', params: { filters: 4, kernelSize: [3, 3], padding: 'same' } },
  { id: 'norm', type: 'BatchNormalization', params: {} },
  { id: 'relu', type: 'Activation', params: {} },
  { id: 'pool', type: 'MaxPooling2D', params: {} },
  { id: 'flat', type: 'Flatten', params: {} },
  { id: 'dense', type: 'Dense', params: { units: 3 } },
  { id: 'output', type: 'Output', params: {} },
];

/** What a network of ours is mostly made of. */
const network: ConvDocument = {
  ...emptyDocument('Test of the device'),
  nodes: chain.map((node) => ({ ...node, name: node.id })),
  edges: chain.slice(1).map(({ id }, i) => ({
    source: chain[i]?.id ?? '',
    sourcePort: 'out',
    target: id,
    targetPort: 'in',
  })),
};

const PICTURES = 4;

const wave = (shape: readonly number[], phase: number): Tensor => ({
  shape,
  data: Float32Array.from({ length: shape.reduce((n, dim) => n * dim, 1) }, (_, i) =>
    Math.sin(1.7 * i + phase),
  ),
});

/** One number that each value has its own share in. */
const checksum = (values: Float32Array): number =>
  values.reduce((sum, value, i) => sum + value * Math.cos(0.9 * i), 0);

/** The loss, and checksums of its gradients by each weight; our engine and tfjs in plain JavaScript agree on them. */
export const known: Readonly<Record<string, number>> = {
  loss: 6.481323,
  'conv/kernel': 0.676736,
  'conv/bias': 0,
  'norm/gamma': -4.04685,
  'norm/beta': -1.457067,
  'dense/kernel': 1.966081,
  'dense/bias': -0.117585,
};

/** They differ by rounding alone; drivers that round to half precision are too far off to train with. */
const TOLERANCE = 2e-3;

/** What an executor finds. */
export async function findNumbers(create: Create): Promise<Readonly<Record<string, number>>> {
  const plan = buildPlan(compile(network));
  const weights = new Map(plan.weights.map(({ key, shape }, i) => [key, wave(shape, i)]));
  for (const [key, { data }] of weights)
    if (key.endsWith('gamma') || key.endsWith('Variance')) data.forEach((v, i) => (data[i] = 1.5 + v / 2));
  const executor = await create({ plan, weights, optimizer: { name: 'sgd', momentum: 0 }, seed: 1 });
  try {
    const batch: Batch = {
      size: PICTURES,
      inputs: { input: wave([PICTURES, 6, 6, 2], 0.3) },
      targets: { output: { kind: 'index', shape: [PICTURES], data: Float32Array.of(0, 1, 2, 1) } },
    };
    const { loss, weights: gradients } = await executor.gradients(batch, { learningRate: 0, step: 0 });
    return { loss, ...Object.fromEntries([...gradients].map(([key, data]) => [key, checksum(data)])) };
  } finally {
    executor.dispose();
  }
}

const checked = new WeakSet<StartedBackend>();

/** Rejects where a device computes something else than it should; asked once for each. */
export async function checkDevice(device: StartedBackend, create: Create): Promise<void> {
  if (!device.isDevice || checked.has(device)) return;
  // Before the test, whose own executor comes by here too.
  checked.add(device);
  try {
    const found = await findNumbers(create);
    const wrong = Object.entries(known).find(
      ([name, value]) =>
        !(Math.abs((found[name] ?? NaN) - value) <= TOLERANCE * Math.max(1, Math.abs(value))),
    );
    if (wrong) {
      throw new DeviceFaultError(
        `This graphics device computes wrong numbers (${found[wrong[0]] ?? 'none'} instead of ${wrong[1]}), so it is not used.`,
      );
    }
  } catch (error) {
    checked.delete(device);
    throw error;
  }
}
