/** Files that a person gives the app and takes from it: by downloads and the file field, or by the desktop's dialogs. */
import { existsSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, type Page } from '@playwright/test';
import { answerOpen, type Desktop, desktopOf } from './desktop';

export interface SavedFile {
  readonly name: string;
  readonly path: string;
}

/** What `act` saves. */
export async function savedBy(page: Page, act: () => Promise<void>): Promise<SavedFile> {
  const desktop = desktopOf(page);
  if (desktop !== undefined) return savedByDialog(desktop, act);
  const coming = page.waitForEvent('download');
  await act();
  const download = await coming;
  return { name: download.suggestedFilename(), path: await download.path() };
}

async function savedByDialog(desktop: Desktop, act: () => Promise<void>): Promise<SavedFile> {
  const folder = await mkdtemp(path.join(desktop.folder, 'saved-'));
  await desktop.app.evaluate(({ dialog }, into) => {
    dialog.showSaveDialog = ((_window: unknown, { defaultPath = '' }: { defaultPath?: string }) => {
      Object.assign(dialog, { suggested: defaultPath });
      return Promise.resolve({ canceled: false, filePath: `${into}/${defaultPath}` });
    }) as typeof dialog.showSaveDialog;
  }, folder);
  await act();
  let name = '';
  // It is there at once and whole, since it is written under another name first.
  await expect
    .poll(async () => {
      name = await desktop.app.evaluate(({ dialog }) => String(Reflect.get(dialog, 'suggested') ?? ''));
      return name !== '' && existsSync(path.join(folder, name));
    })
    .toBe(true);
  return { name, path: path.join(folder, name) };
}

/** Answers what `act` asks for: with a file that is there, or one that is made of `content`. */
export async function giveFile(
  page: Page,
  file: string | { readonly name: string; readonly content: string | Buffer },
  act: () => Promise<void>,
): Promise<void> {
  const desktop = desktopOf(page);
  if (desktop !== undefined) {
    const folder = await mkdtemp(path.join(desktop.folder, 'given-'));
    const given = typeof file === 'string' ? file : path.join(folder, file.name);
    if (typeof file !== 'string') await writeFile(given, file.content);
    await answerOpen(desktop, given);
    await act();
    return;
  }
  const chooser = page.waitForEvent('filechooser');
  await act();
  const given =
    typeof file === 'string'
      ? file
      : { name: file.name, mimeType: 'application/octet-stream', buffer: Buffer.from(file.content) };
  await (await chooser).setFiles(given);
}
