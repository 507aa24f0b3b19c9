/**
 * Files that this browser can't open again by itself, since it gives and takes them without saying where they lie
 * (downloads and inputs): a copy of each of late, as it was then.
 */
import type { OpenedFile, RecentFile } from '../../shared/protocol/host';
import { allRows, deleteRows, putRows } from './database';

/** Larger ones are not kept: the browser's store has runs and work in progress to hold. */
const LARGEST = 16 * 1024 * 1024;
const MOST = 12;

interface CopyRow extends RecentFile {
  readonly copy: Uint8Array<ArrayBuffer>;
}

function isCopyRow(row: unknown): row is CopyRow {
  return typeof row === 'object' && row !== null && 'copy' in row && row.copy instanceof Uint8Array;
}

const rows = (): Promise<CopyRow[]> => allRows('handles', isCopyRow);

/** Of two files of one name the later one stays. Where there is no room, none is kept. */
export async function keepCopy(name: string, content: Blob): Promise<void> {
  const handle = `copy/${name}`;
  if (content.size > LARGEST) return deleteRows(['handles'], handle);
  const copy = new Uint8Array(await content.arrayBuffer());
  const row: CopyRow = { handle, name, openedAt: new Date().toISOString(), copy };
  await putRows([['handles', row]]);
  const others = (await rows()).filter((other) => other.handle !== handle);
  const oldest = others.sort((a, b) => b.openedAt.localeCompare(a.openedAt)).slice(MOST - 1);
  for (const old of oldest) await deleteRows(['handles'], old.handle);
}

export async function listCopies(): Promise<readonly RecentFile[]> {
  return (await rows()).map(({ name, handle, openedAt }) => ({ name, handle, openedAt, isCopy: true }));
}

/** Null where the handle is none of a copy. It is not saved back to: nobody knows where its file lies. */
export async function openCopy(handle: string): Promise<OpenedFile | null> {
  const row = (await rows()).find((candidate) => candidate.handle === handle);
  return row === undefined ? null : { name: row.name, content: new Blob([row.copy]), handle: null };
}
