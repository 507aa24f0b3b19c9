/** The training worker in Node, in the thread of whoever asks: its own handlers, on the engine of the command line. */
import { nodeHost } from '../../../../node/engine-host';
import { localDataSets } from '../../../../node/data-sets';
import { findPlaces } from '../../../../node/places';
import type { EventMessage, ReplyMessage, RequestMessage } from '../../../../shared/protocol/worker';
import type { RunArchive } from '../../../archive/run-archive';
import type { WorkerPort } from '../../../document/training/client';
import type { CallPort } from '../../../../shared/protocol/calls';
import { emitter, serve } from '../serve';
import { trainingHandlers } from '../training-handlers';

export interface NodeWorkerOptions {
  readonly archive: RunArchive;
  /** Milliseconds. */
  readonly now?: () => number;
}

const never = <T>(): Promise<T> => new Promise<T>(() => undefined);

/** As after a kill: what is under way does not end, and nothing more is written. */
function mortal(archive: RunArchive, alive: () => boolean): RunArchive {
  const whileAlive =
    <A extends readonly unknown[], R>(work: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      if (!alive()) return never();
      const done = await work(...args);
      return alive() ? done : never();
    };
  return {
    keys: whileAlive((prefix: Parameters<RunArchive['keys']>[0]) => archive.keys(prefix)),
    get: whileAlive((key: Parameters<RunArchive['get']>[0]) => archive.get(key)),
    put: whileAlive((run: Parameters<RunArchive['put']>[0]) => archive.put(run)),
    drop: whileAlive((key: Parameters<RunArchive['drop']>[0]) => archive.drop(key)),
    write: whileAlive((pieces: Parameters<RunArchive['write']>[0]) => archive.write(pieces)),
    open: whileAlive((file: Parameters<RunArchive['open']>[0]) => archive.open(file)),
    discard: whileAlive((files: Parameters<RunArchive['discard']>[0]) => archive.discard(files)),
    sweep: whileAlive(() => archive.sweep()),
  };
}

/** As a message arrives. Node does not clone a `Blob` of a file, which never changes. */
function received<T>(message: T): T {
  return cloned(message) as T;
}

function cloned(value: unknown): unknown {
  if (value instanceof Blob) return value;
  if (Array.isArray(value)) return value.map(cloned);
  if (value === null || typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype) {
    return structuredClone(value);
  }
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, cloned(each)]));
}

export class NodeWorker implements WorkerPort {
  onmessage: WorkerPort['onmessage'] = null;
  onmessageerror: WorkerPort['onmessageerror'] = null;
  onerror: WorkerPort['onerror'] = null;
  private alive = true;
  private listener: ((event: { readonly data: unknown }) => void) | null = null;

  constructor({ archive, now }: NodeWorkerOptions) {
    const places = findPlaces();
    const scope: CallPort = {
      postMessage: (message) => this.tell(message as ReplyMessage | EventMessage),
      addEventListener: (_type, listener) => (this.listener = listener),
    };
    const handlers = trainingHandlers({
      archive: mortal(archive, () => this.alive),
      emit: emitter(scope),
      data: () => localDataSets(places),
      host: async () => {
        const host = await nodeHost(places, 'wasm');
        const { platform, yieldToHost } = host;
        return {
          ...host,
          platform: { ...platform, threads: 1, ...(now && { now }) },
          yieldToHost: () => (this.alive ? yieldToHost() : never()),
        };
      },
    });
    serve(scope, handlers);
  }

  private tell(message: ReplyMessage | EventMessage): void {
    const data = received(message);
    setImmediate(() => {
      if (this.alive) this.onmessage?.(new MessageEvent('message', { data }));
    });
  }

  postMessage(message: RequestMessage): void {
    const data = received(message);
    setImmediate(() => {
      if (this.alive) this.listener?.({ data });
    });
  }

  terminate(): void {
    this.alive = false;
  }
}
