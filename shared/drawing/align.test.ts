import { expect, test } from 'vitest';
import { aligned, distributed } from './align';

const card = (id: string, x: number, y: number, height: number) => ({ id, nodes: [id], x, y, height });
const cards = [card('a', 0, 0, 40), card('b', 100, 200, 100), card('c', 50, 90, 60)];

test('cards are brought to an edge that they have together', () => {
  const xs = (side: 'left' | 'centre' | 'right') => Object.values(aligned(cards, side)).map(({ x }) => x);
  expect(xs('left')).toEqual([0, 0, 0]);
  expect(xs('centre')).toEqual([50, 50, 50]);
  expect(xs('right')).toEqual([100, 100, 100]);
  const ys = (side: 'top' | 'middle' | 'bottom') => Object.values(aligned(cards, side)).map(({ y }) => y);
  expect(ys('top')).toEqual([0, 0, 0]);
  expect(ys('middle')).toEqual([130, 100, 120]);
  expect(ys('bottom')).toEqual([260, 200, 240]);
});

test('the gaps between cards become equal, and the outermost stay', () => {
  // 300 high in all, of which 200 are cards.
  expect(distributed(cards, 'down')).toEqual({
    a: { x: 0, y: 0 },
    c: { x: 50, y: 90 },
    b: { x: 100, y: 200 },
  });
  const uneven = [card('a', 0, 0, 40), card('b', 0, 50, 40), card('c', 0, 160, 40)];
  expect(distributed(uneven, 'down')['b']).toEqual({ x: 0, y: 80 });
  const across = [card('a', 0, 5, 40), card('b', 310, 6, 40), card('c', 700, 7, 40)];
  expect(distributed(across, 'across')['b']).toEqual({ x: 350, y: 6 });
});
