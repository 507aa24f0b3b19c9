/** `npm run soak -- rounds`: a day's work in fast motion. What was closed must not stay in memory. */
import { mkdirSync } from 'node:fs';
import { fromRoot } from '../../build/lib/paths.mjs';
import { withPage } from '../../bench/browser';
import { median } from '../../bench/row';
import { quietFlags } from '../../e2e/support/browser-flags';
import { type Heap, heapOf, type ProcessMemory, processMemory } from './memory';
import { round } from './round';

/** By then everything has been loaded that is loaded once. */
const WARM = 50;
const EACH = 50;
const MOST_GROWTH = 0.1;
/** What a page's process needs wavers: the median of so many rounds counts. */
const READINGS = 5;

interface Memory extends Heap, ProcessMemory {}

const megabytes = (value: number | null): string => (value === null ? '?' : `${value.toFixed(1)} MB`);
const ofProcess = ({ used, pages }: ProcessMemory): string =>
  `${megabytes(used)} in use, ${megabytes(pages)} of pages`;
const said = (memory: Memory): string =>
  `${ofProcess(memory)}; in the window ${megabytes(memory.objects)} of objects, ${megabytes(memory.code)} of code`;

/** Of what `after` has more than `before`; null where it is not known. */
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
      const processOver = async (until: number): Promise<ProcessMemory> => {
        const readings: ProcessMemory[] = [];
        await work(until, async () => void readings.push(await processMemory(page)));
        const pages = readings.flatMap((reading) => reading.pages ?? []);
        return {
          used: median(readings.map(({ used }) => used)),
          pages: pages.length === 0 ? null : median(pages),
        };
      };
      await work(warm - READINGS);
      // To look into the heap costs the process some memory for good, so both times are after the first look.
      const heap = await heapOf(page);
      const before: Memory = { ...heap, ...(await processOver(warm)) };
      log(warm, said(before));
      for (let next = warm + EACH; next < count; next += EACH) {
        await work(next);
        log(next, ofProcess(await processMemory(page)));
      }
      await work(count - READINGS);
      const last = await processOver(count);
      const after: Memory = { ...(await heapOf(page)), ...last };
      log(count, said(after));
      for (const problem of problems) console.error(`The page threw: ${problem}`);
      const of = (part: keyof Memory): string => percent(growth(before[part], after[part]));
      console.log(
        `${count} rounds, since round ${warm}: memory in use ${of('used')}, the window's objects ${of('objects')} (at most ` +
          `+${100 * MOST_GROWTH} %), its compiled code ${of('code')}, pages ${of('pages')}.`,
      );
      const tooMuch = [growth(before.used, after.used), growth(before.objects, after.objects)].some(
        (share) => share !== null && share > MOST_GROWTH,
      );
      return problems.length === 0 && !tooMuch;
    },
    // WebGPU is not part of it: it would draw the window in software too.
    quietFlags,
  );
}
