import { describe, expect, test } from 'vitest';
import { findTemplate } from '../../templates/index';
import { applyEdits } from './apply';
import { chainsOf } from './chains';
import { newNode } from './create';
import type { ConvDocument } from './document';
import { joinCards, joinRefusal, takeApart } from './join-cards';
import { makeGroup } from './groups';
import { findLayer } from '../layers/index';

const lenet = findTemplate('lenet5_modern')!.document;
const chainWith = (document: ConvDocument, id: string): readonly string[] =>
  chainsOf(document).find((chain) => chain.includes(id)) ?? [];

function withAlone(document: ConvDocument): ConvDocument {
  const node = newNode(document, findLayer('Dropout')!);
  return applyEdits(document, [{ edit: 'addNode', node, at: { x: 500, y: 0 } }]);
}

describe('cards', () => {
  const parted = applyEdits(lenet, takeApart(lenet, 'conv2', { x: 400, y: 10 }));

  test('come apart and stay wired, and are joined to what they were', () => {
    expect(parted.edges).toEqual(lenet.edges);
    expect(chainWith(parted, 'conv2')[0]).toBe('conv2');
    expect(chainWith(parted, 'conv1').at(-1)).toBe('pool1');
    const joined = applyEdits(parted, joinCards(parted, { above: 'pool1', below: 'conv2', coming: 'below' }));
    expect(chainsOf(joined)).toEqual(chainsOf(lenet));
    expect(joined.layout['conv2']).toEqual({ x: 400, y: 10 });
    expect(() => takeApart(lenet, 'conv1', { x: 0, y: 0 })).toThrow('first in its card already');
  });

  test('a layer alone is connected, and feeds what the card above it fed', () => {
    const more = withAlone(lenet);
    const joint = { above: 'fc2', below: 'drop1', coming: 'below' } as const;
    const joined = applyEdits(more, joinCards(more, joint));
    expect(chainWith(joined, 'drop1').slice(-2)).toEqual(['fc2', 'drop1']);
    expect(joined.edges).toContainEqual({
      source: 'drop1',
      sourcePort: 'out',
      target: 'output',
      targetPort: 'in',
    });
    const first = { above: 'drop1', below: 'conv1', coming: 'above' } as const;
    const entered = applyEdits(more, joinCards(more, first));
    expect(chainWith(entered, 'drop1').slice(0, 2)).toEqual(['drop1', 'conv1']);
    expect(entered.edges.find(({ source }) => source === 'input')?.target).toBe('drop1');
  });

  test('what comes to a card joins its group', () => {
    const grouped = applyEdits(lenet, makeGroup(lenet, ['conv2', 'relu2']).edits);
    const joint = { above: 'relu2', below: 'pool2', coming: 'below' } as const;
    const joined = applyEdits(grouped, joinCards(grouped, joint));
    expect(chainWith(joined, 'conv2')).toContain('pool2');
    expect(joined.groups[0]?.nodes).toContain('fc2');
  });

  test('are refused in a sentence where they can’t be one', () => {
    const refusal = (above: string, below: string) => joinRefusal(lenet, { above, below, coming: 'below' });
    expect(refusal('input', 'conv1')).toBe('input always has a card of its own.');
    expect(refusal('conv2', 'conv1')).toContain('depends on');
    expect(refusal('conv1', 'fc2')).toContain('both wired elsewhere');
  });
});
