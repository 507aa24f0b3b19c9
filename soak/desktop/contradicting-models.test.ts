/** What a window does with a model that contradicts its network: the drawing is there, and the file stays as it is. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { encodeDraft } from '../../renderer/document/drafts';
import { serializeDocument } from '../../shared/format/document-format';
import { emptyDocument } from '../../shared/graph/document';
import { findTemplate } from '../../templates';
import { desktopHost } from './host';
import { sampleFile, sampleRun } from './sample-model';
import { openWindow } from './window';

const lenet = findTemplate('lenet5')!.document;
const spoilt = sampleFile(lenet, [sampleRun(lenet, 1, { weights: new Map() })]);
const WHY =
  "The weights don't belong to this network: “C1/kernel” is missing (and 9 more). Train the network again.";

let folder = '';
beforeEach(async () => (folder = await mkdtemp(path.join(tmpdir(), 'convcanvas-models-'))));
afterEach(() => rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 }));

test('its drawing opens without a file, so that Save asks where to', async () => {
  const file = path.join(folder, 'net.cnn');
  const elsewhere = path.join(folder, 'elsewhere.cnn.json');
  await writeFile(file, spoilt);
  const host = desktopHost({
    userData: path.join(folder, 'own'),
    dialogs: {
      open: () => Promise.resolve(file),
      save: () => Promise.resolve(elsewhere),
      folder: () => Promise.resolve(folder),
    },
  });
  const window = await openWindow({ host, document: emptyDocument(), session: 'window' });
  try {
    expect(await window.files.open()).toBe(true);
    expect(window.notices).toContainEqual({
      kind: 'error',
      message: `net.cnn: The run “run1” is left aside: ${WHY} Save will ask where, so that this file stays as it is.`,
    });
    expect(window.documents.document.nodes).toEqual(lenet.nodes);
    expect(window.files.file).toBeNull();
    expect(window.runs.runs).toEqual([]);
    expect(await window.files.save()).toBe(true);
    expect(await readFile(elsewhere, 'utf8')).toContain('"C1"');
    expect(await readFile(file)).toEqual(Buffer.from(spoilt));
  } finally {
    window.drop();
  }
});

test('a run of an earlier window is left aside, and its drawing comes back', async () => {
  const host = desktopHost({
    userData: path.join(folder, 'own'),
    dialogs: {
      open: () => Promise.resolve(null),
      save: () => Promise.resolve(null),
      folder: () => Promise.resolve(null),
    },
  });
  const draft = encodeDraft({
    name: 'LeNet-5',
    file: null,
    edits: 1,
    unsaved: true,
    selectedRun: 'run1',
    document: serializeDocument(lenet),
  });
  await host.drafts.write('document/gone/document', draft);
  await host.drafts.write('run/gone/document/run1', spoilt);
  const window = await openWindow({ host, document: emptyDocument(), session: 'window' });
  try {
    const [work] = window.files.work.recoverable;
    await window.files.work.recover(work!);
    expect(window.documents.document.nodes).toEqual(lenet.nodes);
    expect(window.runs.runs).toEqual([]);
    expect(window.notices).toContainEqual({
      kind: 'error',
      message: `A run could not be brought back: The run “run1” is left aside: ${WHY}`,
    });
  } finally {
    window.drop();
  }
});
