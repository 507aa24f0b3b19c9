import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import type { Disk } from '../node/files/disk';
import { stretchesOf, versionText } from '../shared/protocol/file-version';

/** As `versionOf` of the page. Rejects where it can't be read. */
async function versionOf(file: string, size: number): Promise<string> {
  const handle = await open(file, 'r');
  try {
    const read = async (from: number, length: number): Promise<Uint8Array> => {
      const bytes = new Uint8Array(length);
      const { bytesRead } = await handle.read(bytes, 0, length, from);
      return bytes.subarray(0, bytesRead);
    };
    const hash = createHash('sha256');
    for (const { from, length } of await stretchesOf({ size, read })) hash.update(await read(from, length));
    return versionText(size, hash.digest());
  } finally {
    await handle.close();
  }
}

/**
 * When the file was changed (ISO 8601), if it no longer holds `version`; null where it does. By content, since times
 * can't be trusted: a copied or synchronized file has another's. A file that is gone is written anew.
 */
export async function changedSince(disk: Disk, file: string, version: string): Promise<string | null> {
  const facts = await disk.stat(file).catch(() => null);
  if (facts === null) return null;
  const sameLength = version.startsWith(`${facts.size}-`);
  // Where it can't be read, writing says why.
  const same = sameLength && (await versionOf(file, facts.size).catch(() => version)) === version;
  return same ? null : new Date(facts.mtimeMs).toISOString();
}
