/** Folders and pictures that are dropped anywhere on the window. One file that is no picture is left to `dropped-files.ts`. */
import type { PickedFolder } from '../../shared/protocol/host';
import { messageOf } from '../../shared/schema/message-of';
import { allowDrop, carriesFiles } from './dropped-files';
import { folderOfEntries } from './folder-of-entries';

/** An attribute: within an element that has it, pictures (not folders) are left to that element. */
export const TAKES_PICTURES = 'data-takes-pictures';

type Item = Pick<DataTransferItem, 'kind' | 'type' | 'webkitGetAsEntry'>;

/** Null where nothing of it is a folder or a picture. Items are only alive during the event: this must be asked at once. */
export function entriesOfDrop(items: readonly Item[]): readonly FileSystemEntry[] | null {
  const files = items.filter(({ kind }) => kind === 'file');
  // The browser knows by the name what a file is, folders have no type.
  const isPicture = files.some(({ type }) => type.startsWith('image/'));
  const entries = files.map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  return isPicture || entries.some(({ isDirectory }) => isDirectory) ? entries : null;
}

function isTakenWithin(target: EventTarget | null, entries: readonly FileSystemEntry[]): boolean {
  const within = target instanceof Element && target.closest(`[${TAKES_PICTURES}]`) !== null;
  return within && entries.every(({ isFile }) => isFile);
}

/** Answers how to stop listening. `failed` gets a sentence where something can't be read. */
export function listenForDroppedFolders(
  listener: (folder: PickedFolder) => void,
  failed: (message: string) => void,
): () => void {
  const drop = (event: DragEvent): void => {
    if (!carriesFiles(event)) return;
    const entries = entriesOfDrop([...(event.dataTransfer?.items ?? [])]);
    if (entries === null || isTakenWithin(event.target, entries)) return;
    event.preventDefault();
    // It is not the one file that others wait for.
    event.stopPropagation();
    folderOfEntries(entries).then(listener, (error: unknown) => failed(messageOf(error)));
  };
  // A listener that is added twice is one, which the first to stop would take from both.
  const over = (event: DragEvent): void => allowDrop(event);
  window.addEventListener('dragover', over);
  // Before anything in the window hears of it.
  window.addEventListener('drop', drop, { capture: true });
  return () => {
    window.removeEventListener('dragover', over);
    window.removeEventListener('drop', drop, { capture: true });
  };
}
