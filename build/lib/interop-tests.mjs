import { ensurePythons } from './find-python.mjs';
import { minutesSince } from './minutes-since.mjs';
import { fromRoot } from './paths.mjs';
import { run } from './run.mjs';
import { vitestTally } from './test-report.mjs';

/**
 * Holds what we write and count against the programs that are to read it or count the same. Sets up their Pythons, each once;
 * what they lack is not run, which is said and no failure.
 * @returns {Promise<import('./test-report.mjs').Tally>}
 */
export async function interopTests() {
  const begin = performance.now();
  const missing = await ensurePythons();
  console.log(`${minutesSince(begin)} minutes to set up Python`);
  const report = fromRoot('.cache', 'test', 'interop.json');
  const status = await run(
    process.execPath,
    [
      ...[fromRoot('node_modules/vitest/vitest.mjs'), 'run', '--reporter=default', '--reporter=json'],
      `--outputFile.json=${report}`,
      // What asks Python about its own names and numbers is no matter of the frameworks, but it, too, needs one.
      ...['.interop.test.ts', 'shared/export/code'],
    ],
    { env: { ...process.env, TEST_INTEROP: 'yes' } },
  );
  for (const why of missing) console.log(`not run: ${why}`);
  return vitestTally(report, status);
}
