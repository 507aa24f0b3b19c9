/**
 * Edits, saves, keeps drafts and checkpoints, and exports, all at once and as fast as it can, until it is killed.
 * Arguments: its folder, and the first number that it may write.
 */
import { writeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { runKeeper } from '../../renderer/archive/keep-run';
import type { Request, WorkerPort } from '../../renderer/document/training/client';
import { documentBytes } from '../../renderer/document/runs/pack';
import { sourceOf } from '../../shared/model/weights';
import type { EventMessage, ReplyMessage, RequestMessage } from '../../shared/protocol/worker';
import { filledModel } from '../../shared/model/testing/filled-model';
import { openWindow } from '../desktop/window';
import { findTemplate } from '../../templates';
import { archiveIn, EXPORTED, hostIn, placesIn, type Said } from './place';

const [folder = '', first = '1'] = process.argv.slice(2);
const places = placesIn(folder);
const [host, archive] = [hostIn(places), archiveIn(places)];
const lenet = findTemplate('lenet5')?.document;
if (lenet === undefined) throw new Error('There is no LeNet-5.');

let mark = Number(first);
const say = (what: Said['what'], number: number): void => {
  writeSync(1, `${JSON.stringify({ what, mark: number, at: Date.now() } satisfies Said)}\n`);
};

/** What the window asks to train; `checkpoint` stands for the training. */
let tell: (request: Request<'train'>) => void = () => undefined;
const asked = new Promise<Request<'train'>>((resolve) => (tell = resolve));
const port: WorkerPort = {
  postMessage(message) {
    const request = message as RequestMessage;
    if (isTrain(request)) tell(request.args);
    if (request.name !== 'start') return;
    queueMicrotask(() => send({ kind: 'reply', id: request.id, ok: true, value: null }));
  },
  terminate: () => undefined,
  onmessage: null,
  onmessageerror: null,
  onerror: null,
};
const send = (data: ReplyMessage | EventMessage): void =>
  port.onmessage?.(new MessageEvent('message', { data }));
const isTrain = (request: RequestMessage): request is RequestMessage<'train'> => request.name === 'train';

const window = await openWindow({
  host,
  archive,
  document: lenet,
  session: crypto.randomUUID(),
  createWorker: () => port,
});
if (!(await window.files.open())) throw new Error(window.notices.at(-1)?.message ?? 'It did not open.');
window.documents.transact('Data', [{ edit: 'setData', data: { dataset: 'fashion-mnist' } }]);
void window.training.start();
const { runId, key } = await asked;

async function edit(): Promise<never> {
  for (;;) {
    mark += 1;
    say('edit', mark);
    window.documents.transact('Rename', [{ edit: 'renameNode', id: 'C1', name: `${mark}` }]);
    await sleep(5 + 30 * Math.random());
  }
}

/** The model: until the run is kept there is only the drawing. */
async function save(): Promise<never> {
  while (window.runs.kept.length === 0) await sleep(5);
  for (;;) {
    const now = mark;
    if (!(await window.files.save())) throw new Error(window.notices.at(-1)?.message);
    say('saved', now);
    // Now and then it is not saved for long, so that drafts are all there is.
    await sleep(Math.random() < 0.1 ? 2_500 : 300 * Math.random());
  }
}

async function saveDrawing(): Promise<never> {
  for (;;) {
    const now = mark;
    const content = [documentBytes(window.documents.document)];
    await host.save({ suggestedName: 'net.cnn.json', content, handle: null, kind: 'document' });
    say('drawing', now);
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

/** As the training worker keeps one. */
async function checkpoint(): Promise<never> {
  const keeper = runKeeper({
    archive,
    key,
    from: null,
    now: () => new Date().toISOString(),
    evaluation: () => null,
    onKept: (run, superseded) => send({ kind: 'event', name: 'kept', value: { runId, run, superseded } }),
    onProblem: (message) => {
      throw new Error(message);
    },
  });
  for (;;) {
    const now = mark;
    const { facts, weights, checkpoint } = filledModel(window.documents.document, now, runId);
    await keeper.keep({
      facts,
      weights: sourceOf(weights),
      checkpoint: { state: checkpoint.state, slots: sourceOf(checkpoint.slots) },
      curve: { points: [], every: 1 },
      evaluation: null,
    });
    say('checkpoint', now);
    await sleep(150 * Math.random());
  }
}

await Promise.all([edit(), save(), saveDrawing(), exportFolder(), checkpoint()]);
