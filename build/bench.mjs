/** npm run -s bench -- [NAME…] [--json] [--before REF]: builds what is stale, then runs bench/main.ts. */
import { pathToFileURL } from 'node:url';
import { ensureDependencies } from './lib/ensure-dependencies.mjs';
import { runMain } from './lib/failure.mjs';
import { fromRoot } from './lib/paths.mjs';
import { buildStale, nodeBundle } from './lib/targets.mjs';

await runMain(async () => {
  await ensureDependencies();
  // A GPU is measured without the app.
  const [first, second = '--'] = process.argv.slice(2);
  if (first !== 'gpu' || !second.startsWith('--')) await buildStale('renderer');
  const { build } = await import('esbuild');
  await build({
    ...nodeBundle,
    entryPoints: { main: 'bench/main.ts' },
    outdir: '.cache/bench',
    outExtension: { '.js': '.mjs' },
    splitting: true,
    external: ['@playwright/test', 'esbuild'],
  });
  const { main } = await import(pathToFileURL(fromRoot('.cache/bench/main.mjs')).href);
  return main();
});
