/** Texts in docs/ that are made from the project's own TypeScript. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { Failure } from './failure.mjs';
import { fromRoot, root } from './paths.mjs';

/**
 * What a module that exports `text` says. Rejects with `Failure` where it can't be built, as where a file does not export
 * what it is listed by.
 * @param {string} contents TypeScript; its imports are relative to the project's folder
 * @returns {Promise<string>}
 */
export async function textOf(contents) {
  const bundle = await build({
    stdin: { contents, resolveDir: fromRoot(), loader: 'ts' },
    bundle: true,
    format: 'esm',
    platform: 'node',
    write: false,
    logLevel: 'silent',
  }).catch((/** @type {import('esbuild').BuildFailure} */ { errors }) => {
    const places = errors.map(({ text, location }) => `${location?.file}:${location?.line}: ${text}`);
    throw new Failure(`What is generated can't be made.\n${places.join('\n')}`);
  });
  const code = bundle.outputFiles[0]?.text ?? '';
  const { text } = await import(`data:text/javascript;base64,${Buffer.from(code).toString('base64')}`);
  return text;
}

/**
 * Writes the text where it differs; with --check it writes nothing, and fails where the file is stale.
 * @param {string} target
 * @param {string} text
 * @param {string} script by which it is made
 */
export function putText(target, text, script) {
  let present = '';
  try {
    present = readFileSync(target, 'utf8');
  } catch {
    // Not there yet: stale.
  }
  if (present === text) return;
  const name = path.relative(root, target).replaceAll(path.sep, '/');
  if (process.argv.includes('--check'))
    throw new Failure(`${name} is stale. Run "node ${script}" and commit it.`);
  writeFileSync(target, text);
}
