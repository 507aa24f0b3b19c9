import { describe, expect, test } from 'vitest';
import { isBlock, type Definition } from '../graph/document';
import { parseBlock, serializeBlock, type SavedBlock } from './block-file';
import { FormatError } from './format-error';

const inner: Definition = {
  name: 'Inner',
  params: [{ name: 'width', default: 8, label: 'Width', help: 'How wide.', min: 1, max: 64 }],
  nodes: [{ id: 'conv', type: 'Conv2D', name: 'conv', params: { filters: { expr: 'width' } } }],
  edges: [],
  inputs: [{ name: 'in', node: 'conv', port: 'in' }],
  outputs: [{ name: 'out', node: 'conv', port: 'out' }],
};
const definition: Definition = {
  ...inner,
  name: 'Mine',
  params: [],
  nodes: [
    {
      id: 'conv',
      type: 'Block',
      name: 'conv',
      params: {},
      definition: 'inner',
      args: { width: [1, 2] },
      repeat: 2,
    },
  ],
};
const block: SavedBlock = { name: 'My block', definition, definitions: { inner } };

const changed = (change: (raw: Record<string, unknown>) => void): string => {
  const raw = JSON.parse(serializeBlock(block)) as Record<string, unknown>;
  change(raw);
  return JSON.stringify(raw);
};

describe('a block in a file', () => {
  test('comes back as it was, and reads the same however it was made', () => {
    const text = serializeBlock(block);
    expect(parseBlock(text)).toEqual(block);
    expect(serializeBlock(parseBlock(text))).toBe(text);
    expect(text.startsWith('{\n  "format": "convcanvas-block",\n  "version": 1,\n')).toBe(true);
    expect(text.endsWith('}\n')).toBe(true);
  });

  test('may be made of as many blocks, one in another, as a file holds', () => {
    const [part] = definition.nodes.filter(isBlock);
    if (!part) throw new Error('The block of these tests holds another.');
    const nested = (i: number): Definition => ({
      ...inner,
      name: `Nested ${i} of a chain`,
      nodes: [{ ...part, args: {}, definition: `d${i + 1}` }],
      edges: [],
      inputs: [],
      outputs: [],
    });
    const chain = Array.from({ length: 4_000 }, (_, i) => [`d${i}`, nested(i)] as const);
    const deep: SavedBlock = {
      name: 'Deep',
      definition: { ...nested(-1), name: 'Deep' },
      definitions: { ...Object.fromEntries(chain), d4000: inner },
    };
    expect(Object.keys(parseBlock(serializeBlock(deep)).definitions)).toHaveLength(4_001);
  });

  test.each([
    ['{', /not valid JSON/],
    ['[]', /not a ConvCanvas block/],
    ['{"format": "convcanvas", "version": 1}', /not a ConvCanvas block/],
    [changed((raw) => (raw['version'] = 2)), /newer version of ConvCanvas/],
    [changed((raw) => (raw['version'] = 'one')), /The block can't be opened: version must be 1/],
    [changed((raw) => (raw['name'] = '')), /name must be at least 1/],
    [changed((raw) => delete raw['definition']), /definition must be an object; it is missing/],
    [changed((raw) => (raw['definitions'] = {})), /stands for the definition “inner”/],
    [
      changed((raw) => (raw['definitions'] = { inner: { ...inner, nodes: definition.nodes } })),
      /“Inner” contains itself/,
    ],
    [
      changed((raw) => {
        const stranger = { ...inner, nodes: [{ id: 'conv', type: 'Nothing', name: 'conv', params: {} }] };
        raw['definitions'] = { inner: stranger };
      }),
      /type “Nothing”, which this version of ConvCanvas does not know/,
    ],
    [
      changed((raw) => {
        raw['definitions'] = { inner: { ...inner, outputs: [{ name: 'out', node: 'gone', port: 'out' }] } };
      }),
      /The block can't be opened: the port “out”/,
    ],
    [changed((raw) => (raw['definitions'] = { constructor: inner })), /The block can't be opened/],
    [`${'['.repeat(100)}${']'.repeat(100)}`, /nested more than/],
  ])('is refused in a sentence: %.60s', (text, sentence) => {
    expect(() => parseBlock(text)).toThrow(FormatError);
    expect(() => parseBlock(text)).toThrow(sentence);
  });
});
