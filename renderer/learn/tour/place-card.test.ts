import fc from 'fast-check';
import { expect, test } from 'vitest';
import { placeCard } from './place-card';

const view = { width: 1440, height: 900 };
const card = { width: 320, height: 160 };

test('right of it, else left, below, above', () => {
  expect(placeCard({ left: 0, top: 50, width: 250, height: 800 }, card, view)).toEqual({
    left: 264,
    top: 370,
  });
  expect(placeCard({ left: 1116, top: 50, width: 324, height: 800 }, card, view)).toEqual({
    left: 782,
    top: 370,
  });
  expect(placeCard({ left: 0, top: 0, width: 1440, height: 48 }, card, view)).toEqual({ left: 560, top: 62 });
  expect(placeCard({ left: 0, top: 860, width: 1440, height: 40 }, card, view)).toEqual({
    left: 560,
    top: 686,
  });
});

test('below it, where what stands beside it is meant as well', () => {
  expect(placeCard({ left: 700, top: 8, width: 60, height: 32 }, card, view, true)).toEqual({
    left: 570,
    top: 54,
  });
});

test('in the middle where there is nothing to point at, or no room', () => {
  expect(placeCard(null, card, view)).toEqual({ left: 560, top: 370 });
  expect(placeCard({ left: 0, top: 0, ...view }, card, view)).toEqual({ left: 560, top: 370 });
});

test('it never leaves a window that is large enough', () => {
  const size = fc.record({
    width: fc.integer({ min: 360, max: 2000 }),
    height: fc.integer({ min: 220, max: 1200 }),
  });
  const box = fc.record({
    left: fc.integer({ min: -500, max: 2500 }),
    top: fc.integer({ min: -500, max: 2500 }),
    width: fc.integer({ min: 0, max: 2000 }),
    height: fc.integer({ min: 0, max: 2000 }),
  });
  fc.assert(
    fc.property(fc.option(box), size, (anchor, window) => {
      const { left, top } = placeCard(anchor, card, window);
      expect(left).toBeGreaterThanOrEqual(0);
      expect(top).toBeGreaterThanOrEqual(0);
      expect(left + card.width).toBeLessThanOrEqual(window.width);
      expect(top + card.height).toBeLessThanOrEqual(window.height);
    }),
  );
});
