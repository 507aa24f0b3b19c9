/** An archive that lives as long as a test. */
import { crc32 } from '../../../shared/format/crc32';
import { FormatError } from '../../../shared/format/format-error';
import { filesOf, type KeptRun } from '../../../shared/model/kept-run';
import { GONE, type RunArchive } from '../run-archive';

export function memoryArchive(): RunArchive & {
  readonly files: ReadonlyMap<string, Uint8Array<ArrayBuffer>>;
} {
  const rows = new Map<string, KeptRun>();
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  let next = 0;
  const discard: RunArchive['discard'] = (gone) => {
    for (const { file } of gone) files.delete(file);
    return Promise.resolve();
  };
  return {
    files,
    keys: (prefix) => Promise.resolve([...rows.keys()].filter((key) => key.startsWith(prefix))),
    get: (key) => Promise.resolve(rows.get(key) ?? null),
    put(run) {
      rows.set(run.key, structuredClone(run));
      return Promise.resolve();
    },
    drop(key) {
      rows.delete(key);
      return Promise.resolve();
    },
    async write(pieces) {
      const all: Uint8Array[] = [];
      for await (const piece of pieces) all.push(piece.slice());
      const bytes = new Uint8Array(Buffer.concat(all));
      const file = `file-${(next += 1)}`;
      files.set(file, bytes);
      return { file, size: bytes.length, crc: crc32(bytes) };
    },
    open({ file }) {
      const bytes = files.get(file);
      return bytes === undefined ? Promise.reject(new FormatError(GONE)) : Promise.resolve(new Blob([bytes]));
    },
    discard,
    sweep() {
      const named = new Set([...rows.values()].flatMap(filesOf).map(({ file }) => file));
      for (const file of files.keys()) if (!named.has(file)) files.delete(file);
      return Promise.resolve();
    },
  };
}
