/**
 * The window's way to the data worker, and the training worker's: pictures never pass through the window but those that
 * are looked at. A worker that dies is told of in a sentence; whoever asks next starts a new one.
 */
import type { DataSets } from '../../../shared/data/data-sets';
import {
  type ConnectMessage,
  type FolderFile,
  type PrepareGiven,
  type RemoteDataSets,
  remoteDataSets,
} from '../../../shared/protocol/data-worker';

/** What the client needs of a `Worker`; tests give a plain object. */
export interface DataWorkerPort {
  postMessage(message: ConnectMessage<MessagePort>, transfer: Transferable[]): void;
  terminate(): void;
  onerror: ((event: ErrorEvent) => void) | null;
}

export interface DataClient extends DataSets {
  /** A folder of the user's is a set of that name from now on, also for a worker that takes the place of this one. */
  adopt(set: string, files: readonly FolderFile[]): Promise<void>;
  forget(set: string): Promise<void>;
  /** A picture of no set, as a trained network takes it and as it is. */
  readonly prepare: PrepareGiven;
  /** A way of its own to the worker, for the training worker. */
  connect(): MessagePort;
  /** Called when the worker has died: whoever waits by a port of its own waits in vain. */
  onLost(listener: (message: string) => void): void;
}

export function createDataClient(options: {
  readonly createWorker: () => DataWorkerPort;
  readonly baseUrl: string;
}): DataClient {
  const listeners: ((message: string) => void)[] = [];
  const adopted = new Map<string, readonly FolderFile[]>();
  let session: { readonly worker: DataWorkerPort; readonly sets: RemoteDataSets } | null = null;

  function open(): NonNullable<typeof session> {
    if (session !== null) return session;
    const worker = options.createWorker();
    const opened = { worker, sets: remoteDataSets(started(portOf(worker))) };
    for (const [set, files] of adopted) void opened.sets.adopt(set, files).catch(() => undefined);
    session = opened;
    worker.onerror = ({ message }) => {
      if (session !== opened) return;
      session = null;
      worker.terminate();
      const why = message
        ? `The data worker stopped: ${message}.`
        : 'The data worker could not be loaded. Reload the page; if that does not help, the installation is damaged.';
      opened.sets.lose(why);
      for (const listener of listeners) listener(why);
    };
    return opened;
  }

  function portOf(worker: DataWorkerPort): MessagePort {
    const { port1, port2 } = new MessageChannel();
    worker.postMessage({ baseUrl: options.baseUrl, port: port2 }, [port2]);
    return port1;
  }

  return {
    async adopt(set, files) {
      const { sets } = open();
      adopted.set(set, files);
      await sets.adopt(set, files);
    },
    async forget(set) {
      adopted.delete(set);
      await open().sets.forget(set);
    },
    facts: (set) => open().sets.facts(set),
    progress: (set) => open().sets.progress(set),
    preprocessing: (set, inputShape, settings) => open().sets.preprocessing(set, inputShape, settings),
    feed: (set, feed) => open().sets.feed(set, feed),
    sheet: (set, request) => open().sets.sheet(set, request),
    prepare: (given, preprocessing) => open().sets.prepare(given, preprocessing),
    connect: () => portOf(open().worker),
    onLost: (listener) => void listeners.push(listener),
  };
}

function started(port: MessagePort): MessagePort {
  port.start();
  return port;
}
