/** Files, opened ones and those of the archive, as sources that are read in parts. */
import type { ByteSource } from '../../shared/format/byte-source';
import { type FileContent, isRemote } from '../../shared/protocol/file-content';

/** Reads reject with a sentence where the file was moved or changed meanwhile, or the bytes are not all there. */
export function contentSource(content: FileContent): ByteSource {
  const { size } = content;
  return {
    size,
    async read(from, length) {
      if (length === 0) return new Uint8Array();
      let problem: unknown = null;
      try {
        const bytes = isRemote(content)
          ? await fetchPart(content.url, from, length)
          : await content.slice(from, from + length).arrayBuffer();
        if (bytes.byteLength === length) return new Uint8Array(bytes);
      } catch (error) {
        problem = error;
      }
      throw new Error(
        'The file can’t be read any more: it was moved, deleted or changed since it was opened. Open it again.',
        { cause: problem },
      );
    },
  };
}

/** Asked of the app's own protocol, which answers with exactly these bytes. */
async function fetchPart(url: string, from: number, length: number): Promise<ArrayBuffer> {
  const response = await fetch(url, { headers: { range: `bytes=${from}-${from + length - 1}` } });
  if (response.status !== 206) throw new Error(await response.text());
  return response.arrayBuffer();
}
