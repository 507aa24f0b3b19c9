/**
 * npm run check:desktop: what can only be seen on Electron's own binary, in one go: it is fetched, the desktop's journeys
 * run on it, this platform's installer is built, and the packaged program is opened and trains an epoch. What it saw and
 * what a person is to look at is printed line by line. It ends where something is missing, with what is left.
 */
import { ensureDependencies } from './lib/ensure-dependencies.mjs';
import { electronObstacle, findElectron } from './lib/electron-binary.mjs';
import { Failure, runMain } from './lib/failure.mjs';
import { packageApp } from './lib/package-app.mjs';
import { findPackaged, tryPackaged } from './lib/try-packaged.mjs';
import { fromRoot } from './lib/paths.mjs';
import { run } from './lib/run.mjs';
import { buildStale } from './lib/targets.mjs';

/** What no program can judge. */
const forPeople = [
  'native dialogs: File, Open and File, Save as show the system’s own, and Cancel changes nothing',
  'menus: each entry does what it says, and shortcuts stand beside them',
  'dock or task bar: the icon, its progress while a network trains, and a click on it',
  'notifications: one comes when a training ends behind other windows',
  'sleep: a training goes on after the machine slept',
  'recent documents and file types: a double click on a *.cnn opens it here',
  'WebGPU on Linux: Train names it as the backend where a graphics card is there',
  'the installers: each installs, opens and is removed without a trace',
];

async function fetchBinary() {
  if (findElectron() === null) {
    const status = await run(process.execPath, [fromRoot('node_modules/electron/install.js')]);
    if (status !== 0 || findElectron() === null)
      throw new Failure(
        'Electron’s binary could not be fetched: its messages above say why. Run this again where the network allows it.',
      );
  }
  const obstacle = electronObstacle();
  if (obstacle !== null) throw new Failure(obstacle);
  return [`Electron’s binary is there: ${findElectron()}`];
}

async function journeys() {
  await buildStale('renderer', 'electron');
  const status = await run(
    process.execPath,
    [fromRoot('node_modules/@playwright/test/cli.js'), 'test', '--config=playwright.config.ts'],
    { env: { ...process.env, HOST: 'desktop' } },
  );
  if (status !== 0) throw new Failure('A journey failed on Electron: its report is above.');
  return ['the desktop’s journeys pass on Electron'];
}

async function installer() {
  const status = await packageApp(process.platform === 'linux' ? ['--linux', 'AppImage', 'dir'] : []);
  if (status !== 0)
    throw new Failure(`The installer could not be built: electron-builder ended with ${status}.`);
  const program = findPackaged();
  if (program === null) throw new Failure('electron-builder left no program in release/.');
  return [`the installer is built, with the program ${program}`];
}

const steps = /** @type {const} */ ([
  ['Electron’s binary', fetchBinary],
  ['The journeys on it', journeys],
  ['The installer', installer],
  ['The packaged program', tryPackaged],
]);

await runMain(async () => {
  await ensureDependencies();
  /** @type {string[]} */
  const seen = [];
  let failure = null;
  for (const [title, step] of steps) {
    console.log(`\n== ${title}`);
    try {
      seen.push(...(await step()));
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      failure = { title, message: error.message };
      break;
    }
  }
  console.log('');
  for (const line of seen) console.log(`seen      ${line}`);
  if (failure !== null) {
    console.log(`failed    ${failure.title}: ${failure.message}`);
    const next = steps.findIndex(([title]) => title === failure.title) + 1;
    for (const [title] of steps.slice(next)) console.log(`not seen  ${title}`);
  }
  for (const line of forPeople) console.log(`look at   ${line}`);
  return failure === null ? 0 : 1;
});
