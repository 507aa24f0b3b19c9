/** The engine in a worker of the page. */
import type { BackendName } from '../../../shared/engine/executor';
import type { BackendChoice } from '../../../shared/engine/choose-backend';
import { createExecutor, releaseBackends } from '../../../shared/engine/backends/create-executor';
import type { EngineHost } from '../../../shared/engine/engine-host';
import { prepareTraining } from '../../../shared/training/prepare';
import { detectBackends } from '../../../shared/engine/tfjs/detect-backends';
import { tryNetwork } from '../../../shared/training/trial';
import type { ConvDocument } from '../../../shared/graph/document';
import { browserKernels } from './kernels';

/** A turn of the event loop without the 4 ms that nested timers wait. */
function createYield(): () => Promise<void> {
  const { port1, port2 } = new MessageChannel();
  const waiting: (() => void)[] = [];
  port1.onmessage = () => waiting.shift()?.();
  return () =>
    new Promise((resolve) => {
      waiting.push(resolve);
      port2.postMessage(null);
    });
}

export async function workerHost(baseUrl: string, threads: number): Promise<EngineHost> {
  const candidates = await detectBackends();
  return {
    platform: {
      wasmBase: new URL('wasm/', baseUrl).href,
      kernels: browserKernels(new URL('kernels/', baseUrl)),
      backends: candidates.map(({ name }) => name),
      threads,
      now: () => performance.now(),
    },
    candidates,
    createExecutor,
    releaseBackends,
    choices: new Map(),
    yieldToHost: createYield(),
    today: () => new Date().toISOString(),
    // The window knows the machine's memory and refuses before it asks.
    memoryLimit: null,
  };
}

/** How long a step of this network takes, on which backend. */
export function probe(
  document: ConvDocument,
  classCount: number,
  backend: BackendName | 'auto',
  host: EngineHost,
): Promise<BackendChoice> {
  return tryNetwork(host, document, prepareTraining(document, classCount, host.memoryLimit), backend);
}
