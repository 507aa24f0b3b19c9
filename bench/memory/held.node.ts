import { nodeKernels } from '../../node/kernels';
import { type Held, holdAtSteps, type MemoryRequest } from './steps';
import type { Sample } from './samples';

const request = JSON.parse(process.argv[2] ?? '') as MemoryRequest;
const samples: Sample[] = [];
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
const hold = async (held: Held): Promise<void> => {
  // Twice, with a turn between: what finalizers let go of is collected by the second.
  for (let i = 0; i < 2; i += 1) {
    await turn();
    globalThis.gc?.();
  }
  const { heapUsed, external } = process.memoryUsage();
  samples.push({ ...held, heapBytes: heapUsed + external });
};
await holdAtSteps(request, nodeKernels(process.argv[3] ?? ''), turn, hold);
console.log(JSON.stringify(samples));
process.exit();
