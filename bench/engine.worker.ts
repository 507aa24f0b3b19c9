import { browserKernels } from '../renderer/runs/worker/kernels';
import { measure, type WorkRequest } from './engine/works';

self.onmessage = async ({ data }: MessageEvent<WorkRequest>) => {
  self.postMessage(await measure(data, browserKernels(new URL('/kernels/', location.href))));
};
