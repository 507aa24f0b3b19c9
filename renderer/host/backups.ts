/** Files as they were before they were last saved, in the browser's own store: as many as it remembers handles. */
import { deleteRow, getRow, putRow } from './database';

/** Larger ones are not kept: the browser's store is not the place for models of gigabytes. */
const LARGEST = 64 * 1024 * 1024;

interface Backup {
  readonly handle: string;
  readonly bytes: Uint8Array;
}

function isBackup(row: unknown): row is Backup {
  return typeof row === 'object' && row !== null && 'bytes' in row && row.bytes instanceof Uint8Array;
}

export async function keepBackup(handle: string, bytes: Uint8Array): Promise<void> {
  // An older one than the one before the last save would mislead.
  if (bytes.length > LARGEST) await dropBackup(handle);
  else await putRow('backups', { handle, bytes } satisfies Backup);
}

export async function backupOf(handle: string): Promise<Uint8Array | null> {
  const row = await getRow('backups', handle);
  return isBackup(row) ? row.bytes : null;
}

export function dropBackup(handle: string): Promise<void> {
  return deleteRow('backups', handle);
}
