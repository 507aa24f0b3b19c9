/** A convolution and both of its gradients, by our kernels and by stock tfjs's on the same device. */
import * as tf from '@tensorflow/tfjs-core';
import { startBackend } from '../../shared/engine/tfjs/backends';
import { difference } from '../../shared/engine/tfjs/webgpu/testing/run-kernel';
import { gpuPlatform } from './platform';
import { shapes, type Shape } from './shapes';
import { tell } from './part';

const ROUNDS = 5;
/** A measurement shorter than this repeats the kernel. */
const MILLISECONDS = 200;
const MOST_REPEATS = 500;
/** For which plain JavaScript computes the same. */
const CHECKED_PICTURES = 2;

interface Case {
  readonly name: string;
  readonly inputs: tf.NamedTensorInfoMap;
  /** In what it reads and writes. */
  readonly numbers: number;
}

interface Operands {
  readonly cases: readonly Case[];
  readonly attributes: tf.NamedAttrMap;
  readonly flop: number;
  readonly dispose: () => void;
}

/** The three operations, with noise on the backend that is in use; tfjs's noise is the same for the same seed. */
function operands(
  { size, inChannels, outChannels, filter, stride, pad, depthwise }: Shape,
  pictures: number,
): Operands {
  const out = Math.floor((size + 2 * pad - filter) / stride) + 1;
  const x = tf.randomUniform([pictures, size, size, inChannels], -1, 1, 'float32', 1);
  const dy = tf.randomUniform([pictures, out, out, outChannels], -1, 1, 'float32', 2);
  const filterShape = [filter, filter, inChannels, depthwise ? 1 : outChannels];
  const w = tf.randomUniform(filterShape, -1, 1, 'float32', 3);
  const [forward, byInput, byFilter] = depthwise
    ? [
        tf.DepthwiseConv2dNative,
        tf.DepthwiseConv2dNativeBackpropInput,
        tf.DepthwiseConv2dNativeBackpropFilter,
      ]
    : [tf.Conv2D, tf.Conv2DBackpropInput, tf.Conv2DBackpropFilter];
  const sides = [pad, pad];
  // Each of the three reads two of them and writes the third.
  const numbers = x.size + dy.size + w.size;
  return {
    cases: [
      { name: forward, inputs: { x, filter: w }, numbers },
      { name: byInput, inputs: { dy, filter: w }, numbers },
      { name: byFilter, inputs: { x, dy }, numbers },
    ],
    attributes: {
      strides: [stride, stride],
      dilations: [1, 1],
      pad: [[0, 0], sides, sides, [0, 0]],
      dataFormat: 'NHWC',
      inputShape: x.shape,
      filterShape: w.shape,
    },
    flop: (2 * dy.size * w.size) / (depthwise ? inChannels : outChannels),
    dispose: () => tf.dispose([x, dy, w]),
  };
}

function runOnce(kernelFunc: tf.KernelFunc, { inputs }: Case, attrs: tf.NamedAttrMap): tf.Tensor {
  const made = kernelFunc({ inputs, backend: tf.backend(), attrs });
  const [first] = Array.isArray(made) ? made : [made];
  if (!first) throw new Error('A kernel has no result.');
  return tf.engine().makeTensorFromTensorInfo(first);
}

/** What our kernels and plain JavaScript find for a few pictures. */
async function valuesOn(backend: 'cpu' | 'webgpu', shape: Shape): Promise<Float32Array[]> {
  await tf.setBackend(backend);
  const { cases, attributes, dispose } = operands(shape, CHECKED_PICTURES);
  const values: Float32Array[] = [];
  for (const given of cases) {
    const result = runOnce(tf.getKernel(given.name, backend).kernelFunc, given, attributes);
    values.push(await result.data<'float32'>());
    result.dispose();
  }
  dispose();
  return values;
}

export async function measureKernels(index: number, pictures: number): Promise<void> {
  const shape = shapes[index];
  if (!shape) throw new Error(`There is no shape ${index}.`);
  // Registers tfjs's kernels; ours take their place when the backend starts.
  await import('@tensorflow/tfjs-backend-webgpu');
  await import('@tensorflow/tfjs-backend-cpu');
  const names = shape.depthwise
    ? [
        tf.DepthwiseConv2dNative,
        tf.DepthwiseConv2dNativeBackpropInput,
        tf.DepthwiseConv2dNativeBackpropFilter,
      ]
    : [tf.Conv2D, tf.Conv2DBackpropInput, tf.Conv2DBackpropFilter];
  const stock = new Map(names.map((name) => [name, tf.getKernel(name, 'webgpu').kernelFunc]));
  await startBackend('webgpu', gpuPlatform);
  const wanted = await valuesOn('cpu', shape);
  const found = await valuesOn('webgpu', shape);
  const problems = wanted.map((values, i) => difference('value', found[i] ?? [], values));

  const { cases, attributes, flop, dispose } = operands(shape, pictures);
  const run = async (given: Case, kernelFunc: tf.KernelFunc, repeats: number): Promise<number> => {
    const start = performance.now();
    for (let i = 0; i < repeats; i += 1) {
      const result = runOnce(kernelFunc, given, attributes);
      // Reading the last waits for all that were queued.
      if (i === repeats - 1) await tf.slice(tf.reshape(result, [-1]), 0, 1).data();
      result.dispose();
    }
    return (performance.now() - start) / repeats;
  };
  for (const [at, given] of cases.entries()) {
    const own = tf.getKernel(given.name, 'webgpu').kernelFunc;
    const theirs = stock.get(given.name);
    const same = own === theirs;
    const sides = [
      { name: 'ours', kernelFunc: own },
      ...(same || !theirs ? [] : [{ name: 'stock', kernelFunc: theirs }]),
    ];
    const problem = problems[at];
    const note = [
      problem ? `WRONG: ${problem}.` : 'Agrees with plain JavaScript.',
      same ? 'The forward pass is tfjs’s own kernel.' : '',
    ]
      .join(' ')
      .trim();
    const bytes = 4 * given.numbers;
    const repeats: number[] = [];
    for (const { kernelFunc } of sides) {
      // The first run compiles.
      await run(given, kernelFunc, 1);
      repeats.push(Math.min(MOST_REPEATS, Math.ceil(MILLISECONDS / (await run(given, kernelFunc, 1)))));
    }
    const times = sides.map((): number[] => []);
    // In turn, as the machine's other work comes and goes; what is there after each round counts.
    for (let round = 0; round < ROUNDS; round += 1)
      for (const [side, { name, kernelFunc }] of sides.entries()) {
        times[side]?.push(await run(given, kernelFunc, repeats[side] ?? 1));
        tell({
          name: `${given.name}/${name}`,
          unit: 'ms',
          values: times[side] ?? [],
          note,
          flop,
          bytes,
        });
      }
  }
  dispose();
}
