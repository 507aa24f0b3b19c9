/** Turns messages into calls and calls into replies. What a handler throws reaches the page as its sentence. */
import type {
  EventMessage,
  ReplyMessage,
  RequestMessage,
  RequestName,
  WorkerEvents,
  WorkerRequests,
} from '../../../shared/protocol/worker';
import { messageOf } from '../../../shared/schema/message-of';

/** What the worker needs of its global scope; tests give a plain object. */
export interface Scope {
  postMessage(message: unknown, transfer?: Transferable[]): void;
  addEventListener(type: 'message', listener: (event: MessageEvent<RequestMessage>) => void): void;
}

/** An answer with buffers that are handed over and not copied. */
export class Handover<T> {
  constructor(
    readonly value: T,
    readonly buffers: readonly ArrayBuffer[],
  ) {}
}

export type Handlers = {
  readonly [N in RequestName]: (
    args: WorkerRequests[N][0],
  ) => Promise<WorkerRequests[N][1] | Handover<WorkerRequests[N][1]>>;
};

export type Emit = <E extends keyof WorkerEvents>(
  name: E,
  value: WorkerEvents[E],
  handOver?: readonly ArrayBuffer[],
) => void;

export function emitter(scope: Pick<Scope, 'postMessage'>): Emit {
  return (name, value, handOver = []) => {
    const message = { kind: 'event', name, value } as EventMessage;
    scope.postMessage(message, [...handOver]);
  };
}

function sentence(error: unknown): string {
  const text = messageOf(error).trim() || 'The reason is not known';
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

export function serve(scope: Scope, handlers: Handlers): void {
  const reply = (message: ReplyMessage, handOver: readonly ArrayBuffer[] = []): void =>
    scope.postMessage(message, [...handOver]);

  async function answer<N extends RequestName>({ id, name, args }: RequestMessage<N>): Promise<void> {
    try {
      const result = await handlers[name](args);
      if (result instanceof Handover)
        reply({ kind: 'reply', id, ok: true, value: result.value }, result.buffers);
      else reply({ kind: 'reply', id, ok: true, value: result });
    } catch (error) {
      reply({ kind: 'reply', id, ok: false, message: sentence(error) });
    }
  }

  scope.addEventListener('message', ({ data }) => {
    void answer(data);
  });
}
