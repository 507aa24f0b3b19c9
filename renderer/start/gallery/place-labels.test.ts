import fc from 'fast-check';
import { expect, test } from 'vitest';
import { placeLabels, type Label, type LabelStyle } from './place-labels';

const style: LabelStyle = {
  width: (text) => 6 * text.length,
  height: 14,
  radius: 3,
  frame: { left: 0, top: 0, right: 300, bottom: 200 },
};

const leftOf = ({ text, anchor, x }: Label): number =>
  x - style.width(text) * { start: 0, middle: 0.5, end: 1 }[anchor];

/** What sums of fractions may be off by. */
const TOUCHING = 1e-9;

test('stands to the right, or to the left where the frame ends', () => {
  const [right, left] = placeLabels(
    [
      { x: 50, y: 50, text: 'LeNet-5' },
      { x: 290, y: 100, text: 'VGG-16' },
    ],
    [],
    style,
  );
  expect(right!.x).toBeGreaterThan(50);
  expect([right!.anchor, left!.anchor]).toEqual(['start', 'end']);
  expect(left!.x).toBeLessThan(290);
});

test('gives way to a point, and is left out where there is no room', () => {
  const crowd = { x: 60, y: 50 };
  const [label] = placeLabels([{ x: 50, y: 50, text: 'LeNet-5' }], [crowd], style);
  expect(label!.x).toBeLessThan(50);
  const wall = Array.from({ length: 400 }, (_, i) => ({ x: (i % 20) * 15, y: Math.floor(i / 20) * 10 }));
  expect(placeLabels([{ x: 150, y: 100, text: 'LeNet-5' }], wall, style)).toEqual([null]);
});

test('no two names touch, wherever the points lie', () => {
  const point = fc.record({
    x: fc.integer({ min: 0, max: 300 }),
    y: fc.integer({ min: 0, max: 200 }),
    text: fc.string({ minLength: 1, maxLength: 16 }),
  });
  fc.assert(
    fc.property(fc.array(point, { maxLength: 15 }), (points) => {
      const placed = placeLabels(points, points, style).filter((label) => label !== null);
      for (const [i, a] of placed.entries()) {
        for (const b of placed.slice(i + 1)) {
          const apart =
            leftOf(a) + style.width(a.text) <= leftOf(b) + TOUCHING ||
            leftOf(b) + style.width(b.text) <= leftOf(a) + TOUCHING ||
            Math.abs(a.y - b.y) >= style.height - TOUCHING;
          expect(apart).toBe(true);
        }
      }
    }),
  );
});
