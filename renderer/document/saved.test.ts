import { expect, test } from 'vitest';
import { emptyDocument } from '../../shared/graph/document';
import { sampleKept, sampleRecord } from './runs/testing/sample-run';
import { Run } from './runs/run';
import { editsSince, isEdited, NO_RUNS, runsMark, type Saved } from './saved';

const document = emptyDocument();

function keptRun(id: string, seconds = 1): Run {
  const run = new Run({ id, name: `Run of ${id}`, document, dataset: 'digits', backend: 'auto' });
  run.keep(sampleKept(document, sampleRecord({ id, seconds })));
  return run;
}

test('a file is unsaved as soon as it would hold other runs', () => {
  const [first, second] = [keptRun('a'), keptRun('b')];
  const mark = runsMark([first, second], second);
  const saved: Saved = { document, known: true, runs: mark, editsBefore: 0 };
  const edited = (runs: readonly Run[], current: Run | null): boolean =>
    isEdited(saved, document, runsMark(runs, current));
  expect(edited([first, second], second)).toBe(false);
  expect(edited([first, second], first)).toBe(true);
  expect(edited([second], second)).toBe(true);
  expect(edited([], null)).toBe(true);
  // A newer checkpoint.
  second.keep(sampleKept(document, sampleRecord({ id: 'b', seconds: 2 })));
  expect(edited([first, second], second)).toBe(true);
  second.keep(sampleKept(document, sampleRecord({ id: 'b', seconds: 1 })));
  expect(edited([first, second], second)).toBe(false);
  first.rename('Another');
  expect(edited([first, second], second)).toBe(true);
});

test('without runs only the drawing counts', () => {
  const saved: Saved = { document, known: true, runs: NO_RUNS, editsBefore: 2 };
  expect(isEdited(saved, document, runsMark([], null))).toBe(false);
  const next = { ...document, name: 'Another' };
  expect(isEdited(saved, next, NO_RUNS)).toBe(true);
  // Those of before a crash are not in the history.
  expect(editsSince(saved, document, [document])).toBe(2);
});
