import { expect, test } from 'vitest';
import type { RunRecord } from '../model/run-record';
import { troubleText } from './trouble';

const finished = (confusion: readonly (readonly number[])[]): Pick<RunRecord, 'state' | 'test'> => ({
  state: 'finished',
  test: { scores: {}, count: confusion.flat().reduce((sum, n) => sum + n, 0), confusion },
});
const high = { learningRate: 1 };

test('one class for all is nothing learned, though the loss is that of guessing: said with the baseline and what to try', () => {
  const lines = Array.from({ length: 10 }, () => Array.from({ length: 10 }, (_, i) => (i === 3 ? 1_000 : 0)));
  expect(troubleText(finished(lines), high)).toBe(
    'The run has learned nothing: it gives every picture the same class, which is right for 10 % of the test pictures; whoever always guesses their most frequent class has 10 %. The learning rate 1 is probably too high for this network: try 0.1.',
  );
  expect(troubleText({ ...finished(lines), state: 'stopped' }, high)).toBeNull();
  expect(troubleText({ state: 'finished', test: null }, high)).toBeNull();
});

test('the baseline is that of the pictures: where most are of one class, much is needed to be better', () => {
  // 90 of a hundred are of the first class, of which the network finds 85 and two of the others.
  const said = troubleText(
    finished([
      [85, 5],
      [8, 2],
    ]),
    { learningRate: 0.002 },
  );
  expect(said).toBe(
    'The run does no better than guessing: it is right for 87 % of the test pictures; whoever always guesses their most frequent class has 90 %. Try more epochs, or another learning rate than 0.002.',
  );
  expect(
    troubleText(
      finished([
        [85, 5],
        [2, 8],
      ]),
      high,
    ),
  ).toBeNull();
});

test('a little more is said to be none only where chance gives as much', () => {
  const even = (right: number, count: number) => {
    const wrong = count / 2 - right;
    return finished([
      [right, wrong],
      [wrong, right],
    ]);
  };
  expect(troubleText(even(2_520, 10_000), high)).toMatch(
    /^The run does no better than guessing: .* 50\.4 % /,
  );
  expect(troubleText(even(2_570, 10_000), high)).toBeNull();
  // Of few pictures chance gives much; six of ten are better all the same.
  expect(troubleText(even(3, 10), high)).toBeNull();
});

test('of pictures of one class nothing can be said', () => {
  expect(
    troubleText(
      finished([
        [20, 0],
        [0, 0],
      ]),
      high,
    ),
  ).toBeNull();
});

test('a run that diverged is told as that', () => {
  const diverged = { epoch: 1, step: 9, loss: NaN, kept: null };
  expect(
    troubleText(
      {
        ...finished([
          [5, 0],
          [5, 0],
        ]),
        diverged,
      },
      high,
    ),
  ).toMatch(/^The run diverged/);
});
