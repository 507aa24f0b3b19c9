import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from './failure.mjs';
import { fromRoot } from './paths.mjs';

/** What a build never reads. */
const ignored = /(^|\/)(node_modules|testing)(\/|$)|\.test\.tsx?$/;

/**
 * @param {string} relative
 * @returns {string[]} files below it, in a fixed order
 */
function filesBelow(relative) {
  if (ignored.test(relative) || !existsSync(fromRoot(relative))) return [];
  if (!statSync(fromRoot(relative)).isDirectory()) return [relative];
  return readdirSync(fromRoot(relative))
    .sort()
    .flatMap((name) => filesBelow(`${relative}/${name}`));
}

/**
 * A fingerprint of the contents of files and folders.
 * @param {readonly string[]} sources relative to the root
 */
export function fingerprint(sources) {
  const hash = createHash('sha256');
  for (const file of sources.flatMap(filesBelow)) {
    hash.update(`${file}\0`);
    hash.update(readFileSync(fromRoot(file)));
  }
  return hash.digest('hex');
}

/** @param {string} name */
const stampFile = (name) => fromRoot('.cache', 'build', `${name}.stamp`);

/**
 * What was built from these sources, and what came of it: another hand's build into the same folder, say in another mode,
 * is none of ours, although the sources are the same.
 * @param {{ outputs: readonly string[] }} target
 * @param {string} sources their fingerprint
 */
const stampOf = ({ outputs }, sources) => `${sources}\n${fingerprint(outputs)}\n`;

/**
 * Builds a target when its sources have changed since, or when its result is not what was built of them.
 * @param {{ name: string, sources: readonly string[], outputs: readonly string[], build: () => Promise<void> }} target
 * @returns {Promise<boolean>} whether it was built
 */
export async function buildIfStale(target) {
  const wanted = fingerprint(target.sources);
  const isFresh = () =>
    target.outputs.every((output) => existsSync(fromRoot(output))) &&
    existsSync(stampFile(target.name)) &&
    readFileSync(stampFile(target.name), 'utf8') === stampOf(target, wanted);
  if (isFresh()) return false;
  return withLock(target.name, async () => {
    if (isFresh()) return false;
    const before = performance.now();
    console.error(`Building ${target.name} …`);
    rmSync(stampFile(target.name), { force: true });
    await target.build();
    writeFileSync(stampFile(target.name), stampOf(target, wanted));
    console.error(`Built ${target.name} in ${((performance.now() - before) / 1000).toFixed(1)} s.`);
    return true;
  });
}

/**
 * Two commands started at once must not write the same files; the second waits and finds the work done.
 * @template T
 * @param {string} name
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
async function withLock(name, work) {
  const lock = fromRoot('.cache', 'build', `${name}.lock`);
  mkdirSync(path.dirname(lock), { recursive: true });
  const deadline = Date.now() + 300_000;
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      break;
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
    }
    if (!holderIsAlive(lock)) rmSync(lock, { force: true });
    else if (Date.now() > deadline) {
      throw new Failure(
        `Another command has been building ${name} for five minutes. End it, or delete ${lock}.`,
      );
    } else await sleep(100);
  }
  try {
    return await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

/** @param {string} lock */
function holderIsAlive(lock) {
  try {
    const pid = Number(readFileSync(lock, 'utf8'));
    // An empty file: its writer is between creating and filling it.
    if (pid === 0) return Date.now() - statSync(lock).mtimeMs < 2000;
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}
