import { browserKernels } from '../renderer/runs/worker/kernels';
import { holdAtSteps, type MemoryRequest } from './memory/steps';

const goOn: (() => void)[] = [];

const answer = async (request: MemoryRequest): Promise<void> => {
  const kernels = browserKernels(new URL('/kernels/', location.href));
  const turn = () => new Promise<void>((resolve) => setTimeout(resolve));
  await holdAtSteps(request, kernels, turn, (note) => {
    self.postMessage({ note });
    return new Promise((resolve) => goOn.push(resolve));
  });
  self.postMessage('done');
};

self.onmessage = ({ data }: MessageEvent<MemoryRequest | 'go on'>) => {
  if (data === 'go on') goOn.shift()?.();
  else void answer(data);
};
