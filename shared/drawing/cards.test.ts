import { expect, test } from 'vitest';
import { applyEdits } from '../graph/apply';
import type { ConvDocument } from '../graph/document';
import { foldGroup, makeGroup } from '../graph/groups';
import { findTemplate } from '../../templates/index';
import { cardsOf, chainCards, groupCardId, placements } from './cards';
import { flowEdges, flowNodes } from '../../renderer/design/canvas/flow';

function folded(): ConvDocument {
  const lenet = findTemplate('lenet5_modern')?.document;
  if (!lenet) throw new Error('The template is missing.');
  const { id, edits } = makeGroup(lenet, ['conv2', 'relu2']);
  const grouped = applyEdits(lenet, edits);
  return applyEdits(grouped, foldGroup(grouped, id, true));
}

test('a folded group is one card, at the place of its layers, and wires cross its border', () => {
  const document = folded();
  const box = cardsOf(document).find(({ group }) => group !== undefined);
  const hidden = chainCards(document).find(({ id }) => id === 'conv2');
  expect(box).toMatchObject({
    id: groupCardId('group'),
    nodes: ['conv2', 'relu2'],
    x: hidden?.x,
    y: hidden?.y,
  });
  expect(cardsOf(document).some(({ id }) => id === 'conv2')).toBe(false);
  const nodes = flowNodes(document, new Set(), []);
  expect(nodes.filter(({ type }) => type === 'frame')).toHaveLength(0);
  const ends = flowEdges(document, []).map(({ source, target }) => [source, target]);
  expect(ends).toContainEqual(['conv1', groupCardId('group')]);
  expect(ends).toContainEqual([groupCardId('group'), 'pool2']);
});

test('what moves the box moves its layers by as much', () => {
  const document = folded();
  const box = cardsOf(document).find(({ group }) => group !== undefined);
  const hidden = chainCards(document).find(({ id }) => id === 'conv2');
  if (!box || !hidden) throw new Error('Nothing is folded.');
  const layout = placements(document, new Map([[box.id, { x: box.x + 40, y: box.y - 7 }]]));
  expect(layout).toEqual({ conv2: { x: hidden.x + 40, y: hidden.y - 7 } });
});
