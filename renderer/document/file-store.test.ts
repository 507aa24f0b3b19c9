/** Open and Save: what becomes of the window's document, and of what it had before. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { safetensors } from '../../shared/exchange/models/safetensors';
import { serializeDocument } from '../../shared/format/document-format';
import { readTrained } from '../../shared/format/model-read';
import { openBytes } from '../../shared/format/open';
import { modelName } from '../../shared/model/trained-model';
import { filledModel } from '../../shared/model/testing/filled-model';
import type { Host } from '../../shared/protocol/host';
import { folderHost, type Machine, machineIn } from '../../soak/desktop/folder-host';
import { adoptSample, sampleFile, sampleRun } from '../../soak/desktop/sample-model';
import { type HeadlessWindow, openWindow } from '../../soak/desktop/window';
import { findTemplate } from '../../templates';

const lenet = findTemplate('lenet5')!.document;
const alexnet = findTemplate('alexnet')!.document;
let machine: Machine;
let windows: HeadlessWindow[] = [];
beforeEach(async () => (machine = machineIn(await mkdtemp(path.join(tmpdir(), 'convcanvas-files-')))));
afterEach(async () => {
  for (const window of windows) window.drop();
  windows = [];
  await rm(machine.folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
});

const place = (name: string): string => path.join(machine.folder, name);
const rename = [{ edit: 'renameNode', id: 'C1', name: 'First' }] as const;

/** `pick` is what every dialog answers. */
async function newWindow(pick: string, change: (host: Host) => Host = (host) => host) {
  const choice = { name: pick };
  const host = change(folderHost(machine, () => choice.name));
  const { archive } = machine;
  const window = await openWindow({ host, document: lenet, session: `window ${windows.length}`, archive });
  windows.push(window);
  return { ...window, choice };
}

describe('Open', () => {
  test('puts the file in the document’s place, and it is not edited', async () => {
    await writeFile(place('net.cnn.json'), serializeDocument(alexnet));
    const { files, documents } = await newWindow('net.cnn.json');
    expect(await files.open()).toBe(true);
    expect(documents.document.nodes).toEqual(alexnet.nodes);
    expect([files.name, files.kind, files.edited, files.edits]).toEqual(['net', 'document', false, 0]);
    const [first] = alexnet.nodes;
    documents.transact('Rename', [{ edit: 'renameNode', id: first!.id, name: 'First' }]);
    expect([files.edited, files.edits, files.savedVersion?.nodes]).toEqual([true, 1, alexnet.nodes]);
  });

  test('of a broken file changes nothing, and says which it was', async () => {
    await writeFile(place('broken.cnn.json'), '{"format": 5');
    const { files, documents, notices } = await newWindow('broken.cnn.json');
    documents.transact('Rename', rename);
    const before = documents.document;
    expect(await files.open()).toBe(false);
    expect(await files.read()).toBeNull();
    expect(documents.document).toBe(before);
    expect(files.edited).toBe(true);
    expect(notices.map(({ kind }) => kind)).toEqual(['error', 'error']);
    expect(notices[0]?.message).toContain('broken.cnn.json');
  });

  test('of another format gives its drawing and its weights, and Save asks where, as a model of our own', async () => {
    const { facts, weights } = filledModel(lenet, 0.5);
    const { files: written } = await safetensors.write({ ...facts, weights });
    await writeFile(place('net.safetensors'), written[0]!.bytes);
    const { files, documents, runs, choice } = await newWindow('net.safetensors');
    expect(await files.open()).toBe(true);
    expect(documents.document.nodes).toEqual(lenet.nodes);
    expect(runs.kept.map(({ name }) => name)).toEqual([modelName(facts)]);
    expect([files.kind, files.saveName]).toEqual(['model', 'net.cnn']);
    choice.name = 'net.cnn';
    expect(await files.save()).toBe(true);
    const opened = await openBytes('net.cnn', await readFile(place('net.cnn')));
    if (opened.kind !== 'model') throw new Error('It is no model.');
    expect((await readTrained(opened.model.runs[0]!, 'last')).weights).toEqual(weights);
    // The file that was opened is as it was.
    expect(Buffer.compare(await readFile(place('net.safetensors')), written[0]!.bytes)).toBe(0);
  });

  test('keeps what was not saved before, and can go back to it', async () => {
    await writeFile(place('net.cnn.json'), serializeDocument(alexnet));
    const { files, documents, notices } = await newWindow('net.cnn.json');
    documents.transact('Rename', rename);
    expect(await files.open()).toBe(true);
    const kept = notices.at(-1);
    expect(kept?.message).toBe('The unsaved changes to LeNet-5 were kept.');
    kept?.action?.run();
    await expect.poll(() => documents.document.nodes.find(({ id }) => id === 'C1')?.name).toBe('First');
  });

  test('of a file that is gone is told at its place in the list', async () => {
    const row = { name: 'gone.cnn.json', handle: 'gone.cnn.json', openedAt: '2026-01-01T00:00:00Z' };
    const { files, notices } = await newWindow('x', (host) => ({
      ...host,
      recent: () => Promise.resolve([row]),
      openRecent: () => Promise.reject(new Error('gone.cnn.json is no longer there.')),
    }));
    expect(files.recent.list).toEqual([row]);
    expect(await files.openRecent(row.handle)).toBe(false);
    expect(files.recent.problems.get(row.handle)).toBe('gone.cnn.json is no longer there.');
    expect(notices.at(-1)).toMatchObject({ kind: 'error', message: 'gone.cnn.json is no longer there.' });
  });
});

describe('Save', () => {
  test('asks once where, and then writes there', async () => {
    const { files, documents, choice } = await newWindow('mine.cnn.json');
    documents.transact('Rename', rename);
    expect(await files.save()).toBe(true);
    choice.name = 'elsewhere.cnn.json';
    documents.transact('Rename', [{ edit: 'setInfo', name: 'Another' }]);
    expect(files.edited).toBe(true);
    expect(await files.save()).toBe(true);
    expect(JSON.parse(await readFile(place('mine.cnn.json'), 'utf8'))).toMatchObject({ name: 'Another' });
    expect(files.edited).toBe(false);
    // What it held before.
    expect(await files.openPrevious()).toBe(true);
    expect(files.name).not.toBe('mine');
    expect(documents.document.name).toBe(lenet.name);
  });

  test('with a run becomes a model, in a file of its own', async () => {
    const { files, documents, runs, archive, choice } = await newWindow('net.cnn.json');
    expect(await files.save()).toBe(true);
    await adoptSample({ runs, archive }, documents.document, sampleRun(lenet, 1, { state: 'finished' }));
    expect([files.kind, files.edited, files.saveName]).toEqual(['model', true, 'net.cnn']);
    choice.name = 'net.cnn';
    expect(await files.save()).toBe(true);
    const again = await newWindow('net.cnn');
    expect(await again.files.open()).toBe(true);
    expect(again.runs.kept).toHaveLength(1);
    expect([again.files.kind, again.files.edited]).toEqual(['model', false]);
  });

  test('that fails leaves the work unsaved, and says why', async () => {
    const { files, documents, notices } = await newWindow('mine.cnn.json', (host) => ({
      ...host,
      save: () => Promise.reject(new Error('The disk is full.')),
    }));
    documents.transact('Rename', rename);
    expect(await files.save()).toBe(false);
    expect([files.edited, files.saving, files.file]).toEqual([true, false, null]);
    expect(notices.at(-1)).toMatchObject({ kind: 'error', message: 'The disk is full.' });
  });

  test('that is cancelled is none', async () => {
    const { files, notices } = await newWindow('x', (host) => ({
      ...host,
      save: () => Promise.resolve(null),
    }));
    expect(await files.saveAs()).toBe(false);
    expect([files.saving, files.file, notices]).toEqual([false, null, []]);
  });

  test('asks before it overwrites what others have written', async () => {
    const { files, documents } = await newWindow('mine.cnn.json');
    expect(await files.save()).toBe(true);
    await writeFile(place('mine.cnn.json'), serializeDocument(alexnet));
    documents.transact('Rename', rename);
    expect(await files.save()).toBe(false);
    expect(files.changed?.name).toBe('mine.cnn.json');
    files.leaveChanged();
    expect([files.changed, files.edited]).toEqual([null, true]);
    expect(await files.save()).toBe(false);
    expect(await files.overwrite()).toBe(true);
    expect([files.changed, files.edited]).toEqual([null, false]);
  });
});

test('a model of which a part is lost opens without a file, so that Save does not overwrite it', async () => {
  const bytes = sampleFile(lenet, [sampleRun(lenet, 1), sampleRun(lenet, 2, { id: 'second' })]);
  // A bit of the last weights: their checksum no longer fits.
  const broken = bytes.slice();
  const at = Buffer.from(broken.buffer).lastIndexOf('runs/second/document.json');
  const first = Buffer.from(broken.buffer).indexOf('runs/second/document.json');
  expect(at).toBeGreaterThan(first);
  broken[first + 60] = (broken[first + 60] ?? 0) ^ 0xff;
  await writeFile(place('part.cnn'), broken);
  const { files, runs, notices } = await newWindow('part.cnn');
  expect(await files.open()).toBe(true);
  expect(runs.kept).toHaveLength(1);
  expect(files.file).toBeNull();
  expect(notices.at(-1)?.message).toMatch(
    /part\.cnn: .*Save will ask where, so that this file stays as it is\./,
  );
});
