import { expect, test } from 'vitest';
import { findLayer } from '../layers/index';
import { applyEdits } from './apply';
import { flattenChain, readChain } from './chain-notation';
import { newNode } from './create';
import { emptyDocument, type ConvDocument, type Edge } from './document';
import { nodesById } from './scope';
import { replaceType } from './replace-type';

const layer = (type: string) => {
  const found = findLayer(type);
  if (!found) throw new Error(type);
  return found;
};

function chain(text: string): ConvDocument {
  const reading = readChain(text);
  if (!reading.ok) throw new Error(reading.message);
  return flattenChain(reading.parts).reduce((document, { layer: each, params }) => {
    const node = newNode(document, each, params);
    const last = document.nodes.at(-1);
    const edge: Edge | undefined = last && {
      source: last.id,
      sourcePort: 'out',
      target: node.id,
      targetPort: 'in',
    };
    return applyEdits(document, [
      { edit: 'addNode', node },
      ...(edge ? [{ edit: 'connect', edge } as const] : []),
    ]);
  }, emptyDocument());
}

test('connections, place and shared parameters stay', () => {
  const before = applyEdits(chain('input 32x32x3 c5-16/2 relu'), [
    { edit: 'place', layout: { conv1: { x: 40, y: 60 } } },
    { edit: 'setGroups', groups: [{ id: 'g', title: 'Stem', nodes: ['conv1'] }] },
  ]);
  const after = applyEdits(before, replaceType(before, 'conv1', layer('SeparableConv2D')));
  const node = nodesById(after).get('conv1');
  expect(node).toMatchObject({
    type: 'SeparableConv2D',
    params: { filters: 16, kernelSize: [5, 5], strides: [2, 2], padding: 'same', depthMultiplier: 1 },
  });
  expect(node?.name).toMatch(/^sep/);
  expect(new Set(after.edges)).toEqual(new Set(before.edges));
  expect(after.layout['conv1']).toEqual({ x: 40, y: 60 });
  expect(after.groups).toEqual(before.groups);
});

test('a name that was given by hand stays', () => {
  const before = applyEdits(chain('c5-16 pool2'), [{ edit: 'renameNode', id: 'pool1', name: 'S2' }]);
  const after = applyEdits(before, replaceType(before, 'pool1', layer('AveragePooling2D')));
  expect(nodesById(after).get('pool1')).toMatchObject({ name: 'S2', params: { poolSize: [2, 2] } });
});

test('a layer of one input and one of many', () => {
  const before = chain('c5-16 relu c3-8');
  const after = applyEdits(before, replaceType(before, 'act1', layer('Add')));
  expect(after.edges).toContainEqual({
    source: 'conv1',
    sourcePort: 'out',
    target: 'act1',
    targetPort: 'in:0',
  });
  expect(after.edges).toContainEqual({
    source: 'act1',
    sourcePort: 'out',
    target: 'conv2',
    targetPort: 'in',
  });
  const back = applyEdits(after, replaceType(after, 'act1', layer('Flatten')));
  expect(new Set(back.edges)).toEqual(new Set(before.edges));
});

test('values that the new type does not allow are left', () => {
  const before = applyEdits(chain('dropout 0.5'), []);
  const after = applyEdits(before, replaceType(before, 'drop1', layer('Dense')));
  expect(nodesById(after).get('drop1')?.params).not.toHaveProperty('rate');
});
