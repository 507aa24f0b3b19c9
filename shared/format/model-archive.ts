/** A model file as named files, whatever its version: what migrations work on. */
import type * as z from 'zod/mini';
import type { ByteSource } from './byte-source';
import { bytesSource } from './byte-source';
import { FormatError } from './format-error';
import { parseHarmlessJson } from './harmless-json';
import { LONGEST_JSON } from '../schema/limits';
import { parseAs } from './parse-as';
import { fromUtf8 } from './utf8';
import type { ZipArchive, ZipEntry } from './zip-read';

/** A file of the archive under the name that this version gives it, or one that a migration has made. */
export type ArchivedFile = { readonly entry: ZipEntry } | { readonly bytes: Uint8Array };

export class ModelArchive {
  constructor(
    private readonly zip: ZipArchive,
    readonly files: ReadonlyMap<string, ArchivedFile>,
  ) {}

  with(files: ReadonlyMap<string, ArchivedFile>): ModelArchive {
    return new ModelArchive(this.zip, files);
  }

  has(path: string): boolean {
    return this.files.has(path);
  }

  /** Why it can't be had: it stands there twice, lies behind where the file was cut off, or is missing. */
  lost(path: string): string {
    if (this.zip.twice.has(path)) return `“${path}” stands in it twice`;
    return this.zip.cutOff ? `“${path}” is cut off` : `“${path}” is missing in it`;
  }

  private file(path: string): ArchivedFile {
    const found = this.files.get(path);
    if (found === undefined) throw new FormatError(`The model file is not whole: ${this.lost(path)}.`);
    return found;
  }

  /** Checked. Throws `FormatError`. */
  async bytes(path: string, largest = LONGEST_JSON): Promise<Uint8Array> {
    const file = this.file(path);
    return 'bytes' in file ? file.bytes : this.zip.read(file.entry, largest);
  }

  async text(path: string): Promise<string> {
    return fromUtf8(await this.bytes(path));
  }

  async raw(path: string): Promise<unknown> {
    return parseHarmlessJson(await this.text(path), `“${path}” in the model file`);
  }

  /** Throws `FormatError`. */
  async json<T>(path: string, schema: z.ZodMiniType<T>): Promise<T> {
    return parseAs(schema, await this.raw(path), `“${path}” in the model file`);
  }

  /** To be read in parts, unchecked; `crc` and `size` as the archive says. Throws `FormatError`. */
  async stored(
    path: string,
  ): Promise<{ readonly source: ByteSource; readonly from: number | null; readonly crc: number | null }> {
    const file = this.file(path);
    if ('bytes' in file) return { source: bytesSource(file.bytes), from: null, crc: null };
    const { from, source } = await this.zip.stored(file.entry);
    return { source, from, crc: file.entry.crc };
  }

  /** CRC-32 of a file's content; null where it is not there. */
  checksum(path: string): number | null {
    const file = this.files.get(path);
    return file !== undefined && 'entry' in file ? file.entry.crc : null;
  }
}
