import { observable, runInAction } from 'mobx';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { PreparedPicture } from '../../../../shared/data/prepare-picture';
import type { PictureSheet } from '../../../../shared/data/sheet';
import { emptyDocument } from '../../../../shared/graph/document';
import type { GivenPicture } from '../../../../shared/protocol/data-worker';
import { RunStore } from '../../../document/runs/run-store';
import { sampleKept, sampleRecord } from '../../../document/runs/testing/sample-run';
import { givenFile } from './given-files';
import { TryItStore } from './try-it-store';

const document = emptyDocument();

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const preparedOf = (value: number): PreparedPicture => ({
  size: { height: 1, width: 1, channels: 1 },
  raw: { height: 1, width: 1, channels: 1, values: Uint8Array.of(value) },
  fed: { height: 1, width: 1, channels: 1, values: Float32Array.of(value) },
});

/** A drawing whose only pixel has that value. */
const drawing = (value: number): GivenPicture => ({
  kind: 'drawn',
  ...{ height: 1, width: 1, values: Uint8Array.of(value), as: { height: 1, width: 1 } },
});
const file = (name: string): GivenPicture => givenFile(new File([], name));

/** Its workers answer when the test says so: the picture's value is what the first class gets, the second the rest. */
function setUp() {
  const run = new RunStore({ notify: () => undefined }).begin({
    document,
    dataset: 'digits',
    backend: 'auto',
  });
  const record = sampleRecord({ id: run.id, name: run.name });
  run.note(record);
  run.keep(sampleKept(document, record));
  const training = observable({ busy: null as string | null });
  const asked: {
    values: Float32Array;
    answer: (given: Float32Array) => void;
    refuse: (why: string) => void;
  }[] = [];
  let left = 0;
  const store = new TryItStore(run, {
    data: {
      prepare: (given) =>
        given.kind === 'file' && given.name.startsWith('bad')
          ? Promise.reject(new Error(`The picture ${given.name} can't be read.`))
          : Promise.resolve(preparedOf(given.kind === 'drawn' ? (given.values[0] ?? 0) : 1)),
      sheet: () => Promise.reject(new Error('The set is gone.')),
    },
    evaluations: {
      predict: (_run, values) =>
        new Promise((resolve, reject) =>
          asked.push({ values, answer: resolve, refuse: (why) => reject(new Error(why)) }),
        ),
      leaveTried: () => (left += 1),
    },
    training,
  });
  const turn = () => vi.advanceTimersByTimeAsync(1);
  const setBusy = (busy: string | null) => runInAction(() => (training.busy = busy));
  return { store, asked, turn, setBusy, left: () => left };
}

describe('a picture that is tried', () => {
  test('is answered with the likeliest classes first, which is said once it rests', async () => {
    const { store, asked, turn } = setUp();
    void store.give(file('one.png'));
    await turn();
    expect(store.prepared).toEqual(preparedOf(1));
    asked[0]?.answer(Float32Array.of(0.25, 0.75));
    await turn();
    expect(store.best).toEqual([
      { name: 'b', probability: 0.75 },
      { name: 'a', probability: 0.25 },
    ]);
    expect(store.said).toBe('');
    await vi.advanceTimersByTimeAsync(1_000);
    expect(store.said).toBe('Most likely b, 75.0\u202f%.');
  });

  test('that grows while it is drawn is answered at its newest, with one question at a time', async () => {
    const { store, asked, turn } = setUp();
    void store.give(drawing(1));
    await turn();
    for (const value of [2, 3, 4]) void store.give(drawing(value));
    await turn();
    expect(asked.map(({ values }) => values[0])).toEqual([1]);
    asked[0]?.answer(Float32Array.of(1, 0));
    await turn();
    expect(store.best?.[0]?.name).toBe('a');
    expect(asked.map(({ values }) => values[0])).toEqual([1, 4]);
    asked[1]?.answer(Float32Array.of(0, 1));
    await turn();
    expect(store.best?.[0]?.name).toBe('b');
  });

  test('that was cleared or replaced is not answered any more', async () => {
    const { store, asked, turn } = setUp();
    void store.give(drawing(1));
    await turn();
    store.clear();
    asked[0]?.answer(Float32Array.of(1, 0));
    await turn();
    expect([store.best, store.prepared, store.given]).toEqual([null, null, null]);
    void store.give(file('one.png'));
    await turn();
    void store.give(file('bad.png'));
    asked[1]?.answer(Float32Array.of(1, 0));
    await turn();
    expect([store.best, store.prepared]).toEqual([null, null]);
    expect(store.error).toBe("The picture bad.png can't be read.");
  });

  test('is refused in the sentence of whoever refuses it, and the next one is tried', async () => {
    const { store, asked, turn } = setUp();
    void store.give(file('one.png'));
    await turn();
    asked[0]?.refuse('The weights are gone.');
    await turn();
    expect([store.best, store.error]).toEqual([null, 'The weights are gone.']);
    void store.give(file('two.png'));
    expect(store.error).toBeNull();
    await turn();
    asked[1]?.answer(Float32Array.of(NaN, NaN));
    await turn();
    expect(store.error).toContain('its training diverged');
  });

  test('waits, seen but not answered, until no run trains any more', async () => {
    const { store, asked, turn, setBusy } = setUp();
    setBusy('Run 2 is still training.');
    void store.give(file('one.png'));
    await turn();
    expect(store.prepared).not.toBeNull();
    expect([asked.length, store.busy]).toEqual([0, 'Run 2 is still training.']);
    setBusy(null);
    await turn();
    asked[0]?.answer(Float32Array.of(1, 0));
    await turn();
    expect(store.best?.[0]?.name).toBe('a');
  });
});

test('memory is given back when the panel goes, where any was taken', async () => {
  const { store, turn, left } = setUp();
  store.dispose();
  expect(left()).toBe(0);
  const other = setUp();
  void other.store.give(file('one.png'));
  await turn();
  other.store.dispose();
  expect(other.left()).toBe(1);
});

test('the paper of a set that can’t be read is the network’s', async () => {
  const { store } = setUp();
  await store.findPaper();
  expect(store.paper).toEqual({ dark: true, size: { height: 8, width: 8 } });
});

test('the paper is as bright as the pictures’ edges, and as large as they are', async () => {
  const { paperFor } = await import('./drawing-paper');
  const { store } = setUp();
  const sheet = (edge: number): PictureSheet => ({
    raw: {
      ...{ height: 3, width: 2, channels: 1 },
      values: Uint8Array.of(edge, edge, 255 - edge, 255 - edge, edge, edge),
    },
    sizes: [{ height: 28, width: 20, channels: 1 }],
    labels: Uint16Array.of(0),
    fed: null,
  });
  const size = { height: 28, width: 28 };
  const paper = (edge: number) => paperFor(store.run, { sheet: () => Promise.resolve(sheet(edge)) });
  expect(await paper(250)).toEqual({ dark: false, size });
  expect(await paper(5)).toEqual({ dark: true, size });
});
