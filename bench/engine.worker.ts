import { browserKernels } from '../renderer/worker/kernels';
import { measure, type WorkRequest } from './engine/works';

self.onmessage = async ({ data }: MessageEvent<WorkRequest>) => {
  self.postMessage(await measure(data, browserKernels(new URL('/kernels/', location.href))));
};
