/** Files that are saved in pieces, so that they may be larger than memory. Each is written whole or not at all. */
import { randomUUID } from 'node:crypto';

/** Writes what comes; rejects with a sentence, and leaves nothing then. */
type Write = (content: AsyncIterable<Uint8Array>) => Promise<void>;

interface Save<About> {
  readonly about: About;
  readonly queue: Queue;
  readonly written: Promise<void>;
}

export interface Saves<About> {
  /** Begins to write, and says under which name the pieces come. */
  begin(about: About, write: Write): string;
  /** Resolves when the piece is written. Rejects with why the file can't be, as every piece after it does. */
  add(id: string, bytes: Uint8Array): Promise<void>;
  /** Resolves with what `begin` was told, when it lies there as a whole. */
  end(id: string): Promise<About>;
  /** Resolves when nothing is left of it; also where there is no such save. */
  cancel(id: string): Promise<void>;
  /** Of a page that is gone. */
  cancelAll(): Promise<void>;
}

export function createSaves<About>(): Saves<About> {
  const saves = new Map<string, Save<About>>();

  const find = (id: string): Save<About> => {
    const save = saves.get(id);
    if (save === undefined) throw new Error('That file is not being saved any more: save it again.');
    return save;
  };

  const cancel = async (id: string): Promise<void> => {
    const save = saves.get(id);
    saves.delete(id);
    save?.queue.fail(new Error('That file is not being saved any more: save it again.'));
    await save?.written.catch(() => undefined);
  };

  return {
    begin(about, write) {
      const queue = new Queue();
      const written = write(queue);
      // Whoever waits for a piece, sends the next or ends is told.
      written.catch((error: unknown) => queue.fail(error));
      const id = randomUUID();
      saves.set(id, { about, queue, written });
      return id;
    },
    add: async (id, bytes) => find(id).queue.add(bytes),
    async end(id) {
      const { about, queue, written } = find(id);
      saves.delete(id);
      queue.end();
      await written;
      return about;
    },
    cancel,
    async cancelAll() {
      await Promise.all([...saves.keys()].map(cancel));
    },
  };
}

interface Piece {
  readonly bytes: Uint8Array;
  readonly taken: () => void;
  readonly failed: (error: unknown) => void;
}

/** Pieces that one side adds and the other takes; whoever adds waits until the piece is done with. */
class Queue implements AsyncIterable<Uint8Array> {
  private readonly pieces: Piece[] = [];
  private ended = false;
  private failure: { readonly error: unknown } | null = null;
  private wake: () => void = () => undefined;

  add(bytes: Uint8Array): Promise<void> {
    return new Promise<void>((taken, failed) => {
      if (this.failure !== null) failed(asError(this.failure.error));
      else this.pieces.push({ bytes, taken, failed });
      this.wake();
    });
  }

  end(): void {
    this.ended = true;
    this.wake();
  }

  /** Every piece is refused, those that wait included. The first failure counts. */
  fail(error: unknown): void {
    this.failure ??= { error };
    for (const piece of this.pieces.splice(0)) piece.failed(asError(this.failure.error));
    this.wake();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    for (;;) {
      if (this.failure !== null) throw asError(this.failure.error);
      const [piece] = this.pieces;
      if (piece !== undefined) {
        yield piece.bytes;
        piece.taken();
        if (this.pieces[0] === piece) this.pieces.shift();
      } else if (this.ended) return;
      else await new Promise<void>((resolve) => (this.wake = resolve));
    }
  }
}

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));
