/** The browser's own store, as promises: drafts, blocks, and handles of files that were opened before. */

import { databaseOpener } from '../archive/open-database';
import { factsOf, isRow } from './keyed-rows';

const NAME = 'convcanvas';
/** 2: the user's own blocks. 3: files as they were before they were saved. 4: what is known of drafts and blocks. */
const VERSION = 4;
export type StoreName = 'drafts' | 'drafts-facts' | 'handles' | 'blocks' | 'blocks-facts' | 'backups';

const openDatabase = databaseOpener({ name: NAME, version: VERSION, upgrade, errorOf: storageError });

function upgrade({ result, transaction }: IDBOpenDBRequest, oldVersion: number): void {
  if (oldVersion < 1) {
    result.createObjectStore('drafts', { keyPath: 'key' });
    result.createObjectStore('handles', { keyPath: 'handle' });
  }
  if (oldVersion < 2) result.createObjectStore('blocks', { keyPath: 'key' });
  if (oldVersion < 3) result.createObjectStore('backups', { keyPath: 'handle' });
  if (oldVersion < 4) {
    result.createObjectStore('drafts-facts', { keyPath: 'key' });
    result.createObjectStore('blocks-facts', { keyPath: 'key' });
    if (transaction && oldVersion > 0) noteFacts(transaction);
  }
}

function storageError(cause: DOMException | null): Error {
  if (cause?.name === 'QuotaExceededError') {
    return new Error('The browser has no room left for work in progress: save it to a file now.');
  }
  return new Error(
    `The browser's own store could not be used (${cause?.message ?? 'no reason given'}), so work in progress is not kept: save it to a file.`,
  );
}

/** Rows of before version 4 have nothing beside them yet. */
function noteFacts(upgrade: IDBTransaction): void {
  for (const name of ['drafts', 'blocks'] as const) {
    const facts = upgrade.objectStore(`${name}-facts`);
    const asked = upgrade.objectStore(name).openCursor();
    asked.onsuccess = () => {
      if (asked.result === null) return;
      const row: unknown = asked.result.value;
      if (isRow(row)) facts.put(factsOf(row));
      asked.result.continue();
    };
  }
}

async function inTransaction<T>(
  names: readonly StoreName[],
  mode: IDBTransactionMode,
  use: (transaction: IDBTransaction) => T,
): Promise<T> {
  const database = await openDatabase();
  return new Promise<T>((resolve, reject) => {
    const transaction = database.transaction(names, mode);
    const asked = use(transaction);
    transaction.oncomplete = () => resolve(asked);
    transaction.onabort = () => reject(storageError(transaction.error));
    transaction.onerror = () => reject(storageError(transaction.error));
  });
}

async function readFrom<T>(name: StoreName, ask: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const asked = await inTransaction([name], 'readonly', (transaction) => ask(transaction.objectStore(name)));
  return asked.result;
}

/** What lies there was written by `putRows` of the same version; `isRow` checks it all the same. */
export async function allRows<T>(store: StoreName, isRowOf: (value: unknown) => value is T): Promise<T[]> {
  const rows: unknown[] = await readFrom(store, (rowStore) => rowStore.getAll());
  return rows.filter(isRowOf);
}

/** Those whose key begins so. */
export async function rowsFrom<T>(
  store: StoreName,
  prefix: string,
  isRowOf: (value: unknown) => value is T,
): Promise<T[]> {
  const range = IDBKeyRange.bound(prefix, `${prefix}\uffff`);
  const rows: unknown[] = await readFrom(store, (rowStore) => rowStore.getAll(range));
  return rows.filter(isRowOf);
}

export async function getRow(store: StoreName, key: string): Promise<unknown> {
  return readFrom<unknown>(store, (rowStore) => rowStore.get(key));
}

/** All of them or none. */
export async function putRows(rows: readonly (readonly [StoreName, object])[]): Promise<void> {
  await inTransaction(
    rows.map(([store]) => store),
    'readwrite',
    (transaction) => {
      for (const [store, row] of rows) transaction.objectStore(store).put(row);
    },
  );
}

/** All of them or none. */
export async function deleteRows(stores: readonly StoreName[], key: string): Promise<void> {
  await inTransaction(stores, 'readwrite', (transaction) => {
    for (const store of stores) transaction.objectStore(store).delete(key);
  });
}
