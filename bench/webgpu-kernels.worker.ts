import { gradientTimes, type KernelTimesRequest } from './webgpu-kernels/times';

self.onmessage = async ({ data }: MessageEvent<KernelTimesRequest>) => {
  self.postMessage(await gradientTimes(data));
};
