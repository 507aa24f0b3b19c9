/** Runs WGSL of our own through tfjs's WebGPU backend, which binds `result`, the inputs and `uniforms`. */
import type { KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import type { WindowGeometry } from '../kernels/window-geometry';

/** Threads of a workgroup: two subgroups of 32, or one of 64; more would leave few registers to each. */
export const THREADS = 64;

/** Workgroups that keep a large device busy; a longer sum is not split further. */
export const BUSY = 512;

export interface WebGpuKernel {
  readonly name: string;
  run(
    input: (name: string) => TensorInfo,
    attributes: Readonly<Record<string, unknown>>,
    backend: WebGPUBackend,
  ): TensorInfo | TensorInfo[];
}

export interface Input {
  readonly tensor: TensorInfo;
  /** Numbers per array element: with 4 the code sees array<vec4<f32>>. */
  readonly width?: 1 | 4;
}

export interface Dispatch {
  /** Tells apart everything that is compiled: the kernel and the variant of its code. */
  readonly key: string;
  readonly outputShape: readonly number[];
  /** By the name that the code uses. */
  readonly inputs: Readonly<Record<string, Input>>;
  /** Members of `uniforms`: i32. */
  readonly integers: Readonly<Record<string, number>>;
  /** Members of `uniforms`: f32. */
  readonly floats?: Readonly<Record<string, number>>;
  /** An existing tensor of that shape to write into, where several dispatches share one. */
  readonly output?: TensorInfo;
  /** Workgroups; the code finds its own by `group()` and must bear a few more than these. */
  readonly groups: number;
  /** WGSL with `fn main(index : i32)`. */
  readonly code: () => string;
}

/** The number of the workgroup: a dispatch longer than a dimension may be is folded into two or three. */
const GROUP = `
fn group() -> i32 {
  return i32((workgroupId.z * numWorkgroups.y + workgroupId.y) * numWorkgroups.x + workgroupId.x);
}
`;

export function dispatch(
  backend: WebGPUBackend,
  { key, outputShape, inputs, integers, floats = {}, output, groups, code }: Dispatch,
): TensorInfo {
  const named = Object.entries(inputs);
  const wholes = Object.entries(integers);
  const reals = Object.entries(floats);
  return backend.runWebGPUProgram(
    {
      shaderKey: key,
      outputShape: [...outputShape],
      variableNames: named.map(([name]) => name),
      variableComponents: named.map(([, { width = 1 }]) => width),
      uniforms: [
        ...wholes.map(([name]) => `${name} : i32,`),
        ...reals.map(([name]) => `${name} : f32,`),
      ].join(' '),
      workgroupSize: [THREADS, 1, 1],
      dispatchLayout: { x: outputShape.map((_, axis) => axis) },
      dispatch: [groups, 1, 1],
      getUserCode: () => GROUP + code(),
    },
    named.map(([, { tensor }]) => tensor),
    'float32',
    [
      ...wholes.map(([, value]) => ({ type: 'int32', data: [value] })),
      ...reals.map(([, value]) => ({ type: 'float32', data: [value] })),
    ],
    output,
  );
}

/** A window's geometry as members of `uniforms`. */
export const windowUniforms = (g: WindowGeometry) => ({
  inHeight: g.inHeight,
  inWidth: g.inWidth,
  inChannels: g.inChannels,
  outHeight: g.outHeight,
  outWidth: g.outWidth,
  outChannels: g.outChannels,
  width: g.width,
  strideHeight: g.strideHeight,
  strideWidth: g.strideWidth,
  dilationHeight: g.dilationHeight,
  dilationWidth: g.dilationWidth,
  top: g.top,
  left: g.left,
});

export function isWebGpuBackend(backend: object): backend is WebGPUBackend {
  return 'runWebGPUProgram' in backend;
}

export function asKernelFunc(kernel: WebGpuKernel): KernelFunc {
  return ({ inputs, backend, attrs }) => {
    if (!isWebGpuBackend(backend)) throw new Error(`The kernel ${kernel.name} needs the webgpu backend.`);
    const input = (name: string) => {
      const tensor = inputs[name];
      if (!tensor) throw new Error(`The kernel ${kernel.name} misses its input "${name}".`);
      return tensor;
    };
    return kernel.run(input, attrs ?? {}, backend);
  };
}

/** The smallest power of two that is not less. */
export const powerOfTwo = (least: number): number => 2 ** Math.ceil(Math.log2(Math.max(1, least)));

/** `make(0)` to `make(count − 1)` as lines of WGSL: loops over registers have to be written out. */
export const lines = (count: number, make: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => make(index)).join('\n');
