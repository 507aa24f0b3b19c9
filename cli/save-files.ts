import * as fs from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { writeAllWhole } from '../shared/files/write-whole';

const disk = { ...fs, path, pause };

/** Whole or not at all, folders included. Throws a sentence. */
export function saveFile(file: string, bytes: Uint8Array): Promise<void> {
  return saveFiles([{ file, bytes }]);
}

export function saveFiles(
  files: readonly { readonly file: string; readonly bytes: Uint8Array }[],
): Promise<void> {
  return writeAllWhole(disk, files, { makeFolders: true });
}
