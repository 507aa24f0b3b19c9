import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Failure } from './failure.mjs';
import { fromRoot } from './paths.mjs';

/**
 * What is measured and tested is what users get: React's development build is twice as slow, and says things that the
 * other does not.
 * @param {string} [folder] of a built app
 * @throws {Failure} where it is another build
 */
export function refuseOtherBuilds(folder = fromRoot('dist', 'renderer')) {
  const scripts = readdirSync(path.join(folder, 'assets'))
    .filter((name) => name.endsWith('.js'))
    .map((name) => readFileSync(path.join(folder, 'assets', name), 'utf8'));
  // How elements are made in React's development build, and where its production build sends one to read what is wrong.
  const isDevelopment = scripts.some((script) => /\bjsxDEV\b/.test(script));
  const isProduction = scripts.some((script) => script.includes('react.dev/errors/'));
  if (isDevelopment || !isProduction) {
    throw new Failure(
      `The app in ${path.relative(fromRoot(), folder)} is not the build that users get (React is its development build). Delete that folder: it is built again.`,
    );
  }
}
