/** Runs in progress in a folder: a file for each large part, and one for each row, which is put there whole. */
import { createHash, randomUUID } from 'node:crypto';
import { openAsBlob } from 'node:fs';
import { mkdir, open, readdir, readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { GONE, type RunArchive } from '../../renderer/archive/run-archive';
import { machine } from '../../node/files/testing/machine';
import { writeWhole } from '../../node/files/write-whole';
import { crc32 } from '../../shared/format/crc32';
import { FormatError } from '../../shared/format/format-error';
import { filesOf, type KeptRun } from '../../shared/model/kept-run';

export function folderArchive(folder: string): RunArchive {
  const rows = path.join(folder, 'rows');
  const files = path.join(folder, 'files');
  const rowOf = (key: string): string => path.join(rows, createHash('sha256').update(key).digest('hex'));
  const fileOf = (name: string): string => path.join(files, name);
  const row = async (file: string): Promise<KeptRun | null> => {
    const bytes = await readFile(file).catch(() => null);
    return bytes && (deserialize(bytes) as KeptRun);
  };
  const all = async (): Promise<readonly KeptRun[]> => {
    const names = await readdir(rows).catch(() => []);
    const whole = names.filter((name) => /^[0-9a-f]{64}$/.test(name));
    const found = await Promise.all(whole.map((name) => row(path.join(rows, name))));
    return found.filter((run) => run !== null);
  };
  const discard: RunArchive['discard'] = async (gone) => {
    for (const { file } of gone) await rm(fileOf(file), { force: true });
  };
  return {
    keys: async (prefix) => (await all()).map(({ key }) => key).filter((key) => key.startsWith(prefix)),
    get: (key) => row(rowOf(key)),
    put: (run) => writeWhole(machine, rowOf(run.key), serialize(run), { makeFolders: true }),
    drop: (key) => rm(rowOf(key), { force: true }),
    async write(pieces) {
      await mkdir(files, { recursive: true });
      const file = randomUUID();
      const handle = await open(fileOf(file), 'wx');
      try {
        let size = 0;
        let crc = 0;
        for await (const piece of pieces) {
          await handle.writeFile(piece);
          size += piece.length;
          crc = crc32(piece, crc);
        }
        await handle.sync();
        return { file, size, crc };
      } finally {
        await handle.close();
      }
    },
    async open({ file, size }) {
      const found = await openAsBlob(fileOf(file)).catch(() => null);
      if (found?.size !== size) throw new FormatError(GONE);
      return found;
    },
    discard,
    async sweep() {
      const named = new Set((await all()).flatMap(filesOf).map(({ file }) => file));
      const young = Date.now() - 60 * 60 * 1000;
      for (const file of await readdir(files).catch(() => [])) {
        if (!named.has(file) && (await stat(fileOf(file))).mtimeMs < young) await rm(fileOf(file));
      }
    },
  };
}
