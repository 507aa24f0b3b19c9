/** The benchmarks of an earlier commit, beside this one's in the same run. */
import { execFileSync } from 'node:child_process';
import { existsSync, lstatSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { Failure } from '../build/lib/failure.mjs';
import { fromRoot, root } from '../build/lib/paths.mjs';
import { run } from '../build/lib/run.mjs';
import { compareRows } from './compare-rows';
import { askProgram } from './node-process';
import type { Row } from './row';
import { messageOf } from '../shared/schema/message-of';

/** Of each side; the median counts. */
const ROUNDS = 3;

const git = (...args: string[]): string =>
  execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();

/** The commit's files in a folder of its own in .cache, with its packages; what it builds stays there for the next time. */
async function checkOut(ref: string): Promise<string> {
  let commit: string;
  try {
    commit = git('rev-parse', '--verify', '--end-of-options', `${ref}^{commit}`);
  } catch {
    throw new Failure(`There is no commit “${ref}” to compare with.`);
  }
  const folder = fromRoot('.cache', 'before', commit);
  if (!existsSync(folder)) {
    console.error(`Taking ${ref} out to .cache/before …`);
    const half = `${folder}.part`;
    rmSync(half, { recursive: true, force: true });
    mkdirSync(half, { recursive: true });
    const archive = `${half}.tar`;
    git('archive', '--format=tar', '-o', archive, commit);
    const status = await run('tar', ['-xf', archive, '-C', half], { stdio: ['ignore', 2, 2] });
    rmSync(archive);
    if (status !== 0)
      throw new Failure(`The files of ${ref} could not be unpacked: tar ended with ${status}.`);
    // Whole or not at all: a folder that is there is finished.
    renameSync(half, folder);
  }
  linkPackages(folder);
  return folder;
}

/**
 * Our packages, where its package-lock.json is the same; else its own start script installs what it needs. A link of an
 * earlier time, when both were the same, must go then: what it installs would take the place of ours.
 */
function linkPackages(folder: string): void {
  const packages = path.join(folder, 'node_modules');
  const isLink = lstatSync(packages, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
  if (isLink) rmSync(packages);
  if (hasOurPackages(folder) && !existsSync(packages))
    symlinkSync(fromRoot('node_modules'), packages, 'junction');
}

const hasOurPackages = (folder: string): boolean =>
  readFileSync(path.join(folder, 'package-lock.json'), 'utf8') ===
  readFileSync(fromRoot('package-lock.json'), 'utf8');

/** Rows of a benchmark in a process of its own, so that no side finds what the other has warmed; empty where it fails. */
async function rowsOf(program: string, name: string, who: string): Promise<readonly Row[]> {
  try {
    return await askProgram<Row[]>(process.execPath, [program, name, '--json'], 'all');
  } catch (error) {
    const [said = ''] = messageOf(error).trim().split('\n').slice(-1);
    console.error(`${who} has no rows for ${name}: ${said}`);
    return [];
  }
}

/** `names` are benchmarks of this commit; `own` is its built program. */
export async function besideBefore(
  names: readonly string[],
  ref: string,
  own: string,
  onRows: (rows: readonly Row[]) => void,
): Promise<void> {
  const folder = await checkOut(ref);
  const before = path.join(folder, 'build', 'bench.mjs');
  for (const name of names) {
    const [now, then]: [Row[], Row[]] = [[], []];
    for (let round = 0; round < ROUNDS; round += 1) {
      console.error(`${name}, round ${round + 1} of ${ROUNDS} …`);
      const sides = [
        async () => now.push(...(await rowsOf(own, name, 'This commit'))),
        async () => then.push(...(await rowsOf(before, name, ref))),
      ];
      // In turn, as the machine's other work comes and goes.
      for (const side of round % 2 === 0 ? sides : sides.reverse()) await side();
    }
    onRows(compareRows(now, then, `before (${ref})`));
  }
}
