import { randomBytes } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';

/** A file that can't be written. The message is a sentence. */
export class WriteError extends Error {
  override readonly name = 'WriteError';
}

/** Writes a file whole or not at all: temporary file beside it, flush, rename. Throws `WriteError`. */
export async function writeWhole(target: string, bytes: Uint8Array): Promise<void> {
  const temporary = `${target}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    await mkdir(path.dirname(path.resolve(target)), { recursive: true });
    const file = await open(temporary, 'wx');
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    const why = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
    throw new WriteError(
      `${target} could not be written${why}. Check that the folder exists, that you may write there, and that there is room.`,
    );
  }
}
