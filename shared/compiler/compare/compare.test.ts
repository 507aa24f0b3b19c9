import { describe, expect, test } from 'vitest';
import { findTemplate } from '../../../templates';
import { layers } from '../../layers/index';
import { applyEdits } from '../../graph/apply';
import { appendAfter, insertOnEdge, newNode, removeAndHeal } from '../../graph/create';
import type { ConvDocument } from '../../graph/document';
import { createCompiler } from '../compile';
import { compare, isDifferent, type Comparison } from './compare';
import { longestRising } from './match-layers';

const compile = (document: ConvDocument) => createCompiler().compile(document);

function templateOf(name: string): ConvDocument {
  const document = findTemplate(name)?.document;
  if (document === undefined) throw new Error(`There is no template "${name}".`);
  return document;
}

function layerOf(type: string) {
  const layer = layers.find((each) => each.type === type);
  if (layer === undefined) throw new Error(`There is no layer ${type}.`);
  return layer;
}

const between = (left: ConvDocument, right: ConvDocument): Comparison =>
  compare(compile(left), compile(right));
/** `changed conv1` */
const told = ({ rows }: Comparison): readonly string[] =>
  rows
    .filter(({ kind }) => kind !== 'same')
    .map(({ kind, left, right }) => `${kind} ${right?.name ?? left?.name ?? ''}`);
const changesOf = ({ rows }: Comparison, name: string) =>
  rows.find(({ right }) => right?.name === name)?.changes;

const lenet = templateOf('lenet5');
const [firstEdge] = lenet.edges;

describe('two versions of a network', () => {
  test('are the same where nothing was done', () => {
    const same = between(lenet, { ...lenet });
    expect(isDifferent(same)).toBe(false);
    expect(same.counts.same).toBe(same.rows.length);
  });

  test('differ in a parameter, and in the cost of what comes after', () => {
    const wider = applyEdits(lenet, [{ edit: 'setParams', id: 'C1', params: { filters: 12 } }]);
    const difference = between(lenet, wider);
    expect(changesOf(difference, 'C1')).toEqual([{ label: 'Filters', from: '6', to: '12' }]);
    expect(told(difference)).toContain('changed C1');
    expect(told(difference)).toContain('affected C3');
    expect(told(difference)).not.toContain('affected C5');
    // (5·5·1 + 1)·6 more in C1, 5·5·6·16 more in C3.
    expect(difference.rows.find(({ right }) => right?.name === 'C1')?.parameters).toBe(156);
    expect(difference.rows.find(({ right }) => right?.name === 'C3')?.parameters).toBe(2400);
    const { left, right } = difference.totals;
    expect(right.trainable - left.trainable).toBe(2556);
    expect(difference.rows.reduce((sum, { macs }) => sum + macs, 0)).toBe(right.macs - left.macs);
  });

  test('tell what was added and removed, and that nothing else was wired anew', () => {
    if (firstEdge === undefined) throw new Error('LeNet-5 has edges.');
    const node = newNode(lenet, layerOf('BatchNormalization'));
    const added = applyEdits(lenet, insertOnEdge(lenet, firstEdge, node));
    expect(told(between(lenet, added))).toEqual([`added ${node.name}`]);
    expect(told(between(added, lenet))).toEqual([`removed ${node.name}`]);
    const without = applyEdits(lenet, removeAndHeal(lenet, ['tanh6']));
    expect(told(between(lenet, without))).toEqual(['removed tanh6']);
  });

  test('tell names, places, wiring, settings and blocks', () => {
    const renamed = applyEdits(lenet, [
      { edit: 'renameNode', id: 'C1', name: 'first' },
      { edit: 'place', layout: { [lenet.nodes[0]?.id ?? '']: { x: 900, y: 900 } } },
      { edit: 'setTraining', training: { learningRate: 0.5 } },
      { edit: 'setInfo', name: 'Mine' },
    ]);
    const difference = between(lenet, renamed);
    expect(told(difference)).toEqual(['moved input', 'changed first']);
    expect(changesOf(difference, 'first')).toEqual([{ label: 'Name', from: 'C1', to: 'first' }]);
    expect(difference.settings).toEqual([
      { label: 'Name', from: lenet.name, to: 'Mine' },
      { label: 'Training: learning rate', from: String(lenet.training.learningRate), to: '0.5' },
    ]);

    const resnet = templateOf('resnet18');
    const [id = ''] = Object.keys(resnet.definitions);
    const inner = resnet.definitions[id]?.nodes.find(({ type }) => type === 'Activation');
    const changed = applyEdits(resnet, [
      { edit: 'setParams', scope: id, id: inner?.id ?? '', params: { activation: 'tanh' } },
    ]);
    const inBlocks = between(resnet, changed);
    expect(inBlocks.definitions).toMatchObject([{ id, kind: 'changed' }]);
    expect(inBlocks.counts.changed).toBeGreaterThan(3);

    const skip = compile(resnet).edges.find(({ target }) => target.endsWith('add1'));
    expect(skip).toBeDefined();
    const add = newNode(lenet, layerOf('Add'));
    const summed = applyEdits(lenet, [
      { edit: 'addNode', node: add },
      { edit: 'connect', edge: { source: 'C1', sourcePort: 'out', target: add.id, targetPort: 'in:0' } },
    ]);
    const rewired = applyEdits(summed, [
      { edit: 'disconnect', edge: { source: 'C1', sourcePort: 'out', target: add.id, targetPort: 'in:0' } },
      { edit: 'connect', edge: { source: 'C3', sourcePort: 'out', target: add.id, targetPort: 'in:0' } },
    ]);
    expect(changesOf(between(summed, rewired), add.name)).toEqual([
      { label: 'Input in:0', from: 'C1', to: 'C3' },
    ]);
  });
});

describe('networks without a common past', () => {
  test('are aligned by what their layers are, whatever their ids', () => {
    const resnet = templateOf('resnet18');
    const flat = templateOf('vgg11');
    const id = (name: string): string => `x-${name}`;
    const copy: ConvDocument = {
      ...flat,
      nodes: flat.nodes.map((node) => ({ ...node, id: id(node.id) })),
      edges: flat.edges.map((edge) => ({ ...edge, source: id(edge.source), target: id(edge.target) })),
      layout: {},
    };
    expect(told(between(flat, copy))).toEqual([]);
    const last = copy.nodes.find(({ type }) => type === 'Conv2D');
    const node = newNode(copy, layerOf('Dropout'));
    const longer = applyEdits(copy, appendAfter(copy, last?.id ?? '', node));
    expect(told(between(flat, longer))).toEqual([`added ${node.name}`]);
    expect(isDifferent(between(resnet, flat))).toBe(true);
  });

  test('VGG-11 has all its convolutions in VGG-16, and VGG-16 five more', () => {
    const difference = between(templateOf('vgg11'), templateOf('vgg16'));
    const kinds = (kind: string) =>
      difference.rows.filter((row) => row.kind === kind && (row.right ?? row.left)?.type === 'Conv2D').length;
    expect(kinds('added')).toBe(5);
    expect(kinds('removed')).toBe(0);
    expect(difference.counts.moved).toBe(0);
  });

  test('are compared in well under a second, ResNet-152 too', () => {
    const [small, large] = [compile(templateOf('resnet101')), compile(templateOf('resnet152'))];
    const start = performance.now();
    const difference = compare(small, large);
    const took = performance.now() - start;
    expect(difference.totals.right.trainable).toBe(60_192_808);
    expect(difference.rows.length).toBeGreaterThanOrEqual(large.layers.length);
    expect(took).toBeLessThan(1000);
  });
});

test('a longest rising subsequence', () => {
  expect(longestRising([])).toEqual([]);
  expect(longestRising([3, 0, 1, 2])).toEqual([1, 2, 3]);
  expect(longestRising([2, 1, 3]).length).toBe(2);
});
