import { describe, expect, test } from 'vitest';
import { applyEdits } from '../graph/apply';
import { appendAfter, newNode, prependBefore, removeAndHeal } from '../graph/create';
import type { ConvDocument } from '../graph/document';
import type { Edit } from '../graph/edit';
import { joinCards, takeApart } from '../graph/join-cards';
import { findLayer } from '../layers/index';
import { findTemplate } from '../../templates/index';
import { edgesFor } from '../../renderer/design/canvas/add-layer';
import { bottomOf, CARD_GAP, cardsOf, overlaps, ROW_HEIGHT } from './cards';
import { settle } from './settle';

const template = findTemplate('lenet5_modern');
if (!template) throw new Error('The template is missing.');
const lenet = template.document;
const newLayer = (document: ConvDocument, type: string) => {
  const layer = findLayer(type);
  if (!layer) throw new Error(`There is no ${type}.`);
  return newNode(document, layer);
};

function change(document: ConvDocument, edits: readonly Edit[]): ConvDocument {
  const after = applyEdits(document, edits);
  return applyEdits(after, settle(document, after, edits));
}

/** No card may cover another. */
function expectApart(document: ConvDocument): void {
  const cards = [...cardsOf(document)].sort((a, b) => a.y - b.y);
  cards.slice(1).forEach((card, i) => {
    const above = cards[i];
    if (above?.x === card.x) expect(card.y - bottomOf(above)).toBeGreaterThanOrEqual(CARD_GAP);
  });
}

describe('cards settle', () => {
  test('templates are drawn with the canvas’s own distances', () => {
    const [input, body, output] = cardsOf(lenet);
    expect(body && input && body.y - bottomOf(input)).toBe(CARD_GAP);
    expect(output && body && output.y - bottomOf(body)).toBe(CARD_GAP);
  });

  test('a new row pushes what is below, and taking it away draws it up again', () => {
    const grown = change(lenet, appendAfter(lenet, 'conv1', newLayer(lenet, 'BatchNormalization')));
    expect(grown.layout['output']?.y).toBe((lenet.layout['output']?.y ?? 0) + ROW_HEIGHT);
    expect(grown.layout['input']).toEqual(lenet.layout['input']);
    expectApart(grown);
    const back = change(grown, removeAndHeal(grown, ['bn1']));
    expect(back.layout['output']).toEqual(lenet.layout['output']);
  });

  test('a join in the middle parts the card in two, without covering anything', () => {
    const join = newLayer(lenet, 'Add');
    const parted = change(lenet, edgesFor(lenet, join, { kind: 'after', id: 'pool1' }));
    expect(cardsOf(parted)).toHaveLength(5);
    expectApart(parted);
    const joined = change(parted, removeAndHeal(parted, [join.id]));
    expect(cardsOf(joined)).toHaveLength(3);
    expectApart(joined);
  });

  test('a cut parts the card, the lower part below the upper one', () => {
    const edge = lenet.edges.find(({ source }) => source === 'pool1');
    const cut = change(lenet, edge ? [{ edit: 'disconnect', edge }] : []);
    expect(cardsOf(cut)).toHaveLength(4);
    expectApart(cut);
  });

  test('a layer put onto a shortcut goes beside the branch that stands there', () => {
    const add = newLayer(lenet, 'Add');
    const parted = change(lenet, edgesFor(lenet, add, { kind: 'after', id: 'pool1' }));
    const shortcut = { source: 'conv1', sourcePort: 'out', target: add.id, targetPort: 'in:1' };
    const joined = change(parted, [{ edit: 'connect', edge: shortcut }]);
    const onIt = newLayer(joined, 'Conv2D');
    const after = change(joined, edgesFor(joined, onIt, { kind: 'edge', edge: shortcut }));
    const cards = cardsOf(after);
    for (const a of cards) for (const b of cards) if (a !== b) expect(overlaps(a, b)).toBe(false);
  });

  test('nothing moves where only parameters change, or cards are moved by hand', () => {
    for (const edit of [
      { edit: 'setParams', id: 'conv1', params: { filters: 9 } },
      { edit: 'place', layout: { input: { x: 300, y: -90 } } },
    ] as const) {
      const after = applyEdits(lenet, [edit]);
      expect(settle(lenet, after, [edit])).toEqual([]);
    }
  });

  test('cards that become one draw up what stands below the lower of them', () => {
    const at = (id: string, y: number) => ({ [id]: { x: lenet.layout['conv1']?.x ?? 0, y } });
    const [, body] = cardsOf(lenet);
    const place = { x: body?.x ?? 0, y: (body?.y ?? 0) + 300 };
    const below = { edit: 'place', layout: at('output', place.y + 400) } as const;
    const parted = applyEdits(lenet, [...takeApart(lenet, 'conv2', place), below]);
    const edits = joinCards(parted, { above: 'pool1', below: 'conv2', coming: 'below' });
    const joined = change(parted, edits);
    const lower = cardsOf(parted).find(({ id }) => id === 'conv2');
    const whole = cardsOf(joined).find(({ id }) => id === 'conv1');
    if (!lower || !whole) throw new Error('A card is missing.');
    expect((joined.layout['output']?.y ?? 0) - bottomOf(whole)).toBe(place.y + 400 - bottomOf(lower));
  });

  test('where nothing was ever placed, all but what is edited stays where it is', () => {
    const resnet = findTemplate('resnet18')?.document;
    if (!resnet) throw new Error('The template is missing.');
    const before = cardsOf(resnet);
    const edits: readonly Edit[] = appendAfter(resnet, 'stage2', newLayer(resnet, 'Dropout'));
    const grown = cardsOf(change(resnet, edits));
    expect(grown.map(({ id }) => id)).toEqual(before.map(({ id }) => id));
    grown.forEach((card, i) => {
      expect(card.y).toBe((before[i]?.y ?? NaN) + (card.id === 'output' ? ROW_HEIGHT : 0));
    });
    const moved = cardsOf(change(resnet, [{ edit: 'place', layout: { input: { x: 200, y: -40 } } }]));
    expect(moved.map(({ y }) => y)).toEqual([-40, ...before.slice(1).map(({ y }) => y)]);
  });

  test('a definition settles like the network', () => {
    const resnet = findTemplate('resnet18')?.document;
    const scope = 'basic';
    const basic = resnet?.definitions[scope];
    if (!resnet || !basic) throw new Error('The template is missing.');
    const edits = appendAfter(resnet, 'conv1', newLayer(resnet, 'Dropout'), undefined, scope);
    const after = change(resnet, edits);
    const inside = after.definitions[scope];
    const old = cardsOf(basic);
    const cards = inside ? cardsOf(inside) : [];
    expect(cards.find(({ id }) => id === 'add1')?.y).toBe(
      (old.find(({ id }) => id === 'add1')?.y ?? NaN) + ROW_HEIGHT,
    );
    expect(after.layout).toBe(resnet.layout);
  });

  test('a layer behind the last one of a block leaves the block in its place', () => {
    const resnet = findTemplate('resnet18')?.document;
    const scope = 'basic';
    if (!resnet) throw new Error('The template is missing.');
    const [end] = resnet.definitions[scope]?.outputs ?? [];
    const node = newLayer(resnet, 'Dropout');
    const grown = change(resnet, appendAfter(resnet, end?.node ?? '', node, undefined, scope));
    expect(grown.definitions[scope]?.outputs).toEqual([{ ...end, node: node.id, port: 'out' }]);
    const shrunk = change(grown, removeAndHeal(grown, [node.id], scope));
    expect(shrunk.definitions[scope]?.outputs).toEqual([end]);
    const first = prependBefore(resnet, 'conv1', newLayer(resnet, 'Dropout'), undefined, scope);
    const entered = change(resnet, first).definitions[scope]?.inputs;
    expect(entered?.map((input) => input.node)).toEqual(['drop1', 'project']);
  });
});
