/** Packages the built app with electron-builder, for this platform. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { drawIcons } from './icons.mjs';
import { about, licencesText } from './licences.mjs';
import { fromRoot } from './paths.mjs';
import { run } from './run.mjs';
import { buildStale } from './targets.mjs';

/**
 * @param {readonly string[]} args of electron-builder
 * @returns {Promise<number>} its exit status
 */
export async function packageApp(args) {
  await buildStale('renderer', 'electron');
  const folder = fromRoot('.cache', 'dist');
  mkdirSync(folder, { recursive: true });
  await drawIcons(`${folder}/icons`);
  writeFileSync(`${folder}/THIRD-PARTY-LICENCES.txt`, licencesText(about()));
  return run(process.execPath, [
    fromRoot('node_modules/electron-builder/cli.js'),
    '--config=build/electron-builder.yml',
    '--publish=never',
    ...args,
  ]);
}
