/** Files of an export. */
import { zipBytes } from '../format/zip-write';

export interface ExportedFile {
  /** Within the export, with `/`. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** One archive of them. */
export function zipFiles(files: readonly ExportedFile[]): Uint8Array<ArrayBuffer> {
  return zipBytes(files.map(({ path, bytes }) => ({ path, content: bytes })));
}
