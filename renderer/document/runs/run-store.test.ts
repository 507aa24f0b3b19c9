import { describe, expect, test } from 'vitest';
import { emptyDocument } from '../../../shared/graph/document';
import { nothingMoved } from '../../../shared/graph/moved';
import type { RunRecord } from '../../../shared/model/run-record';
import type { Run } from './run';
import { type RunListener, type RunNotices, RunStore } from './run-store';
import { runStatus } from './run-words';
import { sampleEpoch, sampleKept, sampleKeptRun, sampleRecord } from './testing/sample-run';

const document = emptyDocument();

function setUp() {
  const notices: Parameters<RunNotices['notify']>[0][] = [];
  const runs = new RunStore({ notify: (notice) => void notices.push(notice) });
  const told: string[] = [];
  const note =
    (what: keyof RunListener): RunListener['kept'] =>
    ({ name }) =>
      void told.push(`${what} ${name}`);
  runs.listen({ kept: note('kept'), removed: note('removed'), putBack: note('putBack') });
  const begin = (record: Partial<RunRecord> = {}, kept = true) => {
    const run = runs.begin({ document, dataset: 'digits', backend: 'auto' });
    const whole = sampleRecord({ ...record, id: run.id, name: run.name });
    run.note(whole);
    if (kept) run.keep(sampleKept(document, whole));
    return run;
  };
  return { runs, notices, told, begin };
}

describe('the list of runs', () => {
  test('ranks by validation, never by the test set, and leaves out what was not validated', () => {
    const { runs, begin } = setUp();
    const test = (accuracy: number) => ({ scores: { accuracy }, count: 10, confusion: [] });
    begin({ epochs: [sampleEpoch(1, 0.99, 0.7)], test: test(0.95) });
    begin({ epochs: [sampleEpoch(1, 0.8, 0.9)], test: test(0.6) });
    begin({ epochs: [sampleEpoch(1, 1, null)], test: test(1) });
    // Of the last epoch, also where an earlier one was better.
    begin({ epochs: [sampleEpoch(1, 0.5, 0.99), sampleEpoch(2, 0.5, 0.8)], test: test(0.7) });
    begin({ epochs: [sampleEpoch(1, 0.5, Number.NaN)] });
    expect(runs.ranked.map(({ name }) => name)).toEqual(['Run 2', 'Run 4', 'Run 1']);
  });

  test('scores by the epoch that has just ended, before a report of progress knows of it', () => {
    const { begin } = setUp();
    const run = begin({ state: 'training' });
    run.advance({
      ...{ epoch: 2, epochs: 2, step: 2, steps: 2, imagesPerSecond: 1, secondsLeft: 0 },
      train: { loss: 1, accuracy: 0.5 },
      validation: { loss: 1, accuracy: 0.4 },
    });
    run.note(
      sampleRecord({
        id: run.id,
        name: run.name,
        epochs: [sampleEpoch(1, 0.5, 0.4), sampleEpoch(2, 0.6, 0.7)],
      }),
    );
    expect(run.validationScore).toBe(0.7);
  });

  test('says of training the mean of the epoch that validation stands after, whatever the last batches were', () => {
    const { begin } = setUp();
    const run = begin({ state: 'training' });
    const advance = (step: number, accuracy: number): void =>
      run.advance({
        ...{ epoch: step > 10 ? 2 : 1, epochs: 2, step, steps: 20, imagesPerSecond: 1, secondsLeft: 65 },
        train: { loss: 1, accuracy },
        validation: null,
      });
    advance(5, 0.3);
    expect(run.trainingScore).toBe(0.3);
    expect(runStatus(run)).toBe('epoch 1 of 2 · training 30.0\u202f% · 1:05 left');
    const epochs = [sampleEpoch(1, 0.5, 0.6)];
    run.note(sampleRecord({ id: run.id, name: run.name, state: 'training', epochs }));
    advance(15, 0.9);
    expect(run.trainingScore).toBe(0.5);
    expect(runStatus(run)).toBe('epoch 2 of 2 · validation 60.0\u202f% · 1:05 left');
    run.end(sampleRecord({ id: run.id, name: run.name, state: 'stopped', epochs }));
    expect(run.trainingScore).toBe(0.5);
    expect(runStatus(run)).toBe('stopped · validation 60.0\u202f%');
  });

  test('that was stopped in the middle of an epoch stands there, live and from its curve alike', () => {
    const { begin } = setUp();
    const record = (run: Run) =>
      sampleRecord({ id: run.id, name: run.name, state: 'stopped', epochs: [sampleEpoch(1, 0.5, 0.6)] });
    const [live, read] = [begin({ state: 'training' }), begin({ state: 'stopped' })];
    live.advance({
      ...{ epoch: 2, epochs: 3, step: 15, steps: 30, imagesPerSecond: 1, secondsLeft: 65 },
      train: { loss: 1 },
      validation: null,
    });
    live.end(record(live));
    read.end(record(read));
    expect([read.epoch, read.fraction]).toEqual([1, 1 / 3]);
    read.drawCurve({ points: [{ x: 1.5, train: { loss: 1 } }], every: 1 });
    expect([read.epoch, read.fraction]).toEqual([2, 0.5]);
    expect([live.epoch, live.fraction]).toEqual([2, 0.5]);
    // Goes on from there: what was drawn of the epoch that it is in stays.
    read.goOn();
    expect(read.curves.x).toEqual([1, 1.5]);
  });

  test('has the selected run’s weights where it has any, else the newest’s', () => {
    const { runs, begin } = setUp();
    expect(runs.current).toBeNull();
    const first = begin();
    const second = begin();
    const third = begin({ state: 'training' });
    expect(runs.selected).toBe(third);
    expect(runs.current).toBe(second);
    runs.select(first.id);
    expect(runs.current).toBe(first);
    expect(runs.active).toBe(third);
    expect(runs.kept).toHaveLength(3);
  });

  test('keeps the place of a run that is deleted and put back', () => {
    const { runs, notices, told, begin } = setUp();
    const [first, second] = [begin(), begin()];
    runs.remove(first.id);
    expect(runs.runs).toEqual([second]);
    expect(runs.removed).toEqual([first]);
    notices.at(-1)?.action?.run();
    expect(runs.runs).toEqual([first, second]);
    expect(runs.removed).toEqual([]);
    expect(told).toEqual(['removed Run 1', 'putBack Run 1']);
  });

  test('puts no run into another document', () => {
    const { runs, notices, begin } = setUp();
    runs.remove(begin().id);
    const undo = notices.at(-1)?.action?.run;
    runs.clear();
    undo?.();
    expect(runs.runs).toEqual([]);
    expect(notices.at(-1)).toEqual({
      kind: 'error',
      message: 'Run 1 can’t be put back: its document is not open any more.',
    });
  });

  test('does not delete a run that trains', () => {
    const { runs, notices, begin } = setUp();
    const run = begin({ state: 'training' });
    runs.remove(run.id);
    expect(runs.runs).toEqual([run]);
    expect(notices.at(-1)?.message).toBe('Run 1 is still training: stop it before you delete it.');
  });

  test('leaves a name that the user gave, whatever the worker says of the run', () => {
    const { runs, told, begin } = setUp();
    const run = begin({ state: 'training' });
    runs.rename(run.id, '  Wide  ');
    run.note(sampleRecord({ id: run.id, name: 'Run 1', state: 'finished' }));
    expect([run.name, run.record?.name]).toEqual(['Wide', 'Wide']);
    expect(told).toEqual(['kept Wide']);
    runs.rename(run.id, ' ');
    expect(run.name).toBe('Wide');
  });
});

describe('a run that is brought back', () => {
  const stored = (record: RunRecord) => {
    const { facts, shapes, parts } = sampleKeptRun(document, record);
    const refuse = () => Promise.reject(new Error('Not read in this test.'));
    return {
      ...facts,
      shapes,
      parts: new Set(parts.keys()),
      moved: nothingMoved,
      read: refuse,
      open: refuse,
    };
  };
  const adopt = (runs: RunStore, record: RunRecord) => {
    const place = { kind: 'kept', run: sampleKeptRun(document, record) } as const;
    return runs.adopt(stored(record), place, document)!;
  };

  test.each([
    ['training', 'interrupted', true, 'cut off in epoch 1 of 3'],
    ['paused', 'interrupted', true, 'paused in epoch 1 of 3'],
    ['stopped', 'stopped', true, 'stopped'],
    ['finished', 'finished', false, 'finished'],
  ] as const)('%s is %s', (state, phase, resumable, status) => {
    const { runs } = setUp();
    const run = adopt(runs, sampleRecord({ state }));
    expect([run.phase, run.resumable, run.active]).toEqual([phase, resumable, false]);
    expect(runStatus(run)).toBe(status);
  });

  test('stands by its age, once, and new ones get names that are free', () => {
    const { runs } = setUp();
    const at = (day: number) => `2026-01-0${day}T00:00:00.000Z`;
    adopt(runs, sampleRecord({ id: 'b', name: 'Run 7', startedAt: at(2) }));
    adopt(runs, sampleRecord({ id: 'c', name: 'Mine', startedAt: at(3) }));
    adopt(runs, sampleRecord({ id: 'a', name: 'Run 1', startedAt: at(1) }));
    adopt(runs, sampleRecord({ id: 'b', name: 'Run 7', startedAt: at(2) }));
    expect(runs.runs.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
    expect(runs.begin({ document, dataset: 'digits', backend: 'auto' }).name).toBe('Run 8');
  });
});
