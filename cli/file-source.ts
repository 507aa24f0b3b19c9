/** A file that was named, read in parts: a model may be larger than memory, and most of it is not wanted. */
import type { ByteSource } from '../shared/format/byte-source';
import { ReadError, withFile } from '../node/read-file';

/** Rejects with `ReadError` where it is no file that can be read; a pipe or a device is not waited for. */
export async function fileSource(file: string): Promise<ByteSource> {
  const size = await withFile(file, (_handle, bytes) => Promise.resolve(bytes));
  return {
    size,
    read: (from, length) =>
      withFile(file, async (handle) => {
        const bytes = new Uint8Array(length);
        for (let done = 0; done < length;) {
          const { bytesRead } = await handle.read(bytes, done, length - done, from + done);
          if (bytesRead === 0)
            throw new ReadError(`${file} is shorter than it was: it was changed meanwhile.`);
          done += bytesRead;
        }
        return bytes;
      }),
  };
}
