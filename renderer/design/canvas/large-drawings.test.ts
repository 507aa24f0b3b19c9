import { expect, test } from 'vitest';
import { emptyDocument, type ConvDocument, type Edge, type GraphNode } from '../../../shared/graph/document';
import { EditError } from '../../../shared/graph/edit-error';
import { cardsOf, overlaps } from '../../../shared/drawing/cards';
import { flowEdges } from './flow';
import { tidyLayout } from './tidy';

const node = (id: string): GraphNode => ({ id, type: 'Add', name: id, params: {} });
const edge = (source: string, target: string, targetPort = 'in:0'): Edge => ({
  source,
  sourcePort: 'out',
  target,
  targetPort,
});
const nodes = (count: number): GraphNode[] => Array.from({ length: count }, (_, i) => node(`j${i}`));
const drawing = (count: number, edges: (ids: readonly string[]) => readonly Edge[]): ConvDocument => {
  const all = nodes(count);
  return { ...emptyDocument(), nodes: all, edges: edges(all.map(({ id }) => id)) };
};

test('thousands of cards that nobody has placed stand one below the other', () => {
  const chain = drawing(12_000, (ids) => ids.slice(1).map((id, i) => edge(ids[i] ?? '', id)));
  const cards = cardsOf(chain);
  expect(cards).toHaveLength(12_000);
  expect(cards.every((card, i) => i === 0 || card.y > (cards[i - 1]?.y ?? 0))).toBe(true);
});

test('thousands of cards behind one stand side by side', () => {
  const star = drawing(3_000, (ids) => ids.slice(1).map((id) => edge('j0', id)));
  const row = cardsOf(star).slice(1);
  const sorted = [...row].sort((a, b) => a.x - b.x);
  expect(sorted.every((card, i) => i === 0 || !overlaps(card, sorted[i - 1] ?? row[0] ?? card))).toBe(true);
});

test('99,000 wires are drawn, and too many cards are not tidied up', async () => {
  const dense = drawing(2_000, (ids) =>
    Array.from({ length: 99_000 }, (_, i) =>
      edge(ids[i % 1_000] ?? '', ids[1_000 + (i % 999)] ?? '', `in:${i}`),
    ),
  );
  expect(flowEdges(dense, [])).toHaveLength(99_000);
  await expect(tidyLayout(dense)).rejects.toThrow(EditError);
  await expect(tidyLayout(dense)).rejects.toThrow(/2,000 cards with 99,000 connections are too many/);
});
