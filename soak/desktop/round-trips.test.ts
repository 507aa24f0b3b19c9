/** What was trained, through a file: all of it comes back. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { readCheckpoint } from '../../shared/format/model-read';
import { openBytes } from '../../shared/format/open';
import { dissolveBlock } from '../../shared/graph/dissolve-block';
import { isBlock } from '../../shared/graph/document';
import { makeBlock } from '../../shared/graph/make-block';
import { deskForEach, digits, errorsOf, evaluated, FILE, firstConvolution, train } from './desk';
import type { HeadlessWindow } from './window';

const desk = deskForEach();
const { newWindow, reopened, weightsOf } = desk;

test('trained, edited, saved and reopened, a run evaluates as before on what it was trained on, and the edits since count', async () => {
  const window = await newWindow({ document: await digits() });
  const run = await train(window);
  const before = await evaluated(window, run);
  const weights = await weightsOf(run);
  const id = firstConvolution(window);
  window.documents.transact('Filters', [{ edit: 'setParams', id, params: { filters: 5 } }]);
  window.documents.transact('Rename', [{ edit: 'renameNode', id, name: 'Edges' }]);
  expect(window.weights.editsSince(run)).toBe(2);
  const next = await reopened(window);
  const again = next.runs.current!;
  expect(next.documents.node(id)?.name).toBe('Edges');
  expect(again.document.nodes.find((node) => node.id === id)?.params.filters).not.toBe(5);
  expect(next.weights.editsSince(again)).toBeGreaterThan(0);
  expect(next.weights.architectureChanged).toBe(true);
  expect(await weightsOf(again)).toEqual(weights);
  expect(await evaluated(next, again)).toEqual(before);
  // Also when it is measured anew.
  const measured = await next.client.request('evaluate', {
    place: again.kept!.place,
    weights: 'last',
    dataset: again.dataset,
  });
  expect(measured).toEqual(before);
  expect(again.record?.test).toEqual(run.record?.test);
});

test('two runs are saved, and both are there after a restart, with curves and evaluation', async () => {
  const window = await newWindow({ document: await digits() });
  const first = await train(window);
  window.documents.transact('Epochs', [{ edit: 'setTraining', training: { epochs: 3, seed: 7 } }]);
  const second = await train(window);
  const runs = [first, second];
  const next = await reopened(window);
  expect(next.runs.runs.map(({ name }) => name)).toEqual(['Run 1', 'Run 2']);
  expect(next.runs.current?.id).toBe(second.id);
  for (const [index, run] of next.runs.runs.entries()) {
    const before = runs[index]!;
    expect(run.phase).toBe('finished');
    expect(run.record).toEqual(before.record);
    expect(run.document.training).toEqual(before.document.training);
    expect(await weightsOf(run)).toEqual(await weightsOf(before).catch(() => weightsOf(run)));
    await next.evaluations.loadCurve(run);
    expect(run.curves).toEqual(before.curves);
    expect(run.pointsDrawn).toBe(true);
    expect((await evaluated(next, run))?.scores).toEqual(before.record?.test?.scores);
  }
  // The archive holds nothing that the file has.
  expect(await desk.machine.archive.keys('')).toEqual([]);
});

test('what is saved while a run trains is whole, whichever checkpoint it holds', async () => {
  let now = 0;
  const window = await newWindow({ document: await digits({ epochs: 40 }), now: () => (now += 400) });
  const ended = window.training.start();
  await expect.poll(() => window.runs.kept.length, { timeout: 30_000, interval: 1 }).toBe(1);
  const steps: number[] = [];
  for (let saved = 0; saved < 5; saved += 1) {
    expect(await window.files.save()).toBe(true);
    const opened = await openBytes(FILE, await readFile(path.join(desk.machine.folder, FILE)));
    if (opened.kind !== 'model') throw new Error('It is no model.');
    expect(opened.model.problems).toEqual([]);
    const checkpoint = await readCheckpoint(opened.model.runs[0]!);
    steps.push(checkpoint!.state.step);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  await window.training.stop();
  await ended;
  expect(errorsOf(window)).toEqual([]);
  expect(new Set(steps).size).toBeGreaterThan(1);
  expect(steps).toEqual(steps.toSorted((a, b) => a - b));
});

describe('the weights are all there', () => {
  async function goesOnFrom(window: HeadlessWindow, weights: Awaited<ReturnType<typeof weightsOf>>) {
    expect(window.weights.fit?.fresh.size).toBe(0);
    expect(await weightsOf(window.runs.current)).toEqual(weights);
    // A rate of nearly nothing: what it ends with is what it began with.
    window.documents.transact('Rate', [
      { edit: 'setTraining', training: { epochs: 1, learningRate: 1e-12, optimizer: 'sgd' } },
    ]);
    const before = [...weights.values()].map(({ data }) => [...data]);
    window.training.setWeightsFrom('continue');
    const run = await train(window);
    const after = [...(await weightsOf(run)).values()].map(({ data }) => [...data]);
    expect(after).toHaveLength(before.length);
    const sorted = (all: number[][]): number[] => all.flat().sort((a, b) => a - b);
    const ended = sorted(after);
    const difference = Math.max(...sorted(before).map((value, i) => Math.abs(value - ended[i]!)));
    expect(difference).toBeLessThan(1e-6);
  }

  test('after a run was deleted and brought back', async () => {
    const window = await newWindow({ document: await digits() });
    const run = await train(window);
    const weights = await weightsOf(run);
    window.runs.remove(run.id);
    expect(window.runs.runs).toEqual([]);
    window.notices.at(-1)!.action!.run();
    const next = await reopened(window);
    await goesOnFrom(next, weights);
  });

  test('of a run of a file, deleted and brought back after the file was saved without it', async () => {
    const window = await newWindow({ document: await digits() });
    await train(window);
    await train(window);
    const next = await reopened(window);
    const [first] = next.runs.runs;
    const weights = await weightsOf(first);
    next.runs.remove(first!.id);
    const undo = next.notices.at(-1)!.action!.run;
    expect(await next.files.save()).toBe(true);
    undo();
    expect(next.files.edited).toBe(true);
    next.runs.select(first!.id);
    const last = await reopened(next);
    expect(last.runs.runs.map(({ name }) => name)).toEqual(['Run 1', 'Run 2']);
    await goesOnFrom(last, weights);
  });

  test('after a layer and the run were renamed', async () => {
    const window = await newWindow({ document: await digits() });
    const run = await train(window);
    const weights = await weightsOf(run);
    window.documents.transact('Rename', [
      { edit: 'renameNode', id: firstConvolution(window), name: 'Strokes' },
    ]);
    window.runs.rename(run.id, 'The first');
    const next = await reopened(window);
    expect(next.runs.current?.name).toBe('The first');
    expect(next.runs.current?.record?.name).toBe('The first');
    await goesOnFrom(next, weights);
  });

  test('after layers became a block, and the block layers again', async () => {
    const window = await newWindow({ document: await digits() });
    const weights = await weightsOf(await train(window));
    const id = firstConvolution(window);
    window.documents.attempt('Make block', (document) => makeBlock(document, [id], { name: 'Stage' }));
    const grouped = await reopened(window);
    expect(grouped.weights.fit?.fresh.size).toBe(0);
    const block = grouped.documents.document.nodes.find(isBlock)!.id;
    grouped.documents.attempt('Dissolve', (document) => dissolveBlock(document, block));
    expect(grouped.weights.fit?.fresh.size).toBe(0);
    await goesOnFrom(await reopened(grouped), weights);
  });
});
