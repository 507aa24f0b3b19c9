/** `npm run soak -- kills`: kills at random moments, most of them early, some after seconds of edits. */
import { bundle } from '../bundle';
import { kill, type Killed } from './kill';

/** Victims at a time, each in its own folder, one kill after the other. */
const LANES = 2;
/** More edits than this, in milliseconds, must not be missing. */
const MOST_LOST = 5_000;

const lifeOf = (index: number): number =>
  index % 10 === 9 ? 5_500 + 2_000 * Math.random() : 50 + 1_950 * Math.random();

export async function soakKills(count: number): Promise<boolean> {
  const program = await bundle('kills/victim.ts');
  const killed: Killed[] = [];
  const tell = (each: Killed): void => {
    killed.push(each);
    if (killed.length % 20 === 0) console.log(`${killed.length} kills …`);
  };
  const lives = Array.from({ length: count }, (_, index) => lifeOf(index));
  const lanes = Array.from({ length: LANES }, (_, lane) =>
    kill(
      program,
      lives.filter((_life, index) => index % LANES === lane),
      tell,
    ),
  );
  const failures = (await Promise.allSettled(lanes)).flatMap((lane) =>
    lane.status === 'rejected' ? [lane.reason as unknown] : [],
  );
  for (const failure of failures) console.error(failure);
  const most = Math.max(...killed.map(({ lost }) => lost));
  const sum = (of: (each: Killed) => number): number => killed.reduce((total, each) => total + of(each), 0);
  console.log(
    `${killed.length} kills while ${sum(({ wrote }) => wrote)} writes were made: every file was whole. ` +
      `${sum(({ leftovers }) => (leftovers > 0 ? 1 : 0))} met a file half written. ` +
      `Work was offered after ${sum(({ offered }) => Number(offered))}; at most ${most} ms of edits were missing.`,
  );
  return failures.length === 0 && killed.length === count && most <= MOST_LOST;
}
