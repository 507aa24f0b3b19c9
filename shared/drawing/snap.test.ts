import { expect, test } from 'vitest';
import { snap } from './snap';

const rect = (left: number, top: number, width = 100, height = 40) => ({
  left,
  top,
  right: left + width,
  bottom: top + height,
});

test('edges and middles of what is near attract, with a line along both', () => {
  const { x, y, guides } = snap(rect(4, 203), [rect(0, 0)], 6);
  expect([x, y]).toEqual([0, 203]);
  expect(guides).toEqual([{ axis: 'x', at: 0, from: 0, to: 243 }]);
  // Of another width: its middle at 100, ours at 97.
  expect(snap(rect(47, 200), [rect(0, 0, 200)], 6).x).toBe(50);
  expect(snap(rect(20, 203), [rect(0, 0)], 6)).toEqual({ x: 20, y: 203, guides: [] });
});

test('gaps become equal: after two, before two, and between', () => {
  const column = [rect(0, 0), rect(0, 60)];
  expect(snap(rect(30, 123), column, 6).y).toBe(120);
  expect(snap(rect(30, -63), column, 6).y).toBe(-60);
  const between = snap(rect(30, 98), [rect(0, 0), rect(0, 200)], 6);
  expect(between.y).toBe(100);
  expect(between.guides).toEqual([
    { axis: 'x', at: 80, from: 40, to: 100 },
    { axis: 'x', at: 80, from: 140, to: 200 },
  ]);
});
