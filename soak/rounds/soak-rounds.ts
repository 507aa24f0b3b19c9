/** `npm run soak -- rounds`: a day's work in fast motion. What was closed must not stay in memory. */
import { mkdirSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { fromRoot } from '../../build/lib/paths.mjs';
import { withPage } from '../../bench/browser';
import { quietFlags } from '../../e2e/support/browser-flags';
import { collectionFlags, type Memory, memoryOf } from './memory';
import { round } from './round';

/** By then everything has been loaded that is loaded once. */
const WARM = 50;
const MOST_GROWTH = 0.1;
/** The least of so many rounds counts: what is not collected yet is on top of what is held, never below it. */
const READINGS = 5;
/**
 * In between it only says how far it is, for to read is to change: a collection drops each size of a font that is not in
 * sight, Chromium makes it anew from the variable font, and Skia keeps the glyphs of the old one, 0.2 MB a reading.
 */
const SAY_EACH = 50;

const megabytes = (value: number | null): string => (value === null ? '?' : `${value.toFixed(1)} MB`);
const said = ({ used, objects, code, pages }: Memory): string =>
  `${megabytes(used)} in use (${megabytes(objects)} the window's objects, ${megabytes(code)} its code), ${megabytes(pages)} of pages`;

/** Of what `after` has more than `before`; null where it is not known. */
const growth = (before: number | null, after: number | null): number | null =>
  before === null || after === null ? null : after / before - 1;
const percent = (share: number | null): string =>
  share === null ? '?' : `${share < 0 ? '−' : '+'}${Math.abs(100 * share).toFixed(1)} %`;

/** Playwright's inside, as the version has it that package.json names. */
interface PlaywrightPage {
  readonly _connection: {
    toImpl(page: Page): {
      readonly delegate: {
        readonly _mainFrameSession: { readonly _client: { send(method: string): Promise<unknown> } };
      };
    };
  };
}

/** It lets the page's process note down each request for it, in which the page would seem to grow; no option says no. */
async function withoutNotes(page: Page): Promise<void> {
  const { delegate } = (page as unknown as PlaywrightPage)._connection.toImpl(page);
  await delegate._mainFrameSession._client.send('Network.disable');
}

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
      await withoutNotes(page);
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
          if (done % SAY_EACH === 0 && done > warm && done < count) log(done, 'done');
        }
      };
      const memoryUntil = async (until: number): Promise<Memory> => {
        await work(until - READINGS);
        const readings: Memory[] = [];
        await work(until, async () => void readings.push(await memoryOf(page)));
        const least = (part: 'used' | 'objects' | 'code'): number =>
          Math.min(...readings.map((reading) => reading[part]));
        const pages = readings.flatMap((reading) => reading.pages ?? []);
        const memory: Memory = {
          used: least('used'),
          objects: least('objects'),
          code: least('code'),
          pages: pages.length === 0 ? null : Math.min(...pages),
        };
        log(until, said(memory));
        return memory;
      };
      const before = await memoryUntil(warm);
      const after = await memoryUntil(count);
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
    { flags: [...quietFlags, ...collectionFlags] },
  );
}
