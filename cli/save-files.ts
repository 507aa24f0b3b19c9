/** What commands write: whole or not at all, and never over what they read. */
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { writeProblem } from '../node/files/file-problems';
import { refuseWaysOut } from '../node/files/refuse-ways-out';
import { removeLeftovers } from '../node/files/leftovers';
import { writeAllWhole, WriteError, writeWhole } from '../node/files/write-whole';
import { disk } from '../node/disk';
import { refuseInput } from './same-file';
import { messageOf } from '../shared/schema/message-of';

/** `input`: the file that was read. The folder must be there: a mistyped one is not made. Throws `WriteError`. */
export async function saveFile(file: string, bytes: Uint8Array, input: string): Promise<void> {
  await refuseInput(file, input);
  await writeWhole(disk, file, bytes, { called: file });
  await removeLeftovers(disk, path.dirname(file), Date.now());
}

/** Makes the folder, but not those that should lead to it. Where that fails, no new folder is left. Throws `WriteError`. */
export async function saveFolder(
  folder: string,
  files: readonly { readonly path: string; readonly bytes: Uint8Array }[],
  input: string,
): Promise<void> {
  await refuseWaysOut(
    disk,
    folder,
    files.map(({ path: name }) => name),
  ).catch((error: unknown) => {
    throw new WriteError(messageOf(error));
  });
  const leading = await stat(path.dirname(folder)).catch(() => null);
  if (leading === null) throw new WriteError(writeProblem(folder, 'ENOENT', false));
  const targets = files.map(({ path: name, bytes }) => ({ file: path.join(folder, name), bytes }));
  for (const { file } of targets) await refuseInput(file, input);
  await writeAllWhole(disk, targets, { makeFolders: true, called: folder });
  await removeLeftovers(disk, folder, Date.now());
}
