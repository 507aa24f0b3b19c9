/** `npm run soak -- costs`: documents that are meant to be dear, opened, compiled, laid out, drawn and exported. */
import { cpus } from 'node:os';
import { bundle } from '../bundle';
import { type Measured, measureAll, type Measurements, type Word } from './measure-all';

/** Other documents each time the number is another one. */
const FIRST = Number(process.env['FC_SEED'] ?? 2) * 1_000_000;
/** What a step may take, and what of memory it may ask for. */
const MOST = { milliseconds: 3_000, megabytes: 500 } as const;
/** After so much computing a step is ended. */
const ENDED_AFTER = 10_000;
const PRINTED = 10;
const TIMES_AGAIN = 2;
const BOUNDS = { milliseconds: ENDED_AFTER, megabytes: MOST.megabytes } as const;

export async function soakCosts(count: number): Promise<boolean> {
  const program = await bundle('costs/measurer.ts');
  const parts = Math.max(1, Math.min(count, cpus().length));
  const starts = Array.from({ length: parts + 1 }, (_, part) => Math.floor((count * part) / parts));
  const all: readonly Measurements[] = await Promise.all(
    starts.slice(1).map((end, part) => {
      const first = starts[part] ?? 0;
      return measureAll(program, { first: FIRST + first, count: end - first }, BOUNDS, warn);
    }),
  );
  const measured = await againAlone(
    program,
    all.flatMap((each) => each.measured),
  );
  const wrong = all.flatMap((each) => each.wrong);
  const slow = measured.filter(({ milliseconds }) => milliseconds > MOST.milliseconds);
  const large = measured.filter(({ megabytes }) => megabytes > MOST.megabytes);
  print('The slowest', measured, ({ milliseconds }) => milliseconds);
  print('The largest', measured, ({ megabytes }) => megabytes);
  const sum = (of: (each: Measurements) => number): number =>
    all.reduce((total, each) => total + of(each), 0);
  console.log(
    `${count} documents: ${sum(({ opened }) => opened)} opened, of which ${sum(({ drawn }) => drawn)} without an error, ` +
      `${sum(({ refused }) => refused)} refused in a sentence. Of ${measured.length} steps ${slow.length} took more than ` +
      `${MOST.milliseconds / 1_000} s, ${large.length} more than ${MOST.megabytes} MB, and ${wrong.length} went wrong.`,
  );
  return slow.length + large.length + wrong.length === 0;
}

/**
 * What took too long is measured again, with nothing of ours beside it, and its least time counts: the machine does other
 * things too, and thousands of documents meet them sooner or later.
 */
async function againAlone(program: string, measured: readonly Measured[]): Promise<readonly Measured[]> {
  const isSlow = ({ milliseconds }: Measured): boolean => milliseconds > MOST.milliseconds;
  const left = [...measured];
  for (const index of new Set(measured.filter(isSlow).map((each) => each.index))) {
    for (let time = 0; time < TIMES_AGAIN; time += 1) {
      const again = await measureAll(program, { first: index, count: 1 }, BOUNDS);
      for (const [at, each] of left.entries()) {
        if (each.index !== index || !isSlow(each)) continue;
        const same = ({ step }: { readonly step: string }): boolean => step === each.step;
        // What was ended has no time.
        const milliseconds = again.wrong.some(same)
          ? Infinity
          : (again.measured.find(same)?.milliseconds ?? Infinity);
        console.error(`${called(each)} again, alone: ${Math.round(milliseconds)} ms`);
        if (milliseconds < each.milliseconds) left[at] = { ...each, milliseconds };
      }
    }
  }
  return left;
}

/** At once: a run of thousands is long. */
function warn(word: Word): void {
  if (word.state !== 'done') return;
  if (word.wrong !== null) console.error(`${called(word)} went wrong: ${word.wrong}`);
  else if (word.milliseconds > MOST.milliseconds || word.megabytes > MOST.megabytes)
    console.error(`${called(word)} breaks the bound: ${figures(word)}`);
}

const called = ({ index, kind, step }: Pick<Measured, 'index' | 'kind' | 'step'>): string =>
  `Document ${index} (${kind}), ${step}`;
const figures = ({ milliseconds, megabytes }: Measured): string =>
  `${Math.round(milliseconds)} ms, ${Math.round(megabytes)} MB`;

function print(title: string, measured: readonly Measured[], of: (each: Measured) => number): void {
  console.log(`${title}:`);
  const most = [...measured].sort((a, b) => of(b) - of(a)).slice(0, PRINTED);
  for (const each of most) console.log(`  ${called(each)}: ${figures(each)}`);
}
