import { getKernel, registerKernel, unregisterKernel } from '@tensorflow/tfjs-core';
import { blendStatistic, momentsKernel, normalize, normalizeGrad } from './batch-norm';
import { columnSum, pictureSum } from './column-sum';
import { conv2dBackpropFilter } from './conv2d-backprop-filter';
import { conv2dBackpropInput } from './conv2d-backprop-input';
import { depthwiseBackpropFilter } from './depthwise-backprop-filter';
import { depthwiseBackpropInput } from './depthwise-backprop-input';
import { asKernelFunc, type WebGpuKernel } from './dispatch';

const kernels: readonly WebGpuKernel[] = [
  blendStatistic,
  columnSum,
  conv2dBackpropFilter,
  conv2dBackpropInput,
  depthwiseBackpropFilter,
  depthwiseBackpropInput,
  momentsKernel,
  normalize,
  normalizeGrad,
  pictureSum,
];

let done = false;

/** Puts our training kernels in the place of tfjs's, once its webgpu backend is loaded. */
export function registerWebGpuKernels(): void {
  if (done) return;
  done = true;
  for (const kernel of kernels) {
    // getKernel is typed as if it always found one.
    const present: unknown = getKernel(kernel.name, 'webgpu');
    if (present) unregisterKernel(kernel.name, 'webgpu');
    registerKernel({ kernelName: kernel.name, backendName: 'webgpu', kernelFunc: asKernelFunc(kernel) });
  }
}
