/** npm run -s cli -- …: builds what is stale (messages to standard error), then runs the command line in this process. */
import { pathToFileURL } from 'node:url';
import { ensureDependencies } from './lib/ensure-dependencies.mjs';
import { runMain } from './lib/failure.mjs';
import { fromRoot } from './lib/paths.mjs';
import { buildStale } from './lib/targets.mjs';

// Who started it, before anything takes its time: cli/signals.ts looks whether that one is still there.
process.env['CONVCANVAS_PARENT'] = String(process.ppid);

await runMain(async () => {
  await ensureDependencies();
  await buildStale('kernels', 'cli');
  await import(pathToFileURL(fromRoot('dist/cli/main.mjs')).href);
});
