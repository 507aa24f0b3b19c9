/**
 * npm run -s soak -- costs|kills|openings|rounds|signals|texts [NUMBER], or faults [NAME…]: builds what is stale, then runs
 * soak/main.ts.
 */
import { pathToFileURL } from 'node:url';
import { ensureDependencies } from './lib/ensure-dependencies.mjs';
import { runMain } from './lib/failure.mjs';
import { fromRoot } from './lib/paths.mjs';
import { buildStale, nodeBundle } from './lib/targets.mjs';
import { refuseOtherBuilds } from './lib/users-build.mjs';

await runMain(async () => {
  await ensureDependencies();
  if (process.argv[2] === 'rounds') {
    await buildStale('renderer');
    refuseOtherBuilds();
  }
  const { build } = await import('esbuild');
  await build({
    ...nodeBundle,
    entryPoints: { main: 'soak/main.ts' },
    outdir: '.cache/soak',
    outExtension: { '.js': '.mjs' },
    external: ['@playwright/test', 'esbuild'],
  });
  const { soak } = await import(pathToFileURL(fromRoot('.cache/soak/main.mjs')).href);
  return soak(process.argv.slice(2));
});
