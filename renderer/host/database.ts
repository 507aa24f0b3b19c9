/** The browser's own store, as promises: drafts, blocks, and handles of files that were opened before. */

const NAME = 'convcanvas';
/** 2: the user's own blocks. 3: files as they were before they were saved. 4: what is known of drafts and blocks. */
const VERSION = 4;
export type StoreName = 'drafts' | 'drafts-facts' | 'handles' | 'blocks' | 'blocks-facts' | 'backups';

let opening: Promise<IDBDatabase> | null = null;

function openDatabase(): Promise<IDBDatabase> {
  opening ??= new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(NAME, VERSION);
    request.onupgradeneeded = ({ oldVersion }) => {
      if (oldVersion < 1) {
        request.result.createObjectStore('drafts', { keyPath: 'key' });
        request.result.createObjectStore('handles', { keyPath: 'handle' });
      }
      if (oldVersion < 2) request.result.createObjectStore('blocks', { keyPath: 'key' });
      if (oldVersion < 3) request.result.createObjectStore('backups', { keyPath: 'handle' });
      if (oldVersion < 4) {
        request.result.createObjectStore('drafts-facts', { keyPath: 'key' });
        request.result.createObjectStore('blocks-facts', { keyPath: 'key' });
      }
    };
    request.onsuccess = () => {
      // A newer version of the app in another window may upgrade: make way, and open again when next needed.
      request.result.onversionchange = () => {
        request.result.close();
        opening = null;
      };
      resolve(request.result);
    };
    request.onerror = () => reject(storageError(request.error));
    request.onblocked = () =>
      reject(new Error('Another window of ConvCanvas holds an older store open; close it and try again.'));
  }).catch((error: unknown) => {
    opening = null;
    throw error;
  });
  return opening;
}

function storageError(cause: DOMException | null): Error {
  if (cause?.name === 'QuotaExceededError') {
    return new Error('The browser has no room left for work in progress: save it to a file now.');
  }
  return new Error(
    `The browser's own store could not be used (${cause?.message ?? 'no reason given'}), so work in progress is not kept: save it to a file.`,
  );
}

async function withStore<T>(
  name: StoreName,
  mode: IDBTransactionMode,
  use: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const database = await openDatabase();
  return new Promise<T>((resolve, reject) => {
    const transaction = database.transaction(name, mode);
    const request = use(transaction.objectStore(name));
    transaction.oncomplete = () => resolve(request.result);
    transaction.onabort = () => reject(storageError(transaction.error));
    transaction.onerror = () => reject(storageError(transaction.error));
  });
}

/** What lies there was written by `putRow` of the same version; `isRow` checks it all the same. */
export async function allRows<T>(store: StoreName, isRow: (value: unknown) => value is T): Promise<T[]> {
  const rows: unknown[] = await withStore(store, 'readonly', (rowStore) => rowStore.getAll());
  return rows.filter(isRow);
}

/** Keys that begin so; the rows are not read. */
export async function keysFrom(store: StoreName, prefix: string): Promise<readonly string[]> {
  const range = IDBKeyRange.bound(prefix, `${prefix}\uffff`);
  const keys = await withStore(store, 'readonly', (rowStore) => rowStore.getAllKeys(range));
  return keys.map(String);
}

export async function getRow(store: StoreName, key: string): Promise<unknown> {
  return withStore<unknown>(store, 'readonly', (rowStore) => rowStore.get(key));
}

export async function putRow(store: StoreName, row: object): Promise<void> {
  await withStore(store, 'readwrite', (rowStore) => rowStore.put(row));
}

export async function deleteRow(store: StoreName, key: string): Promise<void> {
  await withStore(store, 'readwrite', (rowStore) => rowStore.delete(key));
}
