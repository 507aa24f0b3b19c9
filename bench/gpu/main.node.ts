/**
 * The benchmark of the GPU as one program, which needs nothing of the repository: main.mjs [--out FILE] measures all,
 * keeps each row in FILE as it is done and prints a table; main.mjs --part JSON is one of its own processes.
 */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { startWebGpu } from '../../node/webgpu';
import { measureAll } from './measure-all';
import type { Part } from './part';
import { messageOf } from '../../shared/schema/message-of';

async function runPart(part: Part): Promise<void> {
  const folder = path.dirname(fileURLToPath(import.meta.url));
  const missing = await startWebGpu([folder, process.env['CONVCANVAS_WEBGPU'] ?? folder]);
  if (missing !== null) throw new Error(missing);
  // Loaded now, since tfjs looks for navigator.gpu when it is.
  switch (part.kind) {
    case 'device':
      return (await import('./device')).measureDevice();
    case 'kernels':
      return (await import('./kernels')).measureKernels(part.shape, part.pictures);
    case 'ours':
      return (await import('./networks')).measureOurs(part.network);
    case 'stock':
      return (await import('./networks')).measureStock(part.network);
    case 'transfer':
      return (await import('./upkeep')).measureTransfer();
    case 'growth':
      return (await import('./upkeep')).measureGrowth();
    case 'results':
      return (await import('./upkeep')).checkResults();
    case 'pytorch':
      throw new Error('PyTorch runs in Python.');
  }
}

const [option, value] = process.argv.slice(2);
if (option === '--part') {
  try {
    // What the program itself has written.
    await runPart(JSON.parse(value ?? '') as Part);
  } catch (error) {
    console.error(`error: ${messageOf(error)}`);
    process.exit(1);
  }
  // Dawn would keep the process waiting.
  process.exit(0);
}
const out = option === '--out' && value ? value : 'gpu.json';
process.exitCode = await measureAll(out);
