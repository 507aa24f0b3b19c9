/** Typed arrays over the wasm backend's memory. Views die when the memory grows: take them after every allocation. */
import type { TensorInfo, KernelFunc } from '@tensorflow/tfjs-core';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';

type KernelArguments = Parameters<KernelFunc>[0];

/** A kernel of ours for the wasm backend: which inputs it takes, and what it does with them. */
export interface WasmKernel {
  readonly name: string;
  run(
    inputs: (name: string) => TensorInfo,
    attributes: Readonly<Record<string, unknown>>,
    backend: BackendWasm,
  ): TensorInfo;
}

export function isWasmBackend(backend: object): backend is BackendWasm {
  return 'typedArrayFromHeap' in backend && 'dataIdMap' in backend;
}

export function asKernelFunc(kernel: WasmKernel): KernelFunc {
  return ({ inputs, backend, attrs }: KernelArguments) => {
    if (!isWasmBackend(backend)) throw new Error(`The kernel ${kernel.name} needs the wasm backend.`);
    const input = (name: string) => {
      const tensor = inputs[name];
      if (!tensor) throw new Error(`The kernel ${kernel.name} misses its input "${name}".`);
      return tensor;
    };
    return kernel.run(input, attrs ?? {}, backend);
  };
}

export function floats(backend: BackendWasm, tensor: TensorInfo): Float32Array {
  const view = backend.typedArrayFromHeap(tensor);
  if (!(view instanceof Float32Array)) throw new Error('The wasm kernels of this folder take float32 only.');
  return view;
}
