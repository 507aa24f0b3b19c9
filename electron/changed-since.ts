import { createHash } from 'node:crypto';
import type { Disk } from '../shared/files/disk';

/** As `versionOf` of the page: the length and the SHA-256 of the content. */
function versionOf(bytes: Uint8Array): string {
  return `${bytes.length}-${createHash('sha256').update(bytes).digest('hex')}`;
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
  const same = sameLength && (await disk.readFile(file).then(versionOf, () => version)) === version;
  return same ? null : new Date(facts.mtimeMs).toISOString();
}
