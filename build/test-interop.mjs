/**
 * npm run test:interop: holds what we write and count against other programs, and ends with the line "N passed, N failed".
 * Without Python it says what it did not run.
 */
import { ensureDependencies } from './lib/ensure-dependencies.mjs';
import { runMain } from './lib/failure.mjs';
import { interopTests } from './lib/interop-tests.mjs';
import { minutesSince } from './lib/minutes-since.mjs';
import { slowest } from './lib/test-report.mjs';

await runMain(async () => {
  await ensureDependencies();
  const begin = performance.now();
  const { passed, failed, files = [] } = await interopTests();
  console.log(`\n${slowest(files).join('\n')}`);
  console.log(`\n${minutesSince(begin)} minutes`);
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
});
