import { describe, expect, it } from 'vitest';
import { checkpointPace } from './pace';

/** Trains for so many seconds in steps of a tenth; each checkpoint stops it for `cost`. */
function run(seconds: number, cost: number): { spent: number; longest: number; count: number } {
  const pace = checkpointPace(0);
  let now = 0;
  let last = 0;
  let spent = 0;
  let longest = 0;
  let count = 0;
  while (now < seconds) {
    now += 0.1;
    if (!pace.isDue(now)) continue;
    // Lost is what was computed since the last one was begun, until this one lies there.
    longest = Math.max(longest, now + cost - last);
    last = now;
    pace.taken(now, now + cost);
    now += cost;
    spent += cost;
    count += 1;
  }
  return { spent: spent / now, longest, count };
}

describe('checkpoints', () => {
  it('that cost little come every fifteen seconds', () => {
    const { count, longest } = run(600, 0.01);
    expect(count).toBe(39);
    expect(longest).toBeLessThan(16);
  });

  it.each([0.2, 0.7, 1.4])(
    'that cost %s s take at most 3 %% of the time, and a crash at most a minute',
    (cost) => {
      const { spent, longest } = run(3600, cost);
      expect(spent).toBeLessThan(0.03);
      expect(longest).toBeLessThanOrEqual(60);
    },
  );

  it('that cost much come once a minute, and less often in a run of hours', () => {
    expect(run(1200, 6).longest).toBeLessThanOrEqual(60);
    const long = run(10 * 3600, 6);
    expect(long.spent).toBeLessThan(0.03);
    expect(long.longest).toBeLessThan(0.05 * 10 * 3600);
  });

  it('at an epoch’s end wait until the last one is paid for', () => {
    const pace = checkpointPace(0);
    expect(pace.mayEnd(0)).toBe(true);
    pace.taken(1, 2);
    expect(pace.mayEnd(40)).toBe(false);
    expect(pace.mayEnd(42)).toBe(true);
  });
});
