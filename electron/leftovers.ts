import { readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { isTemporaryName } from '../shared/files/write-whole';

/** No write takes so long, in milliseconds. */
const OLD = 10 * 60_000;

/** Temporary files that a crash left in a folder. Failing to remove them harms nothing. */
export async function removeLeftovers(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names.filter(isTemporaryName)) {
    const file = path.join(folder, name);
    const facts = await stat(file).catch(() => null);
    if (facts !== null && Date.now() - facts.mtimeMs > OLD)
      await rm(file, { force: true }).catch(() => undefined);
  }
}
