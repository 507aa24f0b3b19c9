/** Memory after 10,000 training steps next to that after 100, of both executors, in both hosts. */
import { askNode, nodeHost } from './node-process';
import type { Row } from './row';
import type { Sample } from './memory/samples';
import type { Held, MemoryRequest } from './memory/steps';
import { workerHeap } from './memory/worker-heap';
import { withWorkerPage } from './worker-page';

const EARLY = 100;
const LATE = 10_000;
const executors = ['wasm', 'cpu'] as const;
type Question = Omit<MemoryRequest, 'wasmBase'>;

const question = (backend: Question['backend']): Question => ({ backend, early: EARLY, late: LATE });

const total = ({ heapBytes, wasmBytes }: Sample): number => (heapBytes + wasmBytes) / 2 ** 20;
const words = ({ tensors, tensorBytes, wasmBytes, heapBytes }: Sample): string =>
  `${tensors} tensors of ${tensorBytes} bytes, ${wasmBytes} bytes of WebAssembly, heap ${heapBytes} bytes`;

function rowOf(host: string, backend: Question['backend'], samples: readonly Sample[]): Row {
  const [early, late] = samples;
  if (!early || !late) throw new Error('The run was not held at both steps.');
  return {
    name: `memory after ${LATE} steps, against after ${EARLY}: ${backend === 'wasm' ? 'our engine' : 'tfjs in plain JavaScript'}`,
    host,
    backend,
    threads: 1,
    unit: 'MiB',
    ours: total(late),
    peer: total(early),
    peerName: `itself after ${EARLY} steps`,
    ratio: total(early) / total(late),
    aim: 0.98,
    floor: 0.95,
    note: `First ${words(early)}; then ${words(late)}.`,
  };
}

async function inNode(): Promise<Row[]> {
  const rows: Row[] = [];
  for (const backend of executors)
    rows.push(rowOf(nodeHost, backend, await askNode<Sample[]>('memory/held', question(backend))));
  return rows;
}

const inBrowser = () =>
  withWorkerPage(['memory'], async ({ ask, host, page }) => {
    const rows: Row[] = [];
    for (const backend of executors) {
      const samples: Sample[] = [];
      await ask<'done'>('memory', question(backend), async (note) => {
        // Our own worker's note.
        samples.push({ ...(note as Held), heapBytes: await workerHeap(page, 'memory.worker.js') });
      });
      rows.push(rowOf(host, backend, samples));
    }
    return rows;
  });

export const memoryRows = async (): Promise<Row[]> => [...(await inNode()), ...(await inBrowser())];
