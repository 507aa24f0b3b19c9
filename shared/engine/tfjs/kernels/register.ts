import { getKernel, registerKernel, unregisterKernel } from '@tensorflow/tfjs-core';
import { columnSum } from './column-sum';
import { conv2dBackpropFilter } from './conv2d-backprop-filter';
import { conv2dBackpropInput } from './conv2d-backprop-input';
import { depthwiseBackpropFilter } from './depthwise-backprop-filter';
import { depthwiseBackpropInput } from './depthwise-backprop-input';
import { asKernelFunc, type WasmKernel } from './heap';
import { maxPoolGrad } from './max-pool-grad';

const kernels: readonly WasmKernel[] = [
  columnSum,
  conv2dBackpropFilter,
  conv2dBackpropInput,
  depthwiseBackpropFilter,
  depthwiseBackpropInput,
  maxPoolGrad,
];

let done = false;

/** Adds to tfjs's wasm backend, once it is loaded, the kernels that it lacks, has wrong or has slow. */
export function registerWasmKernels(): void {
  if (done) return;
  done = true;
  for (const kernel of kernels) {
    // getKernel is typed as if it always found one.
    const present: unknown = getKernel(kernel.name, 'wasm');
    if (present) unregisterKernel(kernel.name, 'wasm');
    registerKernel({ kernelName: kernel.name, backendName: 'wasm', kernelFunc: asKernelFunc(kernel) });
  }
}
