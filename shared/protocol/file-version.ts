/**
 * By what a file is known again: its length and the SHA-256 of its content. Of an archive only the beginning and the end
 * are hashed: the end has the list of all its files with their checksums, and weights are many.
 */

/** In bytes. An archive of up to a thousand runs' parts has its list within the end. */
const BEGINNING = 64 * 1024;
const END = 512 * 1024;

interface Readable {
  readonly size: number;
  read(from: number, length: number): Promise<Uint8Array>;
}

export interface Stretch {
  readonly from: number;
  readonly length: number;
}

/** Which parts of it are hashed, in order. */
export async function stretchesOf(file: Readable): Promise<readonly Stretch[]> {
  const { size } = file;
  if (size <= BEGINNING + END) return [{ from: 0, length: size }];
  const [first, second] = await file.read(0, 2);
  const isZip = first === 0x50 && second === 0x4b;
  if (!isZip) return [{ from: 0, length: size }];
  return [
    { from: 0, length: BEGINNING },
    { from: size - END, length: END },
  ];
}

/** `digest`: SHA-256 of the stretches, one after the other. */
export function versionText(size: number, digest: Uint8Array): string {
  return `${size}-${Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}
