/** Files, opened ones and those of the archive, as sources that are read in parts. */
import type { ByteSource } from '../../shared/format/byte-source';
import { type FileContent, isRemote } from '../../shared/protocol/file-content';

/** Reads reject with a sentence where the file was moved or changed meanwhile. */
export function contentSource(content: FileContent): ByteSource {
  const { size } = content;
  if (isRemote(content)) return { size, read: (from, length) => fetchPart(content.url, from, length) };
  return {
    size,
    async read(from, length) {
      try {
        return new Uint8Array(await content.slice(from, from + length).arrayBuffer());
      } catch (error) {
        throw new Error(
          'The file can’t be read any more: it was moved, deleted or changed since it was opened.',
          {
            cause: error,
          },
        );
      }
    },
  };
}

/** Asked of the app's own protocol, which answers with exactly these bytes. */
async function fetchPart(url: string, from: number, length: number): Promise<Uint8Array> {
  if (length === 0) return new Uint8Array();
  const response = await fetch(url, { headers: { range: `bytes=${from}-${from + length - 1}` } });
  const bytes = response.status === 206 ? new Uint8Array(await response.arrayBuffer()) : null;
  if (bytes?.length === length) return bytes;
  throw new Error('The file can’t be read any more: it was moved, deleted or changed since it was opened.');
}
