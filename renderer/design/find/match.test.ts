import { describe, expect, it } from 'vitest';
import { compile } from '../../../shared/compiler/compile';
import { emptyDocument, type GraphNode } from '../../../shared/graph/document';
import { matches } from './match';
import { parseQuery } from './query';

const node = (id: string, type: string, params: Readonly<Record<string, unknown>> = {}): GraphNode => ({
  id,
  type,
  name: id,
  params,
});
const nodes = [
  node('image', 'Input', { shape: [56, 56, 64] }),
  node('first', 'Conv2D', { filters: 64, kernelSize: [3, 3], padding: 'same' }),
  node('bend', 'Activation', { activation: 'relu' }),
  node('narrow', 'Conv2D', { filters: 256, kernelSize: [1, 1], strides: [2, 2], useBias: false }),
  node('rest', 'BatchNormalization'),
  node('flat', 'Flatten'),
  node('head', 'Dense', { units: 10 }),
  node('link', 'Activation', { activation: 'softmax' }),
];
const document = {
  ...emptyDocument('Found'),
  nodes,
  edges: nodes.slice(1).map(({ id }, i) => ({
    source: nodes[i]?.id ?? '',
    sourcePort: 'out',
    target: id,
    targetPort: 'in',
  })),
};
const { layers } = compile(document);
const found = (text: string): readonly string[] =>
  layers.filter((layer) => matches(layer, parseQuery(text).conditions)).map(({ id }) => id);

describe('what is found', () => {
  it.each([
    ['conv', ['first', 'narrow']],
    ['conv 3x3', ['first']],
    ['conv and 3×3', ['first']],
    ['nn.Linear', ['head']],
    ['relu', ['bend']],
    ['nn.ReLU', ['bend']],
    ['softmax', ['link']],
    ['filters=64', ['first']],
    ['filters>=64', ['first', 'narrow']],
    ['out_channels=256', ['narrow']],
    ['kernel=1x1', ['narrow']],
    ['kernel=3', ['first']],
    ['stride=2', ['narrow']],
    ['padding=same', ['first']],
    ['useBias=false', ['narrow']],
    ['>1M params', ['head']],
    ['params > 1M', ['head']],
    ['= 36,928 parameters', ['first']],
    ['>=100M macs', ['first']],
    ['conv <100m macs', ['narrow']],
    ['56x56', ['image', 'first', 'bend']],
    ['28x28x256', ['narrow', 'rest']],
    ['256@28x28', ['narrow', 'rest']],
    ['256x28x28 norm', ['rest']],
    ['"head"', ['head']],
    ['capsule', []],
    ['conv softmax', []],
  ])('%s', (text, ids) => {
    expect(found(text)).toEqual(ids);
  });
});

describe('what can’t be read', () => {
  it('says how to write it, and holds the other parts', () => {
    expect(parseQuery('conv filters=')).toMatchObject({
      conditions: [{ kind: 'word', text: 'conv' }],
      problem: expect.stringContaining('filters=64') as string,
    });
    expect(parseQuery('>3 pineapples').problem).toContain('“pineapples” can’t'.replace('’', "'"));
    expect(parseQuery('params>many').problem).toContain('“many” is no number');
  });

  it('asks for nothing where nothing is typed', () => {
    expect(parseQuery('  ')).toEqual({ conditions: [], problem: null });
  });
});
