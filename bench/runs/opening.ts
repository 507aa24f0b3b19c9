/** Opening a file with ten large runs, while ten more lie among the drafts of windows that are gone: what is read. */
import { openAsBlob } from 'node:fs';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { serialize } from 'node:v8';
import type { RunArchive } from '../../renderer/archive/run-archive';
import { documentKey, encodeDraft, runKey } from '../../renderer/document/drafts';
import { serializeDocument } from '../../shared/format/document-format';
import { partsOf, type RunContent } from '../../shared/format/model-parts';
import { modelSegments, type RunToWrite } from '../../shared/format/model-write';
import { emptyDocument } from '../../shared/graph/document';
import type { KeptPart } from '../../shared/model/kept-run';
import type { PartName, RunFacts } from '../../shared/model/stored-run';
import { filledModel } from '../../shared/model/testing/filled-model';
import { sourceOf } from '../../shared/model/weights';
import type { Host } from '../../shared/protocol/host';
import { folderArchive } from '../../soak/desktop/folder-archive';
import { folderHost, machineIn } from '../../soak/desktop/folder-host';
import { openWindow } from '../../soak/desktop/window';
import { nodeHost } from '../node-process';
import { budgetRow, type Row } from '../row';
import { smallPicturesResNet50 } from './large-network';

const RUNS = 10;
const FILE = 'ten-runs.cnn';
const MEGABYTE = 1e6;

/** A file of which it is counted what is read. */
function counted(content: Blob, read: (bytes: number) => void): Blob {
  return new Proxy(content, {
    get(blob, name) {
      const own: unknown = Reflect.get(blob, name, blob);
      if (typeof own !== 'function') return own;
      return (...given: unknown[]): unknown => {
        const found: unknown = Reflect.apply(own, blob, given);
        if (name === 'slice' && found instanceof Blob) return counted(found, read);
        read(blob.size);
        return found;
      };
    },
  });
}

const countedHost = (host: Host, read: (bytes: number) => void): Host => ({
  ...host,
  async open() {
    const opened = await host.open();
    return opened && { ...opened, content: counted(opened.content as Blob, read) };
  },
  drafts: {
    ...host.drafts,
    async read(key) {
      const bytes = await host.drafts.read(key);
      read(bytes?.length ?? 0);
      return bytes;
    },
  },
});

const countedArchive = (archive: RunArchive, read: (bytes: number) => void): RunArchive => ({
  ...archive,
  async keys(prefix) {
    const keys = await archive.keys(prefix);
    read(keys.join('').length);
    return keys;
  },
  async get(key) {
    const row = await archive.get(key);
    read(row === null ? 0 : serialize(row).length);
    return row;
  },
  open: async (file) => counted(await archive.open(file), read),
});

async function writeFile(file: string, runs: readonly RunToWrite[]): Promise<void> {
  const [first] = runs;
  if (!first) throw new Error('There are no runs.');
  const handle = await open(file, 'w');
  try {
    for (const segment of modelSegments({ drawing: first.trainedOn, current: null, runs }))
      await handle.writeFile(segment);
  } finally {
    await handle.close();
  }
}

/** As the worker leaves it: each large part a file, and a row. */
async function putDraft(
  archive: RunArchive,
  key: string,
  facts: RunFacts,
  content: RunContent,
): Promise<void> {
  const parts = new Map<PartName, KeptPart>();
  for (const [name, bytes] of partsOf(content))
    parts.set(name, name.endsWith('.safetensors') ? await archive.write(inOne(bytes)) : bytes);
  const shapes = sourceOf(content.weights).shapes;
  await archive.put({
    key,
    savedAt: new Date().toISOString(),
    facts,
    shapes: new Map([['last', shapes]]),
    parts,
    step: null,
  });
}

// eslint-disable-next-line @typescript-eslint/require-await -- a stream of one piece
async function* inOne(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

export async function openingRows(): Promise<readonly Row[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'convcanvas-bench-'));
  try {
    return await measure(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function measure(folder: string): Promise<readonly Row[]> {
  const network = smallPicturesResNet50();
  const { facts, record, weights, checkpoint } = filledModel(network, 0.5);
  const parts = partsOf({ weights, checkpoint });
  const run = (index: number): RunToWrite => ({
    ...facts,
    ...{ id: `run${index}`, origin: { kind: 'run', record: { ...record, id: `run${index}` } }, parts },
  });
  const all = Array.from({ length: RUNS }, (_, index) => run(index + 1));
  await writeFile(path.join(folder, FILE), all);
  const archive = folderArchive(path.join(folder, 'archive'));
  const machine = { ...machineIn(folder), archive };
  for (const each of all) {
    await putDraft(archive, runKey('gone', 'theirs', each.id), each, { weights, checkpoint });
  }
  const draft = {
    ...{ name: 'Theirs', file: null, edits: 3, unsaved: true, selectedRun: null },
    document: serializeDocument(network),
  };
  await machine.drafts.write(documentKey('gone', 'theirs'), encodeDraft(draft));

  let bytes = 0;
  const read = (count: number): void => void (bytes += count);
  const host = countedHost(
    folderHost(machine, () => FILE),
    read,
  );
  const window = await openWindow({
    host,
    document: emptyDocument(),
    session: 'ours',
    archive: countedArchive(archive, read),
  });
  try {
    const started = bytes;
    bytes = 0;
    const begin = performance.now();
    if (!(await window.files.open())) throw new Error(window.notices.map(({ message }) => message).join(' '));
    const seconds = (performance.now() - begin) / 1_000;
    if (window.runs.runs.length !== RUNS) throw new Error(`${window.runs.runs.length} runs were opened.`);
    const { size } = await openAsBlob(path.join(folder, FILE));
    const about = `A file of ${(size / 1e9).toFixed(1)} GB with ${RUNS} runs, opened in ${seconds.toFixed(2)} s; ${RUNS} more as drafts of a window that is gone.`;
    const row = (name: string, ours: number): Row =>
      budgetRow(nodeHost, { name, unit: 'MB', ours: ours / MEGABYTE, budget: 1, note: about });
    return [
      row('a window starts beside ten large runs in drafts: bytes read', started),
      row('opening a file with ten large runs: bytes read', bytes),
    ];
  } finally {
    window.drop();
  }
}
