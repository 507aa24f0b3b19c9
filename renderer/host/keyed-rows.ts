/** How bytes that are kept under a name lie in the browser's own store: a row each, and beside it what is known of it. */
import type { StoredRow } from '../../shared/protocol/host';

export interface Row {
  readonly key: string;
  readonly savedAt: string;
  readonly bytes: Uint8Array;
}

export function isRow(row: unknown): row is Row {
  return (
    typeof row === 'object' &&
    row !== null &&
    'key' in row &&
    'savedAt' in row &&
    'bytes' in row &&
    row.bytes instanceof Uint8Array
  );
}

export const factsOf = ({ key, savedAt, bytes }: Row): StoredRow => ({ key, savedAt, size: bytes.length });

export function isFacts(row: unknown): row is StoredRow {
  return typeof row === 'object' && row !== null && 'key' in row && 'size' in row && 'savedAt' in row;
}
