/** Wherever the app writes, and whatever the disk answers: a sentence, the document open and unsaved, the old file whole. */
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isDeep } from '../../build/lib/depth';
import type { Disk } from '../../node/files/disk';
import { failingDisk, operations, type FailingDisk } from '../../node/files/testing/failing-disk';
import { machine } from '../../node/files/testing/machine';
import { parseDocument, serializeDocument } from '../../shared/format/document-format';
import { decodeDraft } from '../../renderer/document/drafts';
import { findTemplate } from '../../templates';
import { keras } from '../../shared/exchange/drawings/keras';
import { desktopHost } from './host';
import { sampleFile, sampleRun } from './sample-model';
import { openWindow, type HeadlessWindow } from './window';

const lenet = findTemplate('lenet5')!.document;

let folder = '';
beforeEach(async () => (folder = await mkdtemp(path.join(tmpdir(), 'convcanvas-survival-'))));
let windows: HeadlessWindow[] = [];
afterEach(async () => {
  // Else their drafts would come after the folder has gone, and make it anew.
  for (const window of windows) window.drop();
  windows = [];
  await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
});

/** A window on a document of `work/`, on a disk that can be exchanged, with one edit that is not saved. */
async function atWork(kind: 'document' | 'model') {
  const work = path.join(folder, 'work');
  await mkdir(work, { recursive: true });
  const file = path.join(work, kind === 'model' ? 'net.cnn' : 'net.cnn.json');
  // A finished one: one that was cut off would be gone on with, and not be saved.
  const model = sampleFile(lenet, [sampleRun(lenet, 1, { state: 'finished' })]);
  await writeFile(file, kind === 'model' ? model : serializeDocument(lenet));
  let disk: Disk = machine;
  const exchanged: Disk = {
    open: (...given) => disk.open(...given),
    stat: (...given) => disk.stat(...given),
    lstat: (...given) => disk.lstat(...given),
    realpath: (...given) => disk.realpath(...given),
    readFile: (...given) => disk.readFile(...given),
    rename: (...given) => disk.rename(...given),
    rm: (...given) => disk.rm(...given),
    mkdir: (...given) => disk.mkdir(...given),
    rmdir: (...given) => disk.rmdir(...given),
    readdir: (...given) => disk.readdir(...given),
    path: machine.path,
    pause: () => Promise.resolve(),
  };
  const answers = { save: path.join(work, 'export.py'), folder: path.join(work, 'exported') };
  const host = desktopHost({
    userData: path.join(folder, 'own'),
    dialogs: {
      open: () => Promise.resolve(file),
      save: () => Promise.resolve(answers.save),
      folder: () => Promise.resolve(answers.folder),
    },
    disk: exchanged,
  });
  const window = await openWindow({ host, document: lenet, session: 'window' });
  windows.push(window);
  expect(await window.files.open()).toBe(true);
  window.documents.transact('Rename', [{ edit: 'renameNode', id: 'C1', name: 'Edited' }]);
  expect(window.files.edited).toBe(true);
  const fail = (failing: FailingDisk): FailingDisk => {
    disk = failing;
    return failing;
  };
  return { work, file, host, window, answers, fail, mend: () => void (disk = machine) };
}

const lastError = ({ notices }: HeadlessWindow): string =>
  notices.filter(({ kind }) => kind === 'error').at(-1)?.message ?? 'nothing was said';
const sentence = (name: string, code: string): RegExp =>
  new RegExp(`^${name.replaceAll('.', '\\.')} could not be written.*: .+ \\(${code}\\)\\. [A-Z].+\\.$`);

/** Disk full, permission denied, vanished: at each operation of a write at which that can happen. */
const inFile = operations.filter(
  (operation) => !['mkdir', 'stat', 'open folder', 'sync folder'].includes(operation),
);
const codes = ['ENOSPC', 'EACCES', 'ENOENT', 'EIO'] as const;
/** `npm test` lets each operation fail in one of these ways, and the next in the next. */
const cases = inFile.flatMap((operation, i) =>
  codes.filter((_, j) => isDeep || j === i % codes.length).map((code) => [operation, code] as const),
);

describe.each(['document', 'model'] as const)('saving a %s', (kind) => {
  test.each(cases)('that fails at %s with %s', async (operation, code) => {
    const { file, work, window, fail, mend } = await atWork(kind);
    const before = await readFile(file);
    const disk = fail(failingDisk(machine, operation, code));
    expect(await window.files.save()).toBe(false);
    expect(disk.failures()).toBeGreaterThan(0);
    expect(lastError(window)).toMatch(sentence(path.basename(file), code));
    expect(window.files.edited).toBe(true);
    expect(window.documents.node('C1')?.name).toBe('Edited');
    expect(await readFile(file)).toEqual(before);
    expect(await readdir(work)).toEqual([path.basename(file)]);
    mend();
    expect(await window.files.save()).toBe(true);
    expect(window.files.edited).toBe(false);
    expect(await readFile(file)).not.toEqual(before);
  });
});

// What is new has no file to be resolved or to take rights from.
const newFile = cases.filter(([operation]) => !['realpath', 'chmod'].includes(operation));

describe('exporting', () => {
  test.each(newFile)('a file that fails at %s with %s', async (operation, code) => {
    const { work, window, fail, mend } = await atWork('document');
    fail(failingDisk(machine, operation, code));
    expect(await window.exports.exportFormat(keras)).toBe(false);
    expect(lastError(window)).toMatch(sentence('export.py', code));
    expect(window.files.edited).toBe(true);
    expect(await readdir(work)).toEqual(['net.cnn.json']);
    mend();
    expect(await window.exports.exportFormat(keras)).toBe(true);
  });

  test.each(newFile)('a folder that fails at %s with %s', async (operation, code) => {
    const { answers, host, fail } = await atWork('document');
    await mkdir(answers.folder);
    await writeFile(path.join(answers.folder, 'b.bin'), 'old');
    fail(failingDisk(machine, operation, code));
    const files = ['a.json', 'b.bin'].map((name) => ({
      path: name,
      bytes: new TextEncoder().encode(`new ${name}`),
    }));
    await expect(host.saveFolder(files)).rejects.toThrow(/^a\.json could not be written/);
    expect(await readdir(answers.folder)).toEqual(['b.bin']);
    expect(await readFile(path.join(answers.folder, 'b.bin'), 'utf8')).toBe('old');
  });
});

describe('work in progress', () => {
  test.each([
    ['open', 'EACCES'],
    ['write', 'ENOSPC'],
    ['sync', 'EIO'],
    ['rename', 'ENOENT'],
  ] as const)(
    'that can’t be kept at %s with %s is said once, and kept when it can be',
    async (operation, code) => {
      const { window, host, fail, mend } = await atWork('document');
      const kept = async (): Promise<string> => {
        const [row] = await host.drafts.list('document/');
        const draft = decodeDraft((await host.drafts.read(row!.key))!);
        return parseDocument(draft!.document).nodes.find(({ id }) => id === 'C1')!.name;
      };
      await expect.poll(kept, { timeout: 5_000 }).toBe('Edited');
      fail(failingDisk(machine, operation, code));
      window.documents.transact('Rename', [{ edit: 'renameNode', id: 'C1', name: 'Again' }]);
      await expect
        .poll(() => window.files.work.problem, { timeout: 5_000 })
        .toMatch(/^The work in progress could not be written, and is as it was: .*\. [A-Z].+\.$/);
      expect(window.notices.filter(({ kind }) => kind === 'error')).toHaveLength(1);
      mend();
      expect(await kept()).toBe('Edited');
      window.documents.transact('Rename', [{ edit: 'renameNode', id: 'C1', name: 'At last' }]);
      await expect.poll(kept, { timeout: 5_000 }).toBe('At last');
      await expect.poll(() => window.files.work.problem, { timeout: 5_000 }).toBeNull();
    },
  );

  test('and the user’s blocks are written in the same way', async () => {
    const { host, fail } = await atWork('document');
    await host.blocks.write('a', Uint8Array.of(1));
    fail(failingDisk(machine, 'write', 'ENOSPC'));
    await expect(host.blocks.write('a', Uint8Array.of(2))).rejects.toThrow(
      /no room left on the disk \(ENOSPC\)/,
    );
    expect([...((await host.blocks.read('a')) ?? [])]).toEqual([1]);
  });

  test('a list of late files that can’t be written keeps nothing from being opened or saved', async () => {
    const { window, fail } = await atWork('document');
    const failing = failingDisk(machine, 'write', 'ENOSPC');
    // Only the app's own folder is full.
    fail({
      ...failing,
      open: (file, flags) =>
        (file.startsWith(path.join(folder, 'own')) ? failing : machine).open(file, flags),
    });
    expect(await window.files.save()).toBe(true);
    expect(await window.files.open()).toBe(true);
  });
});

describe('on a real disk', () => {
  test('whose folder was removed meanwhile', async () => {
    const { work, window } = await atWork('document');
    await rename(work, `${work}-elsewhere`);
    expect(await window.files.save()).toBe(false);
    expect(lastError(window)).toMatch(sentence('net.cnn.json', 'ENOENT'));
    expect(window.files.edited).toBe(true);
    // Bringing it back is enough.
    await rename(`${work}-elsewhere`, work);
    expect(await window.files.save()).toBe(true);
  });

  const mount = (...args: readonly string[]): boolean => {
    try {
      execFileSync('mount', [...args], { stdio: 'ignore' });
      return true;
    } catch {
      return false;
    }
  };

  test('that is full, and then read-only', async (context) => {
    const work = path.join(folder, 'work');
    await mkdir(work);
    if (!mount('-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', work)) {
      context.skip('A disk can only be mounted by root.');
      return;
    }
    try {
      const { file, window } = await atWork('document');
      const before = await readFile(file);
      const ballast = path.join(work, 'ballast');
      // As much of it as there is room for.
      await expect(writeFile(ballast, new Uint8Array(64 * 1024))).rejects.toThrow(/ENOSPC/);
      expect(await window.files.save()).toBe(false);
      expect(lastError(window)).toMatch(sentence('net.cnn.json', 'ENOSPC'));
      expect(await readFile(file)).toEqual(before);
      expect((await readdir(work)).sort()).toEqual(['ballast', 'net.cnn.json']);
      await rm(ballast);
      expect(mount('-o', 'remount,ro', work)).toBe(true);
      expect(await window.files.save()).toBe(false);
      expect(lastError(window)).toMatch(sentence('net.cnn.json', 'EROFS'));
      expect(window.files.edited).toBe(true);
      expect(mount('-o', 'remount,rw', work)).toBe(true);
      expect(await window.files.save()).toBe(true);
    } finally {
      execFileSync('umount', [work]);
    }
  });
});
