/** npm run dev: the app from its sources, reloaded as they change. */
import { ensureDependencies } from './lib/ensure-dependencies.mjs';
import { runMain } from './lib/failure.mjs';
import { fromRoot } from './lib/paths.mjs';
import { buildStale } from './lib/targets.mjs';

await runMain(async () => {
  await ensureDependencies();
  await buildStale('kernels');
  const { createServer } = await import('vite');
  const { developmentFiles } = await import('./lib/development-files.mjs');
  const server = await createServer({
    configFile: fromRoot('build/vite.config.ts'),
    plugins: [developmentFiles()],
  });
  await server.listen();
  server.printUrls();
  await new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, resolve);
  });
  await server.close();
  return 0;
});
