import { nodeKernels } from '../../node/kernels';
import { oursPerSecond } from './ours';
import type { SpeedRequest } from './network';

const request = JSON.parse(process.argv[2] ?? '') as SpeedRequest;
console.log(JSON.stringify(await oursPerSecond(request, nodeKernels(process.argv[3] ?? ''))));
