import { expect, test } from 'vitest';
import type { RunStatus } from '../shared/protocol/shell';
import { RunProgress } from './run-progress';

const status = (phase: RunStatus['phase'], fraction = 0.5): RunStatus => ({
  name: 'Run 1',
  phase,
  fraction,
  summary: 'Run 1 has finished, 91 % right on the test pictures.',
});

function desktop(focused = false) {
  const bars: unknown[] = [];
  const notes: unknown[] = [];
  let asleep = 0;
  let clock = 0;
  const progress = new RunProgress({
    showProgress: (fraction, mode) => bars.push(fraction === null ? null : `${fraction} ${mode}`),
    blockSleep: () => {
      asleep += 1;
      return () => (asleep -= 1);
    },
    notify: (title, body) => notes.push(`${title}: ${body}`),
    isFocused: () => focused,
    now: () => clock,
  });
  return { progress, bars, notes, blocked: () => asleep, pass: (ms: number) => (clock += ms) };
}

test('progress is shown and sleep held off while it trains, and only then', () => {
  const { progress, bars, blocked } = desktop();
  progress.show(null);
  progress.show(status('training', 0.1));
  progress.show(status('training', 0.2));
  expect(blocked()).toBe(1);
  progress.show(status('paused', 0.2));
  expect(blocked()).toBe(0);
  progress.show(status('training', 0.3));
  progress.show(status('finished', 1));
  expect(blocked()).toBe(0);
  expect(bars).toEqual([null, '0.1 normal', '0.2 normal', '0.2 paused', '0.3 normal', null]);
  progress.show(status('training'));
  progress.letSleep();
  expect(blocked()).toBe(0);
});

test.each([
  ['a long one that nobody watches', 61_000, false, 1],
  ['a short one', 59_000, false, 0],
  ['one that is watched', 61_000, true, 0],
] as const)('the end of a run is announced: %s', (_what, lasted, focused, expected) => {
  const { progress, notes, pass } = desktop(focused);
  progress.show(status('training'));
  pass(lasted);
  progress.show(status('finished', 1));
  progress.show(status('finished', 1));
  expect(notes).toHaveLength(expected);
});

test('a name is text in a notification, where desktops read markup', () => {
  const { progress, notes, pass } = desktop();
  const named = { name: 'A & <b>B</b>', summary: '<a href="app:">A</a> &amp; B has finished.' };
  progress.show({ ...status('training'), ...named });
  pass(61_000);
  progress.show({ ...status('finished', 1), ...named });
  expect(notes).toEqual(['A + ‹b›B‹/b›: ‹a href="app:"›A‹/a› +amp; B has finished.']);
});
