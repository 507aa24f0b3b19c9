/**
 * Edits, saves, keeps drafts and checkpoints, and exports, all at once and as fast as it can, until it is killed.
 * Arguments: its folder, and the first number that it may write.
 */
import { writeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { WorkerPort } from '../../renderer/training/client';
import { writeModel } from '../../shared/format/model-file';
import { sampleModel } from '../desktop/sample-model';
import { openWindow } from '../desktop/window';
import { findTemplate } from '../../templates';
import { EXPORTED, hostIn, placesIn, type Said } from './place';

const [folder = '', first = '0'] = process.argv.slice(2);
const host = hostIn(placesIn(folder));
const lenet = findTemplate('lenet5')?.document;
if (lenet === undefined) throw new Error('There is no LeNet-5.');

let mark = Number(first);
const say = (what: Said['what'], number: number): void => {
  writeSync(1, `${JSON.stringify({ what, mark: number, at: Date.now() } satisfies Said)}\n`);
};

const port: WorkerPort = {
  postMessage(message) {
    const { id } = message as { readonly id: number };
    queueMicrotask(() => send({ kind: 'reply', id, ok: true, value: { backends: [] } }));
  },
  terminate: () => undefined,
  onmessage: null,
  onmessageerror: null,
  onerror: null,
};
const send = (data: unknown): void => port.onmessage?.(new MessageEvent('message', { data }));

const window = await openWindow(host, lenet, crypto.randomUUID(), () => port);
if (!(await window.files.open())) throw new Error(window.notices.at(-1)?.message ?? 'It did not open.');
await window.runs.findBackends();
window.runs.adopt(sampleModel(lenet, mark), writeModel(sampleModel(lenet, mark)));

async function edit(): Promise<never> {
  for (;;) {
    mark += 1;
    say('edit', mark);
    window.documents.transact('Rename', [{ edit: 'renameNode', id: 'C1', name: `${mark}` }]);
    await sleep(5 + 30 * Math.random());
  }
}

async function save(): Promise<never> {
  for (;;) {
    const now = mark;
    if (!(await window.files.save())) throw new Error(window.notices.at(-1)?.message);
    say('saved', now);
    // Now and then it is not saved for long, so that drafts are all there is.
    await sleep(Math.random() < 0.1 ? 2_500 : 300 * Math.random());
  }
}

async function saveModel(): Promise<never> {
  for (;;) {
    const now = mark;
    const bytes = writeModel(sampleModel(window.documents.document, now));
    await host.save({ suggestedName: 'net.cnn', bytes, handle: null, kind: 'model' });
    say('model', now);
    await sleep(100 * Math.random());
  }
}

async function exportFolder(): Promise<never> {
  for (;;) {
    const now = mark;
    const bytes = new TextEncoder().encode(`${now}\n`.repeat(20_000));
    await host.saveFolder(EXPORTED.map((path) => ({ path, bytes })));
    say('exported', now);
    await sleep(100 * Math.random());
  }
}

async function checkpoint(): Promise<never> {
  for (;;) {
    const { run: record, ...rest } = sampleModel(window.documents.document, mark);
    send({
      kind: 'event',
      name: 'checkpoint',
      value: { runId: record.id, record, file: writeModel({ run: record, ...rest }) },
    });
    say('checkpoint', mark);
    await sleep(150 * Math.random());
  }
}

await Promise.all([edit(), save(), saveModel(), exportFolder(), checkpoint()]);
