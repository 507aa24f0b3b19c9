/** npm run generate: writes all that is made from the project's own files. With --check it tells what is stale. */
import { fromRoot } from './lib/paths.mjs';
import { run } from './lib/run.mjs';

for (const script of ['generate-lists.mjs', 'generate-schema.mjs', 'generate-pages.mjs']) {
  const status = await run(process.execPath, [fromRoot('build', script), ...process.argv.slice(2)]);
  if (status !== 0) process.exitCode = 1;
}
