/** A folder by a hidden field, which browsers and Electron have alike: no path passes through the page. */
import type { PickedFile, PickedFolder } from '../../shared/protocol/host';
import { pickedFolder } from './picked-folder';

/** Null where the user cancels. Rejects with a sentence where nothing is in the folder. */
export function pickFolder(): Promise<PickedFolder | null> {
  return new Promise((resolve, reject) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.webkitdirectory = true;
    input.addEventListener('change', () => {
      // Without a file the browser does not say which folder it was.
      if (input.files === null || input.files.length === 0)
        reject(new Error('That folder holds no files: choose one with files in it.'));
      else resolve(folderOfFiles([...input.files]));
    });
    input.addEventListener('cancel', () => resolve(null));
    input.click();
  });
}

/** Files of one folder, whose name each of their paths begins with. */
export function folderOfFiles(files: readonly File[]): PickedFolder {
  const [name = ''] = files[0]?.webkitRelativePath.split('/') ?? [];
  const picked = files.map((file): PickedFile => ({
    path: file.webkitRelativePath.slice(name.length + 1),
    content: file,
  }));
  return pickedFolder(name, picked);
}
