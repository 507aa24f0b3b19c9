/** `npm run soak -- rounds`: a day's work in fast motion. What was closed must not stay in memory. */
import { mkdirSync } from 'node:fs';
import { fromRoot } from '../../build/lib/paths.mjs';
import { withPage } from '../../bench/browser';
import { median } from '../../bench/row';
import { type Heap, heapOf, processMemory } from './memory';
import { round } from './round';

/** By then everything has been loaded that is loaded once. */
const WARM = 50;
const EACH = 50;
const MOST_GROWTH = 0.1;
/** The process takes and gives back pages as it likes: the median of so many rounds counts. */
const READINGS = 5;

interface Memory extends Heap {
  readonly process: number | null;
}

const megabytes = (value: number): string => `${value.toFixed(1)} MB`;
const said = ({ process, objects, code }: Memory): string =>
  `${process === null ? '' : `${megabytes(process)} of the window’s process; `}${megabytes(objects)} of objects, ${megabytes(code)} of code`;

/** Of what `after` holds more than `before`; null where it is not known. */
const growth = (before: number | null, after: number | null): number | null =>
  before === null || after === null ? null : after / before - 1;
const percent = (share: number | null): string =>
  share === null ? '?' : `${share < 0 ? '−' : '+'}${Math.abs(100 * share).toFixed(1)} %`;

/** Fewer rounds than fifty are compared with the first half. */
export function soakRounds(count: number): Promise<boolean> {
  const warm = Math.min(WARM, Math.floor(count / 2));
  mkdirSync(fromRoot('.cache', 'soak'), { recursive: true });
  return withPage('/', {}, async (page) => {
    page.setDefaultTimeout(60_000);
    const problems: string[] = [];
    page.on('pageerror', ({ message }) => problems.push(message));
    await page.getByTestId('row').first().waitFor();
    const started = Date.now();
    let before: Memory | null = null;
    let after: Memory | null = null;
    let readings: (number | null)[] = [];
    for (let i = 1; i <= count; i += 1) {
      try {
        await round(page);
      } catch (error) {
        const picture = fromRoot('.cache', 'soak', 'rounds.png');
        await page.screenshot({ path: picture });
        console.error(`Round ${i} failed; ${picture} shows the window.`);
        throw error;
      }
      const ends = [warm, count].find((end) => i <= end && i > end - READINGS);
      if (ends !== undefined) readings.push(await processMemory(page));
      if (i === ends) {
        const known = readings.filter((reading) => reading !== null);
        after = { process: known.length === 0 ? null : median(known), ...(await heapOf(page)) };
        readings = [];
        if (i === warm) before = after;
      } else if (i % EACH === 0) after = { process: await processMemory(page), ...(await heapOf(page)) };
      else continue;
      console.log(`round ${i}, ${Math.round((Date.now() - started) / 1000)} s: ${said(after)}`);
    }
    for (const problem of problems) console.error(`The page threw: ${problem}`);
    if (before === null || after === null) return false;
    const whole = growth(before.process, after.process);
    const objects = growth(before.objects, after.objects);
    console.log(
      `${count} rounds, since round ${warm}: the window’s process ${percent(whole)}, its objects ${percent(objects)} ` +
        `(at most +${100 * MOST_GROWTH} %), its compiled code ${percent(growth(before.code, after.code))}.`,
    );
    const tooMuch = [whole, objects].some((share) => share !== null && share > MOST_GROWTH);
    return problems.length === 0 && !tooMuch;
  });
}
