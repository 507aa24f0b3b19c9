/** A database of the browser's, opened when it is first needed, and again after it was closed. */

interface Wanted {
  readonly name: string;
  readonly version: number;
  /** Makes what is not there yet. `oldVersion` is 0 where there was no database. */
  readonly upgrade: (request: IDBOpenDBRequest, oldVersion: number) => void;
  /** The sentence for what the browser refused. */
  readonly errorOf: (cause: DOMException | null) => Error;
}

export function databaseOpener({ name, version, upgrade, errorOf }: Wanted): () => Promise<IDBDatabase> {
  let opening: Promise<IDBDatabase> | null = null;
  const open = (): Promise<IDBDatabase> =>
    new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open(name, version);
      request.onupgradeneeded = ({ oldVersion }) => upgrade(request, oldVersion);
      request.onsuccess = () => {
        // A newer version of the app in another window may upgrade: make way, and open again when next needed.
        request.result.onversionchange = () => {
          request.result.close();
          opening = null;
        };
        // The browser closes it by itself, as where the user clears what pages keep.
        request.result.onclose = () => (opening = null);
        resolve(request.result);
      };
      request.onerror = () => reject(errorOf(request.error));
      request.onblocked = () =>
        reject(new Error('Another window of ConvCanvas holds an older store open; close it and try again.'));
    }).catch((error: unknown) => {
      opening = null;
      throw error;
    });
  return () => (opening ??= open());
}
