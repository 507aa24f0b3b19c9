/** Reads a file that was named, if it is one: a pipe would wait for ever, a device never end. */
import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { codeOf } from './files/disk';
import { readProblem, whatIsNoFile } from './files/file-problems';

/** The message is a sentence that names the file. */
export class ReadError extends Error {
  override readonly name = 'ReadError';
}

function sentence(file: string, error: unknown): string {
  const code = codeOf(error);
  if (code === 'ENOENT' || code === 'ENOTDIR') return `There is no file ${file}.`;
  return readProblem(file.length > 1_000 ? `${file.slice(0, 100)}…` : file, code);
}

/** All of it, at most `largest` bytes. Rejects with `ReadError`. */
export function readFileUpTo(file: string, largest: number): Promise<Uint8Array> {
  return withFile(file, async (handle, size) => {
    if (size > largest) {
      throw new ReadError(
        `${file} is too large: it has ${size.toLocaleString('en-US')} bytes, and ${largest.toLocaleString('en-US')} is the limit.`,
      );
    }
    return new Uint8Array(await handle.readFile());
  });
}

/** Opens a regular file for a moment. Rejects with `ReadError`. */
export async function withFile<T>(
  file: string,
  use: (handle: FileHandle, size: number) => Promise<T>,
): Promise<T> {
  try {
    // Without waiting for who writes into a pipe. Windows has no such flag: there it counts as 0.
    const handle = await open(file, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const facts = await handle.stat();
      const other = whatIsNoFile(facts);
      if (other !== null) throw new ReadError(readProblem(file, other));
      return await use(handle, facts.size);
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw error instanceof ReadError ? error : new ReadError(sentence(file, error));
  }
}
