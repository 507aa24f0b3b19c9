import type { Disk } from './disk';
import { isTemporaryName } from './write-whole';

/** No write leaves its file untouched for so long, in milliseconds. */
const OLD = 10 * 60_000;

/**
 * Removes the temporary files that a crash or a kill left in a folder: those of our names, and only files. Failing to
 * remove them harms nothing. `now`: milliseconds since 1970.
 */
export async function removeLeftovers(disk: Disk, folder: string, now: number): Promise<void> {
  const names = await disk.readdir(folder).catch((): string[] => []);
  for (const name of names.filter(isTemporaryName)) {
    const file = disk.path.join(folder, name);
    const facts = await disk.lstat(file).catch(() => null);
    if (facts?.isFile() === true && now - facts.mtimeMs > OLD)
      await disk.rm(file, { force: true }).catch(() => undefined);
  }
}
