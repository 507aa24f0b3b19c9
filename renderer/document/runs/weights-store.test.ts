/** The window's stores: what a run has trained stays with the drawing, whatever commands do to it. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { folderHost, type Machine, machineIn } from '../../../soak/desktop/folder-host';
import { adoptSample, sampleRun } from '../../../soak/desktop/sample-model';
import { openWindow, type HeadlessWindow } from '../../../soak/desktop/window';
import { prepare } from '../../../shared/training/prepare';
import { initializeWeights } from '../../../shared/engine/initialize';
import { readWeights } from '../../../shared/format/model-read';
import type { RunToWrite } from '../../../shared/format/model-write';
import { openBytes } from '../../../shared/format/open';
import { safetensorsPieces } from '../../../shared/format/safetensors';
import { dissolveBlock } from '../../../shared/graph/dissolve-block';
import { isBlock, type ConvDocument } from '../../../shared/graph/document';
import { makeBlock } from '../../../shared/graph/make-block';
import { repeatBlock } from '../../../shared/graph/definitions';
import { carry } from '../../../shared/model/carry';
import type { KeptRun } from '../../../shared/model/kept-run';
import { shapesOf, sourceOf, type WeightMap } from '../../../shared/model/weights';
import type { StartingWeights } from '../../../shared/protocol/worker';
import { findTemplate } from '../../../templates';
import { openPlace } from '../../archive/open-place';
import type { Request } from '../training/client';
import { FakeWorker } from '../training/testing/fake-worker';

const lenet = findTemplate('lenet5')!.document;
let machine: Machine;
let windows: HeadlessWindow[] = [];
beforeEach(async () => (machine = machineIn(await mkdtemp(path.join(tmpdir(), 'convcanvas-weights-')))));
afterEach(async () => {
  for (const window of windows) window.drop();
  windows = [];
  await rm(machine.folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
});

/** A finished run on this document. */
function trained(document: ConvDocument, id = 'run1') {
  const weights = initializeWeights(prepare(document).plan, 5);
  return { weights, run: sampleRun(document, 1, { weights, id, state: 'finished' }) };
}

async function newWindow(session = 'first') {
  const worker = new FakeWorker();
  const host = folderHost(machine, () => 'saved.cnn');
  const { archive } = machine;
  const window = await openWindow({ host, document: lenet, session, archive, createWorker: () => worker });
  windows.push(window);
  return { ...window, worker };
}

async function trainedWindow() {
  const window = await newWindow();
  const sample = trained(lenet);
  await adoptSample(window, lenet, sample.run);
  window.training.setWeightsFrom('continue');
  return { ...window, sample };
}

const groupFirst = ({ documents }: Pick<HeadlessWindow, 'documents'>): boolean =>
  documents.attempt('Group', (document) => makeBlock(document, ['C1', 'tanh1', 'S2']));

const allTrained = { trained: 5, partly: 0, fresh: 0 };

/** As the training worker reads the weights that it is told to begin with. */
async function read({ place, weights, moved }: StartingWeights): Promise<WeightMap> {
  return carry(await readWeights(await openPlace(place, machine.archive), weights), moved);
}

/** Those that the present drawing has. */
async function weightsNow({ weights }: Pick<HeadlessWindow, 'weights'>): Promise<WeightMap> {
  if (weights.starting === null) throw new Error('The drawing has no weights.');
  return read(weights.starting);
}

/** What the training worker was told. */
async function askedToTrain({ training, worker, documents }: Awaited<ReturnType<typeof newWindow>>) {
  documents.transact('Choose data', [{ edit: 'setData', data: { dataset: 'fashion-mnist' } }]);
  void training.start();
  const asked = () =>
    worker.requests.find(({ name }) => name === 'train')?.args as Request<'train'> | undefined;
  await expect.poll(asked).toBeDefined();
  return asked()!;
}

describe('the weights of a run', () => {
  test('stay trained when their layers are grouped, and training goes on from them', async () => {
    const window = await trainedWindow();
    const { weights, training, sample } = window;
    expect(weights.survival).toEqual(allTrained);
    expect(groupFirst(window)).toBe(true);
    expect(weights.survival).toEqual(allTrained);
    expect(weights.statusOf('block1/C1')).toBe('trained');
    expect(weights.architectureChanged).toBe(false);
    expect(training.weightsFrom).toBe('continue');
    const { from } = await askedToTrain(window);
    const begun = await read(from!);
    expect(begun.get('block1/C1/kernel')).toEqual(sample.weights.get('C1/kernel'));
    expect(begun.get('C3/kernel')).toEqual(sample.weights.get('C3/kernel'));
  });

  test('come back by Undo, and by Redo, also where an edit was made in between', async () => {
    const window = await trainedWindow();
    const { runs, weights, documents } = window;
    groupFirst(window);
    documents.attempt('Repeat', (document) => repeatBlock(document, 'block1', 1));
    documents.undo();
    expect(weights.survival).toEqual(allTrained);
    documents.redo();
    expect(weights.survival).toEqual(allTrained);
    // Trained as a block; then the block is undone, and what Redo would have brought is given up.
    const grouped = trained(documents.document, 'second');
    await adoptSample(window, documents.document, grouped.run);
    documents.undo();
    documents.transact('Rename', [{ edit: 'renameNode', id: 'C1', name: 'First' }]);
    expect(runs.current?.id).toBe('second');
    expect(weights.survival).toEqual(allTrained);
    expect((await weightsNow(window)).get('C1/kernel')).toEqual(grouped.weights.get('block1/C1/kernel'));
  });

  test('go where a field of the canvas or a fix takes their layers', async () => {
    const window = await trainedWindow();
    const { weights, documents, sample } = window;
    groupFirst(window);
    documents.transact('Repeat', [{ edit: 'setBlock', id: 'block1', repeat: 2 }]);
    expect((await weightsNow(window)).get('block1[0]/C1/kernel')).toEqual(sample.weights.get('C1/kernel'));
    documents.transact('Use it once', [{ edit: 'setBlock', id: 'block1', repeat: 1 }]);
    expect(weights.survival).toEqual(allTrained);
    documents.attempt('Dissolve', (document) => dissolveBlock(document, 'block1'));
    expect(weights.survival).toEqual(allTrained);
    expect(documents.document.nodes.some(isBlock)).toBe(false);
  });

  test('are begun with anew, unasked, only where some no longer fit', async () => {
    const { weights, training, documents } = await trainedWindow();
    documents.transact('Soften', [{ edit: 'setParams', id: 'tanh1', params: { activation: 'relu' } }]);
    expect(training.weightsFrom).toBe('continue');
    documents.transact('Widen', [{ edit: 'setParams', id: 'C1', params: { filters: 7 } }]);
    expect(weights.architectureChanged).toBe(true);
    expect(training.weightsFrom).toBe('fresh');
    // The kernel of C3 sees a map more; its biases still fit.
    expect(weights.survival).toEqual({ trained: 3, partly: 1, fresh: 1 });
  });

  test('lie in the saved file as they were trained, and it says where they belong', async () => {
    const window = await trainedWindow();
    groupFirst(window);
    expect(await window.files.save()).toBe(true);
    const back = await openBytes('saved.cnn', await readFile(path.join(machine.folder, 'saved.cnn')));
    if (back.kind !== 'model') throw new Error('It is no model.');
    const [run] = back.model.runs;
    expect(back.model.drawing.nodes.map(({ id }) => id)).toContain('block1');
    expect(run!.trainedOn.nodes.map(({ id }) => id)).toContain('C1');
    const weights = await readWeights(run!, 'last');
    expect(weights).toEqual(window.sample.weights);
    expect(carry(weights, run!.moved).get('block1/C1/kernel')).toEqual(
      window.sample.weights.get('C1/kernel'),
    );
  });

  test('are with the drawing again after a crash, and Undo still knows the way', async () => {
    const window = await newWindow();
    const { runId, key, document } = await askedToTrain(window);
    const sample = trained(document, runId);
    // As the worker keeps it.
    const kept = await keptIn(machine, key, sample);
    window.worker.emit('kept', { runId, run: kept, superseded: [] });
    groupFirst(window);
    // Until the draft is written.
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    window.drop();

    const next = await newWindow('second');
    const [work] = next.files.work.recoverable;
    await next.files.work.recover(work!);
    expect(next.runs.runs.map((run) => run.id)).toEqual([runId]);
    expect(next.weights.survival).toEqual(allTrained);
    expect((await weightsNow(next)).get('block1/C1/kernel')).toEqual(sample.weights.get('C1/kernel'));
    next.documents.undo();
    expect(next.documents.node('C1')).toBeDefined();
    expect(next.weights.survival).toEqual(allTrained);
    next.documents.redo();
    expect(next.weights.survival).toEqual(allTrained);
  });
});

async function keptIn(
  { archive }: Machine,
  key: string,
  { run, weights }: { readonly run: RunToWrite; readonly weights: WeightMap },
): Promise<KeptRun> {
  const { id, trainedOn, preprocessing, outputs, origin, weightsNames } = run;
  const kept: KeptRun = {
    key,
    savedAt: new Date().toISOString(),
    facts: { id, trainedOn, preprocessing, outputs, origin, weightsNames },
    shapes: new Map([['last', shapesOf(weights)]]),
    parts: new Map([['weights/last.safetensors', await archive.write(safetensorsPieces(sourceOf(weights)))]]),
    step: null,
  };
  await archive.put(kept);
  return kept;
}
