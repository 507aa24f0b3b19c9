/**
 * A file that is saved in pieces, so that it may be larger than memory: what the page sends, and parts of files that it
 * has open, which never pass through it. It is written whole or not at all, as every file is.
 */
import { randomUUID } from 'node:crypto';
import { open } from 'node:fs/promises';

const PIECE = 4 * 1024 ** 2;

/** Writes what comes; rejects with a sentence. */
type Write = (content: AsyncIterable<Uint8Array>) => Promise<void>;

interface Save {
  readonly id: string;
  readonly queue: Queue;
  readonly written: Promise<void>;
}

export interface Saves {
  /** Begins to write, and says under which name the pieces come. One that was begun before and not ended is given up. */
  begin(write: Write): string;
  add(id: string, bytes: Uint8Array): Promise<void>;
  /** Rejects with a sentence where the file is no longer what it was when it was opened. */
  addPart(id: string, file: string, from: number, length: number): Promise<void>;
  /** Resolves when it lies there as a whole. */
  end(id: string): Promise<void>;
  /** Nothing is left of it. Resolves also where there is no such save. */
  cancel(id: string): Promise<void>;
}

export function createSaves(): Saves {
  let current: Save | null = null;

  const find = (id: string): Save => {
    if (current?.id !== id) throw new Error('That file is not being saved any more: save it again.');
    return current;
  };
  /** What could not be written says so with the next piece. */
  const add = (save: Save, bytes: Uint8Array): Promise<void> =>
    Promise.race([save.queue.add(bytes), save.written]);

  const giveUp = async (): Promise<void> => {
    const given = current;
    current = null;
    given?.queue.fail(new Error('It was not saved to the end.'));
    await given?.written.catch(() => undefined);
  };

  return {
    begin(write) {
      void giveUp();
      const queue = new Queue();
      const written = write(queue);
      // Whoever sends the next piece, or ends, is told.
      written.catch(() => undefined);
      current = { id: randomUUID(), queue, written };
      return current.id;
    },
    add: async (id, bytes) => add(find(id), bytes),
    async addPart(id, file, from, length) {
      const save = find(id);
      const handle = await open(file, 'r').catch(() => {
        throw new Error(
          'A file whose runs were to be saved can’t be read any more: it was moved or deleted.',
        );
      });
      try {
        for (let at = 0; at < length; at += PIECE) {
          const piece = new Uint8Array(Math.min(PIECE, length - at));
          const { bytesRead } = await handle.read(piece, 0, piece.length, from + at);
          if (bytesRead !== piece.length) {
            throw new Error(
              'A file whose runs were to be saved is shorter than it was: it was changed meanwhile.',
            );
          }
          await add(save, piece);
        }
      } finally {
        await handle.close();
      }
    },
    async end(id) {
      const save = find(id);
      save.queue.end();
      current = null;
      await save.written;
    },
    async cancel(id) {
      if (current?.id === id) await giveUp();
    },
  };
}

/** Pieces that one side adds and the other takes; whoever adds waits until the piece before is taken. */
class Queue implements AsyncIterable<Uint8Array> {
  private readonly pieces: Uint8Array[] = [];
  private state: 'open' | 'ended' | Error = 'open';
  private wake: () => void = () => undefined;
  private taken: () => void = () => undefined;

  async add(bytes: Uint8Array): Promise<void> {
    this.pieces.push(bytes);
    this.wake();
    await new Promise<void>((resolve) => (this.taken = resolve));
  }

  end(): void {
    this.state = 'ended';
    this.wake();
  }

  fail(error: Error): void {
    this.state = error;
    this.wake();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    for (;;) {
      const piece = this.pieces.shift();
      if (this.state instanceof Error) throw this.state;
      if (piece !== undefined) {
        yield piece;
        this.taken();
      } else if (this.state === 'ended') return;
      else await new Promise<void>((resolve) => (this.wake = resolve));
    }
  }
}
