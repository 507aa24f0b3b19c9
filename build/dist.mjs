/** npm run dist [-- --dir]: packages the desktop app for this platform into release/. */
import { readFileSync } from 'node:fs';
import { findElectron } from './lib/electron-binary.mjs';
import { ensureDependencies } from './lib/ensure-dependencies.mjs';
import { Failure, runMain } from './lib/failure.mjs';
import { packageApp } from './lib/package-app.mjs';
import { fromRoot } from './lib/paths.mjs';

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
  // Debian's and Red Hat's packages must name where the project lives.
  const { homepage } = JSON.parse(readFileSync(fromRoot('package.json'), 'utf8'));
  const isPartial = process.platform === 'linux' && args.length === 0 && homepage === undefined;
  if (isPartial)
    console.log('deb and rpm are left out: package.json names no homepage yet, which they must.');
  return packageApp(isPartial ? ['--linux', 'AppImage'] : args);
});
