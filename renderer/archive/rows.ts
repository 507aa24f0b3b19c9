/** The rows of the archive, in a database of their own. What lies there was written by `putRow` of the same version. */
import type { KeptRun } from '../../shared/model/kept-run';
import { databaseOpener } from './open-database';

const STORE = 'runs';

const openDatabase = databaseOpener({
  name: 'convcanvas-runs',
  version: 1,
  upgrade: (request) => void request.result.createObjectStore(STORE, { keyPath: 'key' }),
  errorOf: rowsError,
});

function rowsError(cause: DOMException | null): Error {
  if (cause?.name === 'QuotaExceededError') {
    return new Error('There is no room left to keep the run: free some on the disk, or save it to a file.');
  }
  return new Error(`The list of kept runs could not be used (${cause?.message ?? 'no reason given'}).`);
}

async function inStore<T>(
  mode: IDBTransactionMode,
  use: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const database = await openDatabase();
  return new Promise<T>((resolve, reject) => {
    const transaction = database.transaction(STORE, mode, { durability: 'strict' });
    const request = use(transaction.objectStore(STORE));
    transaction.oncomplete = () => resolve(request.result);
    transaction.onabort = () => reject(rowsError(transaction.error));
    transaction.onerror = () => reject(rowsError(transaction.error));
  });
}

export async function keysFrom(prefix: string): Promise<readonly string[]> {
  const range = IDBKeyRange.bound(prefix, `${prefix}\uffff`);
  const keys = await inStore('readonly', (store) => store.getAllKeys(range));
  return keys.map(String);
}

export async function getRow(key: string): Promise<KeptRun | null> {
  const row = await inStore(
    'readonly',
    (store): IDBRequest<KeptRun | undefined> => store.get(key) as IDBRequest<KeptRun | undefined>,
  );
  return row ?? null;
}

export async function putRow(run: KeptRun): Promise<void> {
  await inStore('readwrite', (store) => store.put(run));
}

export async function deleteRow(key: string): Promise<void> {
  await inStore('readwrite', (store) => store.delete(key));
}
