/**
 * The window's side of the training worker: typed requests, one reply each, and events. A worker that dies rejects
 * what is pending with a sentence; the next request starts a new one.
 */
import type {
  EventMessage,
  ReplyMessage,
  RequestName,
  WorkerEvents,
  WorkerRequests,
} from '../../../shared/protocol/worker';

/** What the client needs of a `Worker`; tests give a plain object. */
export interface WorkerPort {
  postMessage(message: unknown, transfer?: Transferable[]): void;
  terminate(): void;
  onmessage: ((event: MessageEvent) => void) | null;
  onmessageerror: ((event: MessageEvent) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}

export type Request<N extends RequestName> = WorkerRequests[N][0];
export type Reply<N extends RequestName> = WorkerRequests[N][1];
type Listener<E extends keyof WorkerEvents> = (value: WorkerEvents[E]) => void;

export interface TrainingClient {
  request<N extends RequestName>(name: N, args: Request<N>): Promise<Reply<N>>;
  /** Ends the worker, whatever it does: what is pending is rejected with the sentence; the next request starts another. */
  abandon(message: string): void;
  on<E extends keyof WorkerEvents>(name: E, listener: Listener<E>): () => void;
  /** The worker waits for something that will not come: what is pending is rejected with that sentence. */
  lose(message: string): void;
  dispose(): void;
}

/** The worker itself died, so that its run can go on from the last checkpoint; the request was not at fault. */
export class WorkerLost extends Error {
  override readonly name = 'WorkerLost';
}

interface Pending {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

interface Session {
  readonly port: WorkerPort;
  /** The answer to `start`; every other request waits for it. */
  readonly started: Promise<Reply<'start'>>;
}

export function createTrainingClient(options: {
  readonly createWorker: () => WorkerPort;
  readonly baseUrl: string;
  readonly threads: number;
  /** A way of its own to the data worker, for each worker that is started; null where none is needed. */
  readonly connectData: () => MessagePort | null;
}): TrainingClient {
  const pending = new Map<number, Pending>();
  const listeners: { readonly [E in keyof WorkerEvents]: Set<Listener<E>> } = {
    progress: new Set(),
    record: new Set(),
    kept: new Set(),
    notice: new Set(),
  };
  let session: Session | null = null;
  let nextId = 1;

  function lose(port: WorkerPort, message: string): void {
    if (session?.port !== port) return;
    session = null;
    // What it has sent already comes from a run that is over.
    port.onmessage = null;
    port.terminate();
    const lost = [...pending.values()];
    pending.clear();
    for (const { reject } of lost) reject(new WorkerLost(message));
  }

  function tell<E extends keyof WorkerEvents>(name: E, value: WorkerEvents[E]): void {
    for (const listener of listeners[name]) listener(value);
  }

  function receive(message: ReplyMessage | EventMessage): void {
    if (message.kind === 'event') {
      // The switch keeps each name together with its own value's type.
      switch (message.name) {
        case 'progress':
          tell('progress', message.value);
          return;
        case 'record':
          tell('record', message.value);
          return;
        case 'kept':
          tell('kept', message.value);
          return;
        case 'notice':
          tell('notice', message.value);
          return;
      }
    }
    const request = pending.get(message.id);
    if (request === undefined) return;
    pending.delete(message.id);
    if (message.ok) request.resolve(message.value);
    else request.reject(new Error(message.message));
  }

  function send<N extends RequestName>(
    port: WorkerPort,
    name: N,
    args: Request<N>,
    handOver: Transferable[] = [],
  ): Promise<Reply<N>> {
    return new Promise((resolve, reject) => {
      const id = nextId++;
      // The protocol's map says what each request is answered with; both ends are built from the same source.
      pending.set(id, { resolve: (value) => resolve(value as Reply<N>), reject });
      try {
        port.postMessage({ kind: 'request', id, name, args }, handOver);
      } catch (error) {
        pending.delete(id);
        reject(error instanceof Error ? error : new Error(String(error)));
      }
    });
  }

  function open(): Session {
    if (session !== null) return session;
    const port = options.createWorker();
    port.onmessage = (event: MessageEvent<ReplyMessage | EventMessage>) => receive(event.data);
    port.onerror = (event) =>
      lose(
        port,
        event.message
          ? `The training worker stopped: ${sentence(event.message)}`
          : 'The training worker could not be loaded. Reload the page; if that does not help, the installation is damaged.',
      );
    port.onmessageerror = () =>
      lose(port, 'The training worker sent something that could not be read, so it was stopped.');
    const { baseUrl, threads } = options;
    const data = options.connectData();
    const started = send(port, 'start', { baseUrl, threads, data }, data === null ? [] : [data]);
    session = { port, started };
    // A worker that cannot start is of no use to the next request either.
    started.catch((error: unknown) =>
      lose(port, error instanceof Error ? error.message : 'The training worker did not start.'),
    );
    return session;
  }

  return {
    async request(name, args) {
      const { port, started } = open();
      await started;
      if (session?.port !== port) throw new WorkerLost('The training worker stopped before it could answer.');
      return send(port, name, args);
    },
    abandon(message) {
      if (session !== null) lose(session.port, message);
    },
    on(name, listener) {
      listeners[name].add(listener);
      return () => {
        listeners[name].delete(listener);
      };
    },
    lose(message) {
      if (session !== null) lose(session.port, message);
    },
    dispose() {
      if (session !== null) lose(session.port, 'The training worker was closed.');
    },
  };
}

function sentence(message: string): string {
  const text = message.replace(/^Uncaught (?:\w*Error: )?/, '').trim();
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
