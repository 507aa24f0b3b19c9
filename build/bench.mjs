/** npm run -s bench -- [NAME…] [--json] [--before REF]: runs bench/main.ts, which builds what is stale. */
import { pathToFileURL } from 'node:url';
import { ensureDependencies } from './lib/ensure-dependencies.mjs';
import { runMain } from './lib/failure.mjs';
import { fromRoot } from './lib/paths.mjs';
import { nodeBundle } from './lib/targets.mjs';

await runMain(async () => {
  await ensureDependencies();
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
