import { DataError } from '../../../shared/data/data-error';
import { type FileContent, isRemote } from '../../../shared/protocol/file-content';

/**
 * All bytes of a file that the window knows by its content.
 * @param file the name that sentences call it by
 * @param largest bytes that are read at most
 * @param since a clause: since when the file may have changed
 *
 * Rejects with `DataError` where it is larger, or can't be read any more.
 */
export async function readContent(
  file: string,
  content: FileContent,
  largest: number,
  since: string,
): Promise<Uint8Array> {
  if (content.size > largest) {
    throw new DataError(
      `${file} is too large: it has ${content.size.toLocaleString('en-US')} bytes, and ${largest.toLocaleString('en-US')} is the limit.`,
    );
  }
  try {
    if (!isRemote(content)) return new Uint8Array(await content.arrayBuffer());
    return new Uint8Array(await (await fetch(content.url)).arrayBuffer());
  } catch {
    throw new DataError(`${file} can't be read: it was moved or changed since ${since}.`);
  }
}
