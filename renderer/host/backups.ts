/** Files as they were before they were last saved, in the browser's own store: as many as it remembers handles. */
import { deleteRows, getRow, putRows } from './database';

/** Larger ones are not kept: the browser's store is not the place for models of gigabytes. */
const LARGEST = 64 * 1024 * 1024;

interface Backup {
  readonly handle: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

function isBackup(row: unknown): row is Backup {
  return typeof row === 'object' && row !== null && 'bytes' in row && row.bytes instanceof Uint8Array;
}

/** A copy of a file that is about to be written over; one that is too large to be kept stays unread. */
export async function backupFrom(file: Blob): Promise<Blob> {
  return file.size > LARGEST ? file : new Blob([await file.arrayBuffer()]);
}

export async function keepBackup(handle: string, file: Blob): Promise<void> {
  // An older one than the one before the last save would mislead.
  if (file.size > LARGEST) await dropBackup(handle);
  else await putBackup({ handle, bytes: new Uint8Array(await file.arrayBuffer()) });
}

const putBackup = (backup: Backup): Promise<void> => putRows([['backups', backup]]);

export async function backupOf(handle: string): Promise<Blob | null> {
  const row = await getRow('backups', handle);
  return isBackup(row) ? new Blob([row.bytes]) : null;
}

export function dropBackup(handle: string): Promise<void> {
  return deleteRows(['backups'], handle);
}
