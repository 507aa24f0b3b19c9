import type { KeyedStore } from '../../shared/protocol/host';
import { deleteRows, getRow, putRows, rowsFrom, type StoreName } from './database';
import { factsOf, isFacts, isRow, type Row } from './keyed-rows';

/** Rows of the browser's own store. What is known of each stands beside it, so that they are listed without being read. */
export function keyedStore(name: StoreName & ('drafts' | 'blocks')): KeyedStore {
  const facts = `${name}-facts` as const;
  return {
    list: (prefix) => rowsFrom(facts, prefix, isFacts),
    async read(key) {
      const row = await getRow(name, key);
      return isRow(row) ? row.bytes : null;
    },
    write(key, bytes) {
      // A part of a larger buffer would bring all of it along, and shared memory is not taken.
      const row: Row = { key, savedAt: new Date().toISOString(), bytes: new Uint8Array(bytes) };
      return putRows([
        [name, row],
        [facts, factsOf(row)],
      ]);
    },
    drop: (key) => deleteRows([name, facts], key),
  };
}
