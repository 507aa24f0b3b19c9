/** `npm run soak -- rounds`: a day's work in fast motion. What was closed must not stay in memory. */
import { mkdirSync } from 'node:fs';
import { fromRoot } from '../../build/lib/paths.mjs';
import { withPage } from '../../bench/browser';
import { median } from '../../bench/row';
import { quietFlags } from '../../e2e/support/browser-flags';
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
const ofProcess = (process: number | null): string =>
  process === null
    ? 'the system does not say what the process holds'
    : `${megabytes(process)} of the window’s process`;
const said = ({ process, objects, code }: Memory): string =>
  `${ofProcess(process)}, ${megabytes(objects)} of objects, ${megabytes(code)} of code`;

/** Of what `after` holds more than `before`; null where it is not known. */
const growth = (before: number | null, after: number | null): number | null =>
  before === null || after === null ? null : after / before - 1;
const percent = (share: number | null): string =>
  share === null ? '?' : `${share < 0 ? '−' : '+'}${Math.abs(100 * share).toFixed(1)} %`;

/** Fewer rounds than a hundred are compared with the first half. */
export function soakRounds(count: number): Promise<boolean> {
  const warm = Math.min(WARM, Math.floor(count / 2));
  mkdirSync(fromRoot('.cache', 'soak'), { recursive: true });
  const started = Date.now();
  const log = (round: number, text: string): void =>
    console.log(`round ${round}, ${Math.round((Date.now() - started) / 1000)} s: ${text}`);
  return withPage(
    '/',
    {},
    async (page) => {
      page.setDefaultTimeout(60_000);
      const problems: string[] = [];
      page.on('pageerror', ({ message }) => problems.push(message));
      await page.getByTestId('row').first().waitFor();
      let done = 0;
      const work = async (until: number, after: () => Promise<void> = () => Promise.resolve()) => {
        while (done < until) {
          done += 1;
          try {
            await round(page);
          } catch (error) {
            const picture = fromRoot('.cache', 'soak', 'rounds.png');
            await page.screenshot({ path: picture });
            console.error(`Round ${done} failed; ${picture} shows the window.`);
            throw error;
          }
          await after();
        }
      };
      const processOver = async (until: number): Promise<number | null> => {
        const readings: (number | null)[] = [];
        await work(until, async () => void readings.push(await processMemory(page)));
        const known = readings.filter((reading) => reading !== null);
        return known.length === 0 ? null : median(known);
      };
      await work(warm - READINGS);
      // To look into the heap costs the process some memory for good, so both times are after the first look.
      const heap = await heapOf(page);
      const before: Memory = { ...heap, process: await processOver(warm) };
      log(warm, said(before));
      for (let next = warm + EACH; next < count; next += EACH) {
        await work(next);
        log(next, ofProcess(await processMemory(page)));
      }
      await work(count - READINGS);
      const process = await processOver(count);
      const after: Memory = { ...(await heapOf(page)), process };
      log(count, said(after));
      for (const problem of problems) console.error(`The page threw: ${problem}`);
      const whole = growth(before.process, after.process);
      const objects = growth(before.objects, after.objects);
      console.log(
        `${count} rounds, since round ${warm}: the window’s process ${percent(whole)}, its objects ${percent(objects)} ` +
          `(at most +${100 * MOST_GROWTH} %), its compiled code ${percent(growth(before.code, after.code))}.`,
      );
      const tooMuch = [whole, objects].some((share) => share !== null && share > MOST_GROWTH);
      return problems.length === 0 && !tooMuch;
    },
    // WebGPU is not part of it: it would draw the window in software too.
    quietFlags,
  );
}
