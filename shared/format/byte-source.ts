/** Bytes that can be read in parts: a file, a blob, an array. Archives are opened on one without being read whole. */
export interface ByteSource {
  /** In bytes. */
  readonly size: number;
  /** Exactly so many bytes; rejects with a sentence where they can't be had (the file was moved, or is shorter by now). */
  read(from: number, length: number): Promise<Uint8Array>;
}

export function bytesSource(bytes: Uint8Array): ByteSource {
  return {
    size: bytes.length,
    read: (from, length) => Promise.resolve(bytes.subarray(from, from + length)),
  };
}

/** A part of a source. */
export function sliceOf(source: ByteSource, from: number, length: number): ByteSource {
  return { size: length, read: (at, count) => source.read(from + at, count) };
}

/** The whole of a source in pieces of at most `piece` bytes. */
export async function* piecesOf(source: ByteSource, piece = 4 * 1024 ** 2): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < source.size; at += piece) {
    yield await source.read(at, Math.min(piece, source.size - at));
  }
}
