/** npm run check: types, lint, directions, dead code, format, generated files. */
import { runChecks } from './lib/checks.mjs';
import { ensureDependencies } from './lib/ensure-dependencies.mjs';
import { runMain } from './lib/failure.mjs';

await runMain(async () => {
  await ensureDependencies();
  const results = await runChecks();
  const failed = results.filter((result) => !result.passed);
  if (failed.length > 0) console.log(`Failed: ${failed.map((result) => result.name).join(', ')}.`);
  return failed.length === 0 ? 0 : 1;
});
