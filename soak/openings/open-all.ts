/** Opens changed files in a thread that is watched: one that crashes or hangs is counted, and the others follow. */
import { Worker } from 'node:worker_threads';
import type { Kind } from './make-case';

export type Word =
  | { readonly index: number; readonly state: 'begun' }
  | ({ readonly index: number; readonly state: 'done'; readonly kind: Kind; readonly opened: boolean } & Cost)
  | { readonly index: number; readonly state: 'wrong'; readonly message: string };

export interface Cost {
  readonly milliseconds: number;
  /** Milliseconds of computing: the clock counts what else the machine does. */
  readonly computing: number;
  /** Held at most meanwhile, beyond what was held before. */
  readonly megabytes: number;
}

export interface Opened {
  readonly count: number;
  readonly opened: Readonly<Record<Kind, number>>;
  readonly refused: Readonly<Record<Kind, number>>;
  /** By case: what was neither opened nor refused in a sentence. */
  readonly wrong: ReadonlyMap<number, string>;
  /** The ones that computed longest, and took most memory. */
  readonly slowest: { readonly index: number } & Cost;
  readonly largest: { readonly index: number } & Cost;
}

/** Milliseconds of computing for one file: the clock would count what else the machine does. */
const LONGEST = 10_000;
const MEGABYTES = 1_500;

const none = (): Record<Kind, number> => ({
  document: 0,
  model: 0,
  contradiction: 0,
  costly: 0,
  block: 0,
  drafts: 0,
  recents: 0,
});

export async function openAll(program: string, count: number, first = 0): Promise<Opened> {
  const opened = none();
  const refused = none();
  const wrong = new Map<number, string>();
  let slowest = { index: first, milliseconds: 0, computing: 0, megabytes: 0 };
  let largest = slowest;
  let next = first;
  while (next < first + count) {
    next = await openFrom(program, next, first + count, (word) => {
      if (word.state === 'wrong') wrong.set(word.index, word.message);
      if (word.state !== 'done') return;
      (word.opened ? opened : refused)[word.kind] += 1;
      if (word.computing > slowest.computing) slowest = word;
      if (word.megabytes > largest.megabytes) largest = word;
    });
  }
  return { count, opened, refused, wrong, slowest, largest };
}

/** Answers the case that comes next: the last, or the one after that which ended the thread. */
function openFrom(program: string, from: number, to: number, tell: (word: Word) => void): Promise<number> {
  return new Promise((resolve) => {
    const worker = new Worker(program, {
      workerData: { from, to },
      resourceLimits: { maxOldGenerationSizeMb: MEGABYTES },
    });
    let current = from;
    let why = '';
    let watch: NodeJS.Timeout | undefined;
    worker.on('message', (word: Word) => {
      clearInterval(watch);
      current = word.index + (word.state === 'begun' ? 0 : 1);
      if (word.state !== 'begun') {
        tell(word);
        return;
      }
      const before = process.cpuUsage();
      watch = setInterval(() => {
        const { user, system } = process.cpuUsage(before);
        if ((user + system) / 1000 < LONGEST) return;
        why = `It did not end within ${LONGEST / 1000} seconds.`;
        void worker.terminate();
      }, 1_000);
    });
    worker.on('error', (error) => (why = `It ended the thread: ${error.message}`));
    worker.on('exit', () => {
      clearInterval(watch);
      if (why === '') {
        resolve(to);
        return;
      }
      tell({ index: current, state: 'wrong', message: why });
      resolve(current + 1);
    });
  });
}
