/** `npm run soak -- rounds`: a day's work in fast motion. What was closed must not stay in memory. */
import { mkdirSync } from 'node:fs';
import { fromRoot } from '../../build/lib/paths.mjs';
import { withPage } from '../../bench/browser';
import { heapOf, type Memory, memoryFlags, memoryOf } from './memory';
import { round } from './round';

/** By then everything has been loaded that is loaded once. */
const WARM = 50;
const MOST_GROWTH = 0.1;

const megabytes = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(1)} MB`;
const inWindow = (heap: number): string => `${megabytes(heap)} of JavaScript in the window`;
const said = ({ heap, all }: Memory): string => `${inWindow(heap)}, ${megabytes(all)} with its workers`;

/** Fewer rounds than fifty are compared with the first half. */
export function soakRounds(count: number): Promise<boolean> {
  const warm = Math.min(WARM, Math.floor(count / 2));
  mkdirSync(fromRoot('.cache', 'soak'), { recursive: true });
  return withPage(
    '/',
    {},
    async (page) => {
      page.setDefaultTimeout(60_000);
      const problems: string[] = [];
      page.on('pageerror', ({ message }) => problems.push(message));
      await page.getByTestId('row').first().waitFor();
      let before: Memory | null = null;
      let after: Memory | null = null;
      const started = Date.now();
      for (let i = 1; i <= count; i += 1) {
        try {
          await round(page);
        } catch (error) {
          const picture = fromRoot('.cache', 'soak', 'rounds.png');
          await page.screenshot({ path: picture });
          console.error(`Round ${i} failed; ${picture} shows the window.`);
          throw error;
        }
        const passed = `round ${i}, ${Math.round((Date.now() - started) / 1000)} s`;
        if (i === warm || i === count) {
          after = await memoryOf(page);
          if (i === warm) before = after;
          console.log(`${passed}: ${said(after)}`);
        } else if (i % 25 === 0) console.log(`${passed}: ${inWindow(await heapOf(page))}`);
      }
      for (const problem of problems) console.error(`The page threw: ${problem}`);
      if (before === null || after === null) return false;
      const growth = { heap: after.heap / before.heap - 1, all: after.all / before.all - 1 };
      console.log(
        `${count} rounds: since round ${warm} the window grew by ${(100 * growth.heap).toFixed(1)} %, ` +
          `with its workers by ${(100 * growth.all).toFixed(1)} % (at most ${100 * MOST_GROWTH} %).`,
      );
      return problems.length === 0 && growth.heap <= MOST_GROWTH && growth.all <= MOST_GROWTH;
    },
    memoryFlags,
  );
}
