/** The window's stores: what a run has trained stays with the drawing, whatever commands do to it. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { desktopHost } from '../../soak/desktop/host';
import { sampleModel } from '../../soak/desktop/sample-model';
import { openWindow, type HeadlessWindow } from '../../soak/desktop/window';
import { prepare } from '../../shared/engine/prepare';
import { initializeWeights } from '../../shared/engine/initialize';
import type { WeightMap } from '../../shared/engine/executor';
import type { Model } from '../../shared/engine/run';
import { readModel, writeModel } from '../../shared/format/model-file';
import { dissolveBlock } from '../../shared/graph/dissolve-block';
import { isBlock, type ConvDocument } from '../../shared/graph/document';
import { makeBlock } from '../../shared/graph/make-block';
import { repeatBlock } from '../../shared/graph/definitions';
import { findTemplate } from '../../templates';
import { FakeWorker } from '../training/testing/fake-worker';

const lenet = findTemplate('lenet5')!.document;
let folder = '';
let windows: HeadlessWindow[] = [];
beforeEach(async () => (folder = await mkdtemp(path.join(tmpdir(), 'convcanvas-weights-'))));
afterEach(async () => {
  for (const { files } of windows) files.stop();
  windows = [];
  await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
});

/** A finished run on this document. */
function trained(document: ConvDocument): Model {
  const sample = sampleModel(document, 1);
  const weights = initializeWeights(prepare(document).plan, 5);
  return { ...sample, document, weights, checkpoint: null, run: { ...sample.run, state: 'finished' } };
}

async function newWindow(name = 'first') {
  const worker = new FakeWorker();
  const host = desktopHost({
    userData: folder,
    dialogs: {
      open: () => Promise.resolve(null),
      save: () => Promise.resolve(path.join(folder, 'saved.cnn')),
      folder: () => Promise.resolve(null),
    },
  });
  const window = await openWindow(host, lenet, name, () => worker);
  windows.push(window);
  return { ...window, worker };
}

async function trainedWindow() {
  const window = await newWindow();
  const model = trained(lenet);
  window.runs.adopt(model, writeModel(model));
  window.runs.setWeightsFrom('continue');
  return { ...window, model };
}

const groupFirst = ({ documents }: Pick<HeadlessWindow, 'documents'>): boolean =>
  documents.attempt('Group', (document) => makeBlock(document, ['C1', 'tanh1', 'S2']));

const allTrained = { trained: 5, partly: 0, fresh: 0 };

/** What the training worker was told to begin with. */
async function begunWith({
  runs,
  worker,
  documents,
}: Awaited<ReturnType<typeof newWindow>>): Promise<WeightMap> {
  documents.transact('Choose data', [{ edit: 'setData', data: { dataset: 'fashion-mnist' } }]);
  void runs.start();
  const asked = (): WeightMap | undefined => {
    const request = worker.requests.find(({ name }) => name === 'train');
    return (request?.args as { weights: WeightMap } | undefined)?.weights;
  };
  await expect.poll(asked).toBeDefined();
  return asked()!;
}

describe('the weights of a run', () => {
  test('stay trained when their layers are grouped, and training goes on from them', async () => {
    const window = await trainedWindow();
    const { runs, model } = window;
    expect(runs.survival).toEqual(allTrained);
    expect(groupFirst(window)).toBe(true);
    expect(runs.survival).toEqual(allTrained);
    expect(runs.weightStatus('block1/C1')).toBe('trained');
    expect(runs.architectureChanged).toBe(false);
    expect(runs.weightsFrom).toBe('continue');
    const begun = await begunWith(window);
    expect(begun.get('block1/C1/kernel')).toBe(model.weights.get('C1/kernel'));
    expect(begun.get('C3/kernel')).toBe(model.weights.get('C3/kernel'));
  });

  test('come back by Undo, and by Redo, also where an edit was made in between', async () => {
    const window = await trainedWindow();
    const { runs, documents } = window;
    groupFirst(window);
    documents.attempt('Repeat', (document) => repeatBlock(document, 'block1', 1));
    documents.undo();
    expect(runs.survival).toEqual(allTrained);
    documents.redo();
    expect(runs.survival).toEqual(allTrained);
    // Trained as a block; then the block is undone, and what Redo would have brought is given up.
    const grouped = trained(documents.document);
    runs.adopt({ ...grouped, run: { ...grouped.run, id: 'second' } }, writeModel(grouped));
    documents.undo();
    documents.transact('Rename', [{ edit: 'renameNode', id: 'C1', name: 'First' }]);
    expect(runs.current?.id).toBe('second');
    expect(runs.survival).toEqual(allTrained);
    expect(runs.weights?.get('C1/kernel')).toBe(grouped.weights.get('block1/C1/kernel'));
  });

  test('go where a field of the canvas or a fix takes their layers', async () => {
    const window = await trainedWindow();
    const { runs, documents, model } = window;
    groupFirst(window);
    documents.transact('Repeat', [{ edit: 'setBlock', id: 'block1', repeat: 2 }]);
    expect(runs.weights?.get('block1[0]/C1/kernel')).toBe(model.weights.get('C1/kernel'));
    documents.transact('Use it once', [{ edit: 'setBlock', id: 'block1', repeat: 1 }]);
    expect(runs.survival).toEqual(allTrained);
    documents.attempt('Dissolve', (document) => dissolveBlock(document, 'block1'));
    expect(runs.survival).toEqual(allTrained);
    expect(documents.document.nodes.some(isBlock)).toBe(false);
  });

  test('are begun with anew, unasked, only where some no longer fit', async () => {
    const { runs, documents } = await trainedWindow();
    documents.transact('Soften', [{ edit: 'setParams', id: 'tanh1', params: { activation: 'relu' } }]);
    expect(runs.weightsFrom).toBe('continue');
    documents.transact('Widen', [{ edit: 'setParams', id: 'C1', params: { filters: 7 } }]);
    expect(runs.architectureChanged).toBe(true);
    expect(runs.weightsFrom).toBe('fresh');
    // The kernel of C3 sees a map more; its biases still fit.
    expect(runs.survival).toEqual({ trained: 3, partly: 1, fresh: 1 });
  });

  test('lie in the saved file under the keys of its drawing', async () => {
    const window = await trainedWindow();
    groupFirst(window);
    const back = readModel(writeModel(window.runs.modelToSave!));
    expect(back.document.nodes.map(({ id }) => id)).toContain('block1');
    expect(back.weights.get('block1/C1/kernel')?.data).toEqual(window.model.weights.get('C1/kernel')?.data);
  });

  test('are with the drawing again after a crash, and Undo still knows the way', async () => {
    const window = await newWindow();
    await begunWith(window);
    // As the worker's file comes in: with it the run is kept.
    const { id } = window.runs.selected!;
    const sample = trained(window.documents.document);
    const model = { ...sample, run: { ...sample.run, id } };
    window.worker.emit('checkpoint', { runId: id, record: model.run, file: writeModel(model) });
    groupFirst(window);
    // Until the draft is written.
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    window.files.stop();

    const next = await newWindow('second');
    const [work] = next.files.recoverable;
    await next.files.recover(work!);
    expect(next.runs.runs.map((run) => run.id)).toEqual([id]);
    expect(next.runs.survival).toEqual(allTrained);
    expect(next.runs.weights?.get('block1/C1/kernel')?.data).toEqual(model.weights.get('C1/kernel')?.data);
    next.documents.undo();
    expect(next.documents.node('C1')).toBeDefined();
    expect(next.runs.survival).toEqual(allTrained);
    next.documents.redo();
    expect(next.runs.survival).toEqual(allTrained);
  });
});
