/** npm run dist [-- --dir]: packages the desktop app for this platform into release/. */
import { findElectron } from './lib/electron-binary.mjs';
import { ensureDependencies } from './lib/ensure-dependencies.mjs';
import { Failure, runMain } from './lib/failure.mjs';
import { fromRoot } from './lib/paths.mjs';
import { run } from './lib/run.mjs';
import { buildStale } from './lib/targets.mjs';

await runMain(async () => {
  const args = process.argv.slice(2);
  const unknown = args.find((arg) => arg !== '--dir');
  if (unknown !== undefined) {
    throw new Failure(
      `"${unknown}" is not known. Use npm run dist, or npm run dist -- --dir for a plain folder.`,
      2,
    );
  }
  await ensureDependencies();
  if (findElectron() === null) {
    throw new Failure(
      'The app can\'t be packaged: Electron\'s binary is not installed. Run "npx install-electron" where the ' +
        'network allows it, then try again.',
    );
  }
  await buildStale('renderer', 'electron');
  return run(process.execPath, [
    fromRoot('node_modules/electron-builder/cli.js'),
    '--config=build/electron-builder.yml',
    '--publish=never',
    ...args,
  ]);
});
