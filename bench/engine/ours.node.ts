import { nodeKernels } from '../../node/kernels';
import { measure, type WorkRequest } from './works';

const request = JSON.parse(process.argv[2] ?? '') as WorkRequest;
console.log(JSON.stringify(await measure(request, nodeKernels(process.argv[3] ?? ''))));
