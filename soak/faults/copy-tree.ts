/** A copy of the working tree in which faults are made, so that no fault can be left in the tree itself. */
import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fromRoot } from '../../build/lib/paths.mjs';

export interface Copy {
  readonly root: string;
  /** Changes a file until `restore` is called. */
  change(file: string, change: (source: string) => string): Promise<{ restore(): Promise<void> }>;
  remove(): Promise<void>;
}

/** What a checkout does not have, and what is made anew from it. */
const left = ['.git', '.cache', 'dist', 'node_modules', 'playwright-report', 'release', 'test-results'];
/** Those of them that the tests only read. */
const shared = ['node_modules', path.join('.cache', 'python'), path.join('.cache', 'webgpu')];

/** Takes the place of a copy that an earlier run has left. */
export async function copyTree(): Promise<Copy> {
  const root = fromRoot('.cache', 'faults');
  const at = (file: string): string => path.join(root, file);
  await rm(root, { recursive: true, force: true });
  await mkdir(at('.cache'), { recursive: true });
  for (const name of await readdir(fromRoot()))
    if (!left.includes(name)) await cp(fromRoot(name), at(name), { recursive: true });
  for (const name of shared) if (existsSync(fromRoot(name))) await symlink(fromRoot(name), at(name));
  return {
    root,
    async change(file, change) {
      const source = await readFile(at(file), 'utf8');
      await writeFile(at(file), change(source));
      return { restore: () => writeFile(at(file), source) };
    },
    remove: () => rm(root, { recursive: true, force: true }),
  };
}
