/** What a window that is gone left, and what the next one says of it. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { describeWork } from './describe-work';
import { serializeDocument } from '../../shared/format/document-format';
import { emptyDocument } from '../../shared/graph/document';
import type { Host } from '../../shared/protocol/host';
import { findTemplate } from '../../templates';
import { desktopHost } from '../../soak/desktop/host';
import { openWindow, type HeadlessWindow } from '../../soak/desktop/window';

const lenet = findTemplate('lenet5')!.document;
let folder = '';
let windows: HeadlessWindow[] = [];
beforeEach(async () => (folder = await mkdtemp(path.join(tmpdir(), 'convcanvas-recovery-'))));
afterEach(async () => {
  for (const window of windows) window.drop();
  windows = [];
  await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
});

/** Each start of the app is a main process of its own. */
function startApp(): Host {
  const file = path.join(folder, 'work', 'net.cnn.json');
  return desktopHost({
    userData: path.join(folder, 'own'),
    dialogs: {
      open: () => Promise.resolve(file),
      save: () => Promise.resolve(file),
      folder: () => Promise.resolve(null),
    },
  });
}

async function newWindow(name: string): Promise<HeadlessWindow & { readonly host: Host }> {
  const host = startApp();
  const window = await openWindow({ host, document: emptyDocument(), session: name });
  windows.push(window);
  return { ...window, host };
}

async function openedWindow() {
  await mkdir(path.join(folder, 'work'), { recursive: true });
  await writeFile(path.join(folder, 'work', 'net.cnn.json'), serializeDocument(lenet));
  const window = await newWindow('first');
  expect(await window.files.open()).toBe(true);
  return window;
}

/** Others have written its file since it was opened, and it has edits of its own: it does not save over theirs. */
async function windowBesideOthers() {
  const window = await openedWindow();
  window.documents.transact('Rename', [{ edit: 'renameNode', id: 'C1', name: 'Mine' }]);
  await writeFile(
    path.join(folder, 'work', 'net.cnn.json'),
    serializeDocument({ ...lenet, description: 'By others' }),
  );
  expect(await window.files.save()).toBe(false);
  return window;
}

/** The drafts that are there within two seconds, as after a crash then. */
const soon = (): Promise<unknown> => new Promise((resolve) => setTimeout(resolve, 2_000));

test('after a crash the edits of until two seconds ago are offered, by name, number and layers, and can be saved', async () => {
  const { documents } = await openedWindow();
  documents.transact('Rename', [{ edit: 'renameNode', id: 'C1', name: 'First' }]);
  documents.transact('Filters', [{ edit: 'setParams', id: 'C3', params: { filters: 20 } }]);
  documents.transact('Delete', [{ edit: 'removeNodes', ids: ['tanh6'] }]);
  await soon();
  const next = await newWindow('second');
  const [work, ...others] = next.files.work.recoverable;
  expect(others).toEqual([]);
  expect(work!.draft.name).toBe('net');
  expect(Date.now() - Date.parse(work!.savedAt)).toBeLessThan(4_000);
  expect(describeWork(work!)).toBe('3 unsaved edits: 1 layer removed, 2 changed');
  await next.files.work.recover(work!);
  expect(next.documents.document.nodes.map(({ name }) => name)).toContain('First');
  expect(next.documents.undoLabel).toBe('Delete');
  expect(next.files.edited).toBe(true);
  // It still knows its file, in another process.
  expect(await next.files.save()).toBe(true);
  expect(next.notices.filter(({ kind }) => kind === 'error')).toEqual([]);
  expect((await newWindow('third')).files.work.recoverable).toEqual([]);
});

test('discarded work can be taken back, and is gone when the next window starts', async () => {
  const { documents } = await openedWindow();
  documents.transact('Rename', [{ edit: 'renameNode', id: 'C1', name: 'First' }]);
  await soon();
  const { files, notices } = await newWindow('second');
  const [work] = files.work.recoverable;
  await files.work.discard(work!);
  expect(files.work.recoverable).toEqual([]);
  expect(notices.at(-1)?.message).toBe('net was discarded.');
  notices.at(-1)?.action?.run();
  await expect.poll(() => files.work.recoverable).toEqual([work]);
  const third = await newWindow('third');
  expect(third.files.work.recoverable).toHaveLength(1);
  await third.files.work.discard(third.files.work.recoverable[0]!);
  const { files: last, host } = await newWindow('fourth');
  expect(last.work.recoverable).toEqual([]);
  expect(await host.drafts.list('document/first/')).toEqual([]);
});

test('recovered work does not overwrite what others saved meanwhile', async () => {
  const { documents } = await openedWindow();
  documents.transact('Rename', [{ edit: 'renameNode', id: 'C1', name: 'First' }]);
  await soon();
  await writeFile(
    path.join(folder, 'work', 'net.cnn.json'),
    serializeDocument({ ...lenet, name: 'By others' }),
  );
  const { files } = await newWindow('second');
  await files.work.recover(files.work.recoverable[0]!);
  expect(await files.save()).toBe(false);
  expect(files.changed?.name).toBe('net.cnn.json');
  expect(await files.overwrite()).toBe(true);
  expect(files.changed).toBeNull();
  expect(await files.openPrevious()).toBe(true);
});

test('nothing is offered where nothing would be lost', async () => {
  const { documents, files } = await openedWindow();
  await soon();
  expect((await newWindow('second')).files.work.recoverable).toEqual([]);
  documents.transact('Rename', [{ edit: 'renameNode', id: 'C1', name: 'First' }]);
  expect(await files.save()).toBe(true);
  // At once: Save does not wait for the next draft.
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect((await newWindow('third')).files.work.recoverable).toEqual([]);
});

test('a draft that can’t be read keeps the others from nothing', async () => {
  const { documents, host } = await openedWindow();
  documents.transact('Rename', [{ edit: 'renameNode', id: 'C1', name: 'First' }]);
  await soon();
  await host.drafts.write('document/broken/one', new TextEncoder().encode('{"name": 5'));
  await host.drafts.write('run/broken/one/run1', new Uint8Array(10));
  expect((await newWindow('second')).files.work.recoverable).toHaveLength(1);
});

test('Reload shows what others have written, and keeps what was not saved here', async () => {
  const { documents, files, notices } = await windowBesideOthers();
  expect(files.changed).not.toBeNull();
  expect(await files.reload()).toBe(true);
  expect(documents.document.description).toBe('By others');
  expect(notices.at(-1)?.message).toBe('The unsaved changes to net were kept.');
  expect(await files.save()).toBe(true);
});

test('a notice that offers what was discarded since is out of date until that is taken back', async () => {
  const { files, notices } = await windowBesideOthers();
  expect(await files.reload()).toBe(true);
  const offer = notices.at(-1);
  expect(offer?.message).toBe('The unsaved changes to net were kept.');
  expect(offer?.isStale?.()).toBe(false);
  await expect
    .poll(async () => {
      await files.work.lookForWork();
      return files.work.recoverable.length;
    })
    .toBe(1);
  await files.work.discard(files.work.recoverable[0]!);
  expect(offer?.isStale?.()).toBe(true);
  notices.at(-1)?.action?.run();
  await expect.poll(() => offer?.isStale?.()).toBe(false);
});

test('a file that is dropped on a window that has only just begun is opened when it is ready', async () => {
  const bytes = new TextEncoder().encode(serializeDocument(lenet));
  const host: Host = {
    ...startApp(),
    onOpenFile: (listener) => {
      listener({ name: 'lenet.cnn.json', content: new Blob([bytes]), handle: null });
      return () => undefined;
    },
  };
  const window = await openWindow({ host, document: emptyDocument(), session: 'first' });
  windows.push(window);
  await expect.poll(() => window.files.name).toBe('lenet');
  expect(window.documents.document.nodes).toHaveLength(lenet.nodes.length);
});
