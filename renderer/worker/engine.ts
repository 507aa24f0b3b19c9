/** The engine in a worker of the page. */
import type { BackendName } from '../../shared/engine/executor';
import { readBatch } from '../../shared/engine/batches';
import {
  backendTitles,
  chooseBackend,
  probeExecutor,
  type BackendChoice,
} from '../../shared/engine/choose-backend';
import { initializeWeights } from '../../shared/engine/initialize';
import { optimizerOf } from '../../shared/engine/optimizer';
import { createExecutor } from '../../shared/engine/backends/create-executor';
import { detectBackends } from '../../shared/engine/tfjs/detect-backends';
import { prepareTraining, type EngineHost } from '../../shared/engine/train-document';
import type { ConvDocument } from '../../shared/graph/document';
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
    yieldToHost: createYield(),
    today: () => new Date().toISOString(),
    // The window knows the machine's memory and refuses before it asks.
    memoryLimit: null,
  };
}

/** How long a step of this network takes. What is in the pictures does not matter, so they are black. */
export async function probe(
  document: ConvDocument,
  classCount: number,
  backend: BackendName | 'auto',
  host: EngineHost,
): Promise<BackendChoice> {
  const { training: settings } = document;
  const prepared = prepareTraining(document, classCount, host.memoryLimit);
  const [height = 1, width = 1, channels = 1] = prepared.inputShape;
  const { plan } = prepared;
  const batch = await readBatch(
    {
      length: settings.batchSize,
      inputShape: [height, width, channels],
      read: (rows) =>
        Promise.resolve({
          inputs: new Float32Array(rows.length * height * width * channels),
          labels: new Float32Array(rows.length),
        }),
    },
    Array.from({ length: settings.batchSize }, (_, row) => row),
    prepared,
  );
  const weights = initializeWeights(plan, settings.seed);
  const optimizer = optimizerOf(settings);
  const time = (name: BackendName): Promise<number> =>
    probeExecutor(
      () =>
        host.createExecutor({ plan, weights, backend: name, optimizer, seed: settings.seed }, host.platform),
      batch,
      host.platform.now,
    );
  if (backend === 'auto') return chooseBackend(host.candidates, time);
  return { backend, reason: `${backendTitles[backend]} was asked for.`, secondsPerStep: await time(backend) };
}
