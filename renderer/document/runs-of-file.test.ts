/** Runs that lie in a file which the browser may not read again without being allowed to. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { folderHost, type Machine, machineIn } from '../../soak/desktop/folder-host';
import { sampleFile, sampleRun } from '../../soak/desktop/sample-model';
import { type HeadlessWindow, openWindow } from '../../soak/desktop/window';
import { findTemplate } from '../../templates';

const lenet = findTemplate('lenet5')!.document;
let machine: Machine;
let windows: HeadlessWindow[] = [];
beforeEach(async () => (machine = machineIn(await mkdtemp(path.join(tmpdir(), 'convcanvas-file-runs-')))));
afterEach(async () => {
  for (const window of windows) window.drop();
  windows = [];
  await rm(machine.folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
});

async function reloadedWindow() {
  const run = sampleRun(lenet, 1, { state: 'finished', name: 'Run 1' });
  await writeFile(path.join(machine.folder, 'net.cnn'), sampleFile(lenet, [run]));
  const { archive } = machine;
  const allowed = { yes: false };
  const plain = folderHost(machine, () => 'net.cnn');
  const before = await openWindow({ host: plain, document: lenet, session: 'own', archive });
  windows.push(before);
  expect(await before.files.open()).toBe(true);
  before.runs.kept[0]!.rename('The good one');
  await before.files.work.writeNow();
  const host = {
    ...plain,
    openRecent: (handle: string) =>
      allowed.yes ? plain.openRecent(handle) : Promise.reject(new Error('It must be allowed first.')),
  };
  const restore = before.held();
  before.drop();
  const window = await openWindow({ host, document: lenet, session: 'own', restore, archive });
  windows.push(window);
  return { ...window, allowed };
}

test('are asked for, come with their names, and are no edit', async () => {
  const { files, runs, notices, allowed } = await reloadedWindow();
  const asked = notices.at(-1);
  expect(asked?.message).toBe('The runs in net.cnn could not be read yet: It must be allowed first.');
  expect([runs.kept.length, files.kind, files.fileRuns.length]).toEqual([0, 'model', 1]);
  // Asked again, and refused again.
  asked?.action?.run();
  await expect.poll(() => notices.at(-1)?.message).toBe('It must be allowed first.');
  allowed.yes = true;
  asked?.action?.run();
  await expect.poll(() => runs.kept.map(({ name }) => name)).toEqual(['The good one']);
  expect(files.fileRuns).toHaveLength(1);
});

test('keep Save from writing the file without them', async () => {
  const { files, runs, documents, notices, allowed } = await reloadedWindow();
  documents.transact('Rename', [{ edit: 'renameNode', id: 'C1', name: 'First' }]);
  expect(await files.save()).toBe(false);
  expect(notices.at(-1)).toMatchObject({ kind: 'error', message: 'It must be allowed first.' });
  allowed.yes = true;
  expect(await files.save()).toBe(true);
  expect(runs.kept).toHaveLength(1);
  expect(notices.at(-1)?.message).toBe('Saved as net.cnn, with its run.');
});
