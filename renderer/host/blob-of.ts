import type { FileSegment } from '../../shared/protocol/file-content';

/** What a file consists of, as one blob: nothing is read for it. Throws for parts of files of the desktop. */
export function blobOf(content: readonly FileSegment[]): Blob {
  return new Blob(content.map(partOf), { type: 'application/octet-stream' });
}

export function partOf(segment: FileSegment): BlobPart {
  if (segment instanceof Blob) return segment;
  // Of shared memory, which a blob does not take, this is a copy.
  if (segment instanceof Uint8Array) return new Uint8Array(segment);
  throw new Error('A part of a file of the desktop can’t be written by a browser.');
}
