import type { Disk, FileOnDisk } from '../disk';

export const operations = [
  'mkdir',
  'realpath',
  'stat',
  'open',
  'chmod',
  'write',
  'sync',
  'close',
  'rename',
  'open folder',
  'sync folder',
] as const;
export type Operation = (typeof operations)[number];

export interface FailingDisk extends Disk {
  /** How often it failed: a test in which it never did shows nothing. */
  readonly failures: () => number;
}

/** A disk that fails with `code` whenever it comes to one operation. A write that fails has written half. */
export function failingDisk(
  disk: Disk,
  at: Operation,
  code: string,
  times: number = Number.POSITIVE_INFINITY,
): FailingDisk {
  let failed = 0;
  const meet = (operation: Operation): void => {
    if (operation !== at || failed >= times) return;
    failed += 1;
    throw Object.assign(new Error(`${code}: injected at ${at}`), { code });
  };
  const failing =
    <Given extends unknown[], Result>(
      operation: Operation,
      work: (...given: Given) => Promise<Result>,
    ): ((...given: Given) => Promise<Result>) =>
    async (...given) => {
      meet(operation);
      return work(...given);
    };
  const fileFrom = (file: FileOnDisk, isFolder: boolean): FileOnDisk => ({
    chmod: failing('chmod', (mode) => file.chmod(mode)),
    chown: (user, group) => file.chown(user, group),
    sync: failing(isFolder ? 'sync folder' : 'sync', () => file.sync()),
    async writeFile(bytes) {
      if (at === 'write' && failed < times) await file.writeFile(bytes.subarray(0, bytes.length / 2));
      meet('write');
      await file.writeFile(bytes);
    },
    async close() {
      await file.close();
      if (!isFolder) meet('close');
    },
  });
  return {
    ...disk,
    pause: () => Promise.resolve(),
    mkdir: failing('mkdir', disk.mkdir),
    realpath: failing('realpath', disk.realpath),
    stat: failing('stat', disk.stat),
    rename: failing('rename', disk.rename),
    async open(path, flags) {
      const isFolder = flags === 'r';
      meet(isFolder ? 'open folder' : 'open');
      return fileFrom(await disk.open(path, flags), isFolder);
    },
    failures: () => failed,
  };
}
