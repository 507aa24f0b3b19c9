/** The system's own dialogs, each belonging to one window. */
import { type BrowserWindow, dialog, shell } from 'electron';
import type { Dialogs, FileType } from './host-handlers';

const filtersOf = (types: readonly FileType[]) =>
  types.map(({ name, extensions }) => ({ name, extensions: [...extensions] }));

export function dialogsOf(window: BrowserWindow): Dialogs {
  return {
    async open(types) {
      const { filePaths } = await dialog.showOpenDialog(window, {
        properties: ['openFile'],
        filters: filtersOf(types),
      });
      return filePaths[0] ?? null;
    },
    async save(suggestedName, types) {
      const { filePath, canceled } = await dialog.showSaveDialog(window, {
        defaultPath: suggestedName,
        filters: filtersOf(types),
      });
      return canceled || filePath === '' ? null : filePath;
    },
    async folder() {
      const { filePaths } = await dialog.showOpenDialog(window, {
        properties: ['openDirectory', 'createDirectory'],
      });
      return filePaths[0] ?? null;
    },
  };
}

/** What to do with unsaved work, before a window closes; null: it stays. */
export async function askAboutUnsaved(
  window: BrowserWindow,
  name: string,
): Promise<'save' | 'discard' | null> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'warning',
    message: `Save the changes to ${name}?`,
    detail: 'What is not saved is lost when the window closes.',
    buttons: ['Save', 'Don’t save', 'Cancel'],
    defaultId: 0,
    cancelId: 2,
    noLink: true,
  });
  return (['save', 'discard'] as const)[response] ?? null;
}

/** True: the page is loaded anew. */
export async function askToReload(window: BrowserWindow, message: string): Promise<boolean> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'error',
    message,
    detail: 'Work in progress was kept. Load the window again, and it comes back.',
    buttons: ['Load again', 'Close the window'],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  });
  return response === 0;
}

export async function offerUpdate(version: string, folder: string): Promise<void> {
  const { response } = await dialog.showMessageBox({
    type: 'info',
    message: `ConvCanvas ${version} is there.`,
    detail: 'Download it now? This version goes on working.',
    buttons: ['Open the download page', 'Not now'],
    defaultId: 0,
    cancelId: 1,
    noLink: true,
  });
  if (response === 0) await shell.openExternal(folder);
}
