/** Has documents measured by processes that are watched: one that runs too long or out of memory is ended, and counted. */
import { type ChildProcess, fork } from 'node:child_process';
import { readFileSync } from 'node:fs';

interface At {
  readonly index: number;
  readonly kind: string;
}

export type Word =
  | ({ readonly state: 'begun'; readonly step: string } & At)
  | ({ readonly state: 'done'; readonly wrong: string | null } & Measured)
  | ({
      readonly state: 'ended';
      readonly bytes: number;
      /** Else it was refused in a sentence. */
      readonly opened: boolean;
      /** Without an error of the compiler's. */
      readonly drawn: boolean;
    } & At);

export interface Measured extends At {
  readonly step: string;
  readonly milliseconds: number;
  readonly megabytes: number;
}

export interface Measurements {
  readonly opened: number;
  readonly drawn: number;
  readonly refused: number;
  /** What was neither done nor refused in a sentence, or was ended. */
  readonly wrong: readonly (At & { readonly step: string; readonly message: string })[];
  /** Each step of each document. */
  readonly measured: readonly Measured[];
}

export interface Bounds {
  /** Of computing: after so many for one step the process is ended. */
  readonly milliseconds: number;
  /** More than this the process can't have for what JavaScript holds. */
  readonly megabytes: number;
}

/** `tell`: as soon as something is known. */
export async function measureAll(
  program: string,
  range: { readonly first: number; readonly count: number },
  bounds: Bounds,
  tell: (word: Word) => void = () => undefined,
): Promise<Measurements> {
  const measured: Measured[] = [];
  const wrong: Measurements['wrong'][number][] = [];
  let [opened, drawn, refused] = [0, 0, 0];
  const end = range.first + range.count;
  for (let next = range.first; next < end;) {
    next = await measureFrom(program, next, end, bounds, (word) => {
      tell(word);
      if (word.state === 'done') {
        measured.push(word);
        if (word.wrong !== null) wrong.push({ ...word, message: word.wrong });
      } else if (word.state === 'ended') {
        if (word.opened) opened += 1;
        else refused += 1;
        if (word.drawn) drawn += 1;
      }
    });
  }
  return { opened, drawn, refused, wrong, measured };
}

/** Answers the document that comes next: the last, or the one after that which ended the process. */
function measureFrom(
  program: string,
  from: number,
  to: number,
  { milliseconds, megabytes }: Bounds,
  tell: (word: Word) => void,
): Promise<number> {
  return new Promise((resolve) => {
    const child = fork(program, [String(from), String(to)], {
      execArgv: ['--expose-gc', `--max-old-space-size=${megabytes}`],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    let at: (At & { readonly step: string }) | null = null;
    let why = `It ended the process: more than ${megabytes} MB, or a fault of the engine.`;
    let watch: NodeJS.Timeout | undefined;
    child.on('message', (word: Word) => {
      clearInterval(watch);
      if (word.state === 'begun') {
        at = word;
        const before = computed(child);
        watch = setInterval(() => {
          if (computed(child) - before < milliseconds) return;
          why = `It did not end within ${milliseconds / 1_000} seconds of computing.`;
          child.kill('SIGKILL');
        }, 500);
      } else if (word.state === 'ended') at = { ...word, index: word.index + 1, step: 'start' };
      tell(word);
    });
    child.on('exit', (code) => {
      clearInterval(watch);
      const index = at?.index ?? from;
      if (code === 0 && index >= to) {
        resolve(to);
        return;
      }
      const { kind, step } = at ?? { kind: '', step: 'start' };
      tell({ state: 'done', index, kind, step, milliseconds: 0, megabytes: 0, wrong: why });
      resolve(index + 1);
    });
  });
}

/** Linux counts in hundredths of a second. */
const TICK = 10;

/** Milliseconds for which it has computed, since what else the machine does is no fault of its own; else by the clock. */
function computed({ pid = 0 }: ChildProcess): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [user = 0, system = 0] = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .slice(11, 13)
      .map(Number);
    return (user + system) * TICK;
  } catch {
    return performance.now();
  }
}
