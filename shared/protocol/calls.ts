/**
 * Calls by messages: one request, one reply with the same `id`. What a handler throws reaches whoever asked as its
 * sentence. Everything that is sent is structured-cloneable.
 */
import { messageOf } from '../schema/message-of';

// `M` is a map: request name -> [arguments, answer].
type NameOf<M> = keyof M & string;
type Args<M, N extends keyof M> = M[N] extends readonly [infer A, unknown] ? A : never;
type Answer<M, N extends keyof M> = M[N] extends readonly [unknown, infer R] ? R : never;

export interface CallRequest<M, N extends NameOf<M> = NameOf<M>> {
  readonly kind: 'request';
  readonly id: number;
  readonly name: N;
  readonly args: Args<M, N>;
}

export type CallReply =
  | { readonly kind: 'reply'; readonly id: number; readonly ok: true; readonly value: unknown }
  /** `message` is a sentence for the user. */
  | { readonly kind: 'reply'; readonly id: number; readonly ok: false; readonly message: string };

/** One end of a channel; a worker's global scope is one, too. */
export interface CallPort {
  postMessage(message: unknown, transfer: ArrayBuffer[]): void;
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
  /** Of a message port: only then messages come. */
  start?(): void;
}

/** An answer with buffers that are handed over and not copied. */
export class Handover<T> {
  constructor(
    readonly value: T,
    readonly buffers: readonly ArrayBuffer[],
  ) {}
}

export type CallHandlers<M> = {
  readonly [N in NameOf<M>]: (args: Args<M, N>) => Promise<Answer<M, N> | Handover<Answer<M, N>>>;
};

function sentence(error: unknown): string {
  const text = messageOf(error).trim() || 'The reason is not known';
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

/** Answers the requests that come by that port, as long as it is open. */
export function answerCalls<M>(port: CallPort, handlers: CallHandlers<M>): void {
  const reply = (message: CallReply, handOver: readonly ArrayBuffer[] = []): void =>
    port.postMessage(message, [...handOver]);

  async function answer<N extends NameOf<M>>({ id, name, args }: CallRequest<M, N>): Promise<void> {
    try {
      const result = await handlers[name](args);
      if (result instanceof Handover)
        reply({ kind: 'reply', id, ok: true, value: result.value }, result.buffers);
      else reply({ kind: 'reply', id, ok: true, value: result });
    } catch (error) {
      reply({ kind: 'reply', id, ok: false, message: sentence(error) });
    }
  }

  // Both ends are built from the same map.
  port.addEventListener('message', ({ data }) => void answer(data as CallRequest<M>));
}

export type Call<M> = <N extends NameOf<M>>(name: N, args: Args<M, N>) => Promise<Answer<M, N>>;

export interface Caller<M> {
  readonly call: Call<M>;
  /** Rejects what is pending, and all that is asked later, with that sentence. */
  readonly lose: (message: string) => void;
}

/** Asks by that port. `refused` makes the error of a sentence. */
export function caller<M>(port: CallPort, refused: (message: string) => Error): Caller<M> {
  const pending = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  let lost: string | null = null;
  let nextId = 1;
  port.addEventListener('message', ({ data }) => {
    const reply = data as CallReply;
    const asked = pending.get(reply.id);
    pending.delete(reply.id);
    if (reply.ok) asked?.resolve(reply.value);
    else asked?.reject(refused(reply.message));
  });
  return {
    call: (name, args) =>
      new Promise((resolve, reject) => {
        if (lost !== null) {
          reject(refused(lost));
          return;
        }
        const id = nextId++;
        pending.set(id, { resolve: (value) => resolve(value as never), reject });
        port.postMessage({ kind: 'request', id, name, args }, []);
      }),
    lose(message) {
      lost = message;
      const asked = [...pending.values()];
      pending.clear();
      for (const { reject } of asked) reject(refused(message));
    },
  };
}
