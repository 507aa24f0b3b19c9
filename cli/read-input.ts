/** Files that were named on the command line, as a whole. */
import { codeOf } from '../shared/files/disk';
import { readWhole } from '../shared/files/read-whole';
import { disk } from './disk';

/** Rejects with a sentence; a pipe or a device, which might never end, is not begun. */
export async function readInput(file: string): Promise<Uint8Array> {
  try {
    return await readWhole(disk, file, file);
  } catch (error) {
    if (error instanceof Error && codeOf(error.cause) === 'ENOENT')
      throw new Error(`There is no file ${file}.`, { cause: error });
    throw error;
  }
}
