/** Files are compared by what they are, not by how they are called: links, case and relative paths lead to the same one. */
import { stat } from 'node:fs/promises';
import { WriteError } from '../node/files/write-whole';

async function sameFile(one: string, other: string): Promise<boolean> {
  try {
    const [a, b] = await Promise.all([stat(one, { bigint: true }), stat(other, { bigint: true })]);
    return a.dev === b.dev && a.ino === b.ino;
  } catch {
    // What is not there is no file yet.
    return false;
  }
}

/** Throws `WriteError` where writing `file` would replace what was read. */
export async function refuseInput(file: string, input: string): Promise<void> {
  if (await sameFile(file, input))
    throw new WriteError(
      `${file} is the file that was read, and would be lost. Choose another place for --out.`,
    );
}
