/** WebGPU in Node on Chromium's software driver, for tests. */
import { startWebGpu } from '../../../node/webgpu';
import { findSoftwareGpu } from '../../../build/lib/find-webgpu.mjs';

/**
 * SwiftShader writes out the zeros of workgroup memory one by one where it is left to it, which makes some programs
 * fifteen times as dear to compile as the loop that Dawn writes else.
 */
const FLAGS = ['disable-dawn-features=use_vulkan_zero_initialize_workgroup_memory_extension'];

const found = await findSoftwareGpu();

/** For the title of tests that can't run; null where they can. */
export const whyNoGpu =
  found === null
    ? ' (not run: WebGPU’s package or Chromium’s driver is missing; npm test fetches them)'
    : null;

/** Gives this process a `navigator.gpu` that computes in software. */
export async function startSoftwareGpu(): Promise<void> {
  if (found === null) throw new Error('There is no software driver for WebGPU here.');
  process.env['VK_ICD_FILENAMES'] = found.driver;
  const missing = await startWebGpu([found.package], FLAGS);
  if (missing !== null) throw new Error(missing);
  compileOnce();
}

let compilesOnce = false;

/** Programs of one text are compiled once for each device, whoever asks: most of what tests take there is compiling. */
function compileOnce(): void {
  if (compilesOnce) return;
  compilesOnce = true;
  const { prototype } = GPUDevice;
  // eslint-disable-next-line @typescript-eslint/unbound-method -- both are called on the device that they are called on
  const { createShaderModule, createComputePipeline } = prototype;
  const modules = new WeakMap<GPUDevice, Map<string, GPUShaderModule>>();
  const pipelines = new WeakMap<GPUShaderModule, GPUComputePipeline>();
  prototype.createShaderModule = function (descriptor) {
    const known = modules.get(this) ?? new Map<string, GPUShaderModule>();
    const module = known.get(descriptor.code) ?? createShaderModule.call(this, descriptor);
    modules.set(this, known.set(descriptor.code, module));
    return module;
  };
  // A program has one entry point, and its layout follows from its text.
  prototype.createComputePipeline = function (descriptor) {
    const { module } = descriptor.compute;
    const pipeline = pipelines.get(module) ?? createComputePipeline.call(this, descriptor);
    pipelines.set(module, pipeline);
    return pipeline;
  };
}
