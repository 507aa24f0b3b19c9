/**
 * npm run test:interop: holds what we write against the frameworks that are to read it. Sets up their Pythons, each once, and
 * ends with the line "N passed, N failed". Without Python it says what it did not run.
 */
import { ensureDependencies } from './lib/ensure-dependencies.mjs';
import { runMain } from './lib/failure.mjs';
import { ensurePythons } from './lib/find-python.mjs';
import { fromRoot } from './lib/paths.mjs';
import { run } from './lib/run.mjs';
import { slowest, vitestTally } from './lib/test-report.mjs';

const minutes = (/** @type {number} */ since) => ((performance.now() - since) / 60_000).toFixed(1);

await runMain(async () => {
  await ensureDependencies();
  const begin = performance.now();
  const missing = await ensurePythons();
  const setUp = minutes(begin);
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
  const { passed, failed, files = [] } = vitestTally(report, status);
  console.log(`\n${slowest(files).join('\n')}`);
  for (const why of missing) console.log(`not run: ${why}`);
  console.log(`\n${minutes(begin)} minutes, of which ${setUp} to set up Python`);
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
});
