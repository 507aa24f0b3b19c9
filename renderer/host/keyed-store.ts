/** Rows of the browser's own store. What is known of each stands beside it, so that they are listed without being read. */
import type { KeyedStore, StoredRow } from '../../shared/protocol/host';
import { deleteRow, getRow, keysFrom, putRow, type StoreName } from './database';

interface Row {
  readonly key: string;
  readonly savedAt: string;
  readonly bytes: Uint8Array;
}

function isRow(row: unknown): row is Row {
  return (
    typeof row === 'object' &&
    row !== null &&
    'key' in row &&
    'savedAt' in row &&
    'bytes' in row &&
    row.bytes instanceof Uint8Array
  );
}

export function keyedStore(name: StoreName & ('drafts' | 'blocks')): KeyedStore {
  const facts = `${name}-facts` as const;
  return {
    async list(prefix) {
      const rows: StoredRow[] = [];
      for (const key of await keysFrom(name, prefix)) {
        const known = await getRow(facts, key);
        // Rows of an earlier version have no facts beside them.
        rows.push(isFacts(known) ? known : { key, size: 0, savedAt: new Date(0).toISOString() });
      }
      return rows;
    },
    async read(key) {
      const row = await getRow(name, key);
      return isRow(row) ? row.bytes : null;
    },
    async write(key, bytes) {
      const savedAt = new Date().toISOString();
      await putRow(name, { key, savedAt, bytes } satisfies Row);
      await putRow(facts, { key, size: bytes.length, savedAt } satisfies StoredRow);
    },
    async drop(key) {
      await deleteRow(name, key);
      await deleteRow(facts, key);
    },
  };
}

function isFacts(row: unknown): row is StoredRow {
  return typeof row === 'object' && row !== null && 'key' in row && 'size' in row && 'savedAt' in row;
}
