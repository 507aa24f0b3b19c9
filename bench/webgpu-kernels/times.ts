/** Milliseconds of both gradients of a convolution, by our kernels and by stock tfjs's on the same device. */
import * as tf from '@tensorflow/tfjs-core';
import { startBackend } from '../../shared/engine/tfjs/backends';
import type { Shape } from './shapes';

export interface KernelTimesRequest {
  readonly shape: Shape;
  readonly rounds: number;
}

export interface KernelTimesAnswer {
  readonly adapter: string;
  readonly times: readonly { readonly kernel: string; readonly ours: number[]; readonly stock: number[] }[];
}

/** A measurement shorter than this repeats the kernel. */
const MILLISECONDS = 300;
const MOST_REPEATS = 50;

export async function gradientTimes({ shape, rounds }: KernelTimesRequest): Promise<KernelTimesAnswer> {
  const byFilter = shape.depthwise ? tf.DepthwiseConv2dNativeBackpropFilter : tf.Conv2DBackpropFilter;
  const byInput = shape.depthwise ? tf.DepthwiseConv2dNativeBackpropInput : tf.Conv2DBackpropInput;
  const names = [byFilter, byInput];
  // Registers tfjs's kernels; ours take their place when the backend starts.
  await import('@tensorflow/tfjs-backend-webgpu');
  const stock = new Map(names.map((name) => [name, tf.getKernel(name, 'webgpu').kernelFunc]));
  await startBackend('webgpu', {
    wasmBase: '',
    kernels: null,
    backends: ['webgpu'],
    threads: 1,
    now: () => performance.now(),
  });
  const { batch, size, inChannels, outChannels, filter, stride, pad } = shape;
  const out = Math.floor((size + 2 * pad - filter) / stride) + 1;
  const x = tf.randomUniform([batch, size, size, inChannels], -1, 1);
  const dy = tf.randomUniform([batch, out, out, outChannels], -1, 1);
  const w = tf.randomUniform([filter, filter, inChannels, shape.depthwise ? 1 : outChannels], -1, 1);
  const attributes = {
    strides: [stride, stride],
    dilations: [1, 1],
    pad: [
      [0, 0],
      [pad, pad],
      [pad, pad],
      [0, 0],
    ],
    dataFormat: 'NHWC',
    inputShape: x.shape,
    filterShape: w.shape,
  };
  const run = async (name: string, kernelFunc: tf.KernelFunc, repeats: number): Promise<number> => {
    const start = performance.now();
    for (let i = 0; i < repeats; i += 1) {
      const inputs: tf.NamedTensorInfoMap = name === byFilter ? { x, dy } : { dy, filter: w };
      const made = kernelFunc({ inputs, backend: tf.backend(), attrs: attributes });
      const result = tf.engine().makeTensorFromTensorInfo(Array.isArray(made) ? (made[0] ?? dy) : made);
      // Reading the last waits for all that were queued.
      if (i === repeats - 1) await tf.slice(tf.reshape(result, [-1]), 0, 1).data();
      result.dispose();
    }
    return (performance.now() - start) / repeats;
  };
  const times: { kernel: string; ours: number[]; stock: number[] }[] = [];
  for (const name of names) {
    const sides = [tf.getKernel(name, 'webgpu').kernelFunc, stock.get(name)] as const;
    const found: [number[], number[]] = [[], []];
    const repeats: number[] = [];
    for (const kernelFunc of sides) {
      if (!kernelFunc) throw new Error(`tfjs has no kernel ${name}.`);
      // The first run compiles.
      await run(name, kernelFunc, 1);
      repeats.push(Math.min(MOST_REPEATS, Math.ceil(MILLISECONDS / (await run(name, kernelFunc, 1)))));
    }
    // In turn, as the machine's other work comes and goes.
    for (let round = 0; round < rounds; round += 1)
      for (const [side, kernelFunc] of sides.entries())
        if (kernelFunc) found[side]?.push(await run(name, kernelFunc, repeats[side] ?? 1));
    times.push({ kernel: name, ours: found[0], stock: found[1] });
  }
  const adapter = await navigator.gpu.requestAdapter();
  tf.dispose([x, dy, w]);
  return { adapter: adapter ? `${adapter.info.vendor} ${adapter.info.architecture}`.trim() : '', times };
}
