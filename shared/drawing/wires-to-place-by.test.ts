import { describe, expect, test } from 'vitest';
import { emptyDocument } from '../graph/document';
import { EditError } from '../graph/edit-error';
import { tidyLayout } from '../../renderer/design/canvas/tidy';
import { type CardWire, widestRow, wiresToPlaceBy } from './wires-to-place-by';

/** Each joined to all after it, as in a dense block. */
const dense = (cards: number): readonly CardWire[] =>
  Array.from({ length: cards }, (_, i) =>
    Array.from({ length: cards - i - 1 }, (_own, j) => ({ from: `n${i}`, to: `n${i + 1 + j}` })),
  ).flat();

describe('the wires that cards are laid out by', () => {
  test('are all, as they are, where there are few', () => {
    const wires = dense(10);
    expect(wiresToPlaceBy([...wires, ...wires])).toEqual(wires);
  });

  test('are the shorter ones where there are many; a way from card to card is left of each', () => {
    const left = wiresToPlaceBy(dense(44));
    for (let i = 0; i < 43; i += 1) expect(left).toContainEqual({ from: `n${i}`, to: `n${i + 1}` });
    const span = ({ from, to }: CardWire): number => Number(to.slice(1)) - Number(from.slice(1));
    expect(Math.max(...left.map(span))).toBeLessThan(10);
    expect(left.length).toBeGreaterThan(100);
  });

  test('are refused in a sentence where each of many long ones is needed', () => {
    // 40 pairs of cards, far apart, that only their own wire joins, beside a long chain that gives the rows.
    const chain = Array.from({ length: 60 }, (_, i) => ({ from: `c${i}`, to: `c${i + 1}` }));
    const apart = Array.from({ length: 40 }, (_, i) => [
      { from: 'c0', to: `a${i}` },
      { from: `a${i}`, to: `b${i}` },
      { from: 'c59', to: `b${i}` },
    ]).flat();
    expect(() => wiresToPlaceBy([...chain, ...apart])).toThrow(EditError);
  });

  test('may go round in a circle', () => {
    const circle = [
      { from: 'a', to: 'b' },
      { from: 'b', to: 'c' },
      { from: 'c', to: 'a' },
    ];
    expect(wiresToPlaceBy(circle)).toEqual(circle);
  });
});

test('dense cards whose last feeds the first again are as few', () => {
  const circle = [...dense(44), { from: 'n43', to: 'n0' }];
  const left = wiresToPlaceBy(circle);
  for (let i = 0; i < 43; i += 1) expect(left).toContainEqual({ from: `n${i}`, to: `n${i + 1}` });
  expect(left.length).toBeLessThan(dense(44).length / 2);
  expect(widestRow(circle)).toBe(1);
});

test('cards side by side are counted by row', () => {
  const star = Array.from({ length: 250 }, (_, i) => [
    { from: 'top', to: `n${i}` },
    { from: `n${i}`, to: 'bottom' },
  ]).flat();
  expect(widestRow(star)).toBe(250);
  expect(widestRow(dense(10))).toBe(1);
  expect(widestRow([])).toBe(0);
});

test('44 cards, each joined to all after it, stand below one another', async () => {
  const nodes = Array.from({ length: 44 }, (_, i) => ({
    id: `n${i}`,
    type: 'Concatenate',
    name: `n${i}`,
    params: {},
  }));
  const edges = dense(44).map(({ from, to }, i) => ({
    ...{ source: from, sourcePort: 'out', target: to },
    targetPort: `in:${i}`,
  }));
  const layout = await tidyLayout({ ...emptyDocument(), nodes, edges });
  const tops = nodes.map(({ id }) => layout[id]?.y ?? NaN);
  expect(tops.every((y, i) => i === 0 || y > (tops[i - 1] ?? NaN))).toBe(true);
});
