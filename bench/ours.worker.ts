import { browserKernels } from '../renderer/runs/worker/kernels';
import { oursPerSecond } from './training/ours';
import type { SpeedRequest } from './training/network';

self.onmessage = async ({ data }: MessageEvent<SpeedRequest>) => {
  self.postMessage(await oursPerSecond(data, browserKernels(new URL('/kernels/', location.href))));
};
