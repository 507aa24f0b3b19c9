/** `npm run soak -- openings`: changed documents, models, blocks, drafts and lists of late files. */
import { bundle } from '../bundle';
import { openAll } from './open-all';

/** Each file opens or is refused within so many milliseconds of computing. */
const LONGEST = 3_000;
/** Megabytes. */
const LARGEST = 500;

/** Other files each time the number is another one. */
const FIRST = Number(process.env['FC_SEED'] ?? 2) * 1_000_000;

export async function soakOpenings(count: number): Promise<boolean> {
  const program = await bundle('openings/opener.worker.ts');
  const { opened, refused, wrong, slowest, largest } = await openAll(program, count, FIRST);
  for (const [index, message] of wrong) console.error(`Case ${index}: ${message}`);
  for (const kind of Object.keys(opened) as (keyof typeof opened)[]) {
    console.log(`${kind}: ${opened[kind]} opened, ${refused[kind]} refused in a sentence`);
  }
  console.log(
    `${count} files, of which ${wrong.size} crashed, hung, or were refused without a sentence; ` +
      `the slowest (${slowest.index}) computed for ${Math.round(slowest.computing)} ms and took ` +
      `${Math.round(slowest.milliseconds)} ms; the largest (${largest.index}) took ${Math.round(largest.megabytes)} MB.`,
  );
  return wrong.size === 0 && slowest.computing < LONGEST && largest.megabytes < LARGEST;
}
