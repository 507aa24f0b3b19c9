/** Ends, places and frames of a block that is made and taken apart. */
import { describe, expect, test } from 'vitest';
import { applyEdits } from './apply';
import { CARD_GAP, cardHeight, ROW_HEIGHT } from './card-size';
import { dissolveBlock } from './dissolve-block';
import { emptyDocument, type ConvDocument, type Edge, type GraphNode } from './document';
import { makeBlock } from './make-block';

const layer = (id: string, type: string): GraphNode => ({ id, type, name: id, params: {} });
const edge = (source: string, target: string, targetPort = 'in'): Edge => {
  return { source, sourcePort: 'out', target, targetPort };
};
/** A residual block: the input feeds the convolution and the sum. */
const residual: ConvDocument = {
  ...emptyDocument(),
  nodes: [
    layer('input', 'Input'),
    layer('conv', 'Conv2D'),
    layer('act', 'Activation'),
    layer('add', 'Add'),
    layer('output', 'Output'),
  ],
  edges: [
    edge('input', 'conv'),
    edge('conv', 'act'),
    edge('act', 'add', 'in:0'),
    edge('input', 'add', 'in:1'),
    edge('add', 'output'),
  ],
  layout: {
    input: { x: 0, y: 0 },
    conv: { x: 40, y: 100 },
    add: { x: 0, y: 300 },
    output: { x: 0, y: 400 },
  },
  groups: [{ id: 'frame', title: 'Frame', nodes: ['conv', 'act', 'add', 'output'] }],
};
const made = (ids: readonly string[], document = residual, name?: string) => {
  const result = makeBlock(document, ids, name === undefined ? {} : { name });
  return { ...result, document: applyEdits(document, result.edits) };
};

describe('what enters and leaves', () => {
  test('one input for what feeds several layers', () => {
    const { document, block, definition } = made(['conv', 'act', 'add']);
    expect(document.definitions[definition]).toMatchObject({
      inputs: [
        { name: 'in', node: 'conv', port: 'in' },
        { name: 'in', node: 'add', port: 'in:1' },
      ],
      outputs: [{ name: 'out', node: 'add', port: 'out' }],
    });
    expect(document.edges).toEqual([edge(block, 'output'), edge('input', block)]);
  });

  test('an input for each source, and an output for each layer that others read', () => {
    const { document, definition } = made(['act', 'add']);
    expect(document.definitions[definition]?.inputs.map(({ name, node }) => [name, node])).toEqual([
      ['in', 'act'],
      ['in2', 'add'],
    ]);
    const twice = { ...residual, edges: [...residual.edges, edge('conv', 'add', 'in:2')] };
    const pair = made(['conv', 'act'], twice);
    expect(pair.document.definitions[pair.definition]?.outputs).toEqual([
      { name: 'out', node: 'act', port: 'out' },
      { name: 'out2', node: 'conv', port: 'out' },
    ]);
  });

  test('what is open inside can be connected outside', () => {
    const loose = { ...residual, edges: [edge('conv', 'act')] };
    const { document, definition } = made(['conv', 'act', 'add'], loose);
    expect(document.definitions[definition]?.inputs).toEqual([
      { name: 'in', node: 'conv', port: 'in' },
      { name: 'in2', node: 'add', port: 'in:0' },
      { name: 'in3', node: 'add', port: 'in:1' },
    ]);
    expect(document.definitions[definition]?.outputs.map(({ node }) => node)).toEqual(['add', 'act']);
  });
});

describe('names and places', () => {
  test('the block stands where the layers stood, and holds them as they were', () => {
    const { document, block, definition } = made(['conv', 'act', 'add']);
    expect(document.layout[block]).toEqual({ x: 0, y: 100 });
    expect(document.definitions[definition]?.layout).toEqual({
      conv: { x: 40, y: 0 },
      act: { x: 40, y: ROW_HEIGHT },
      add: { x: 0, y: 200 },
    });
    expect(Object.keys(document.layout)).not.toContain('conv');
    const back = applyEdits(document, dissolveBlock(document, block).edits);
    expect(back.layout['conv']).toEqual(residual.layout['conv']);
    expect(back.layout['add']).toEqual(residual.layout['add']);
  });

  test('it is called as it is told, else by a number', () => {
    const named = made(['conv', 'act'], residual, ' My part ');
    expect(named.definition).toBe('my-part');
    expect(named.document.definitions['my-part']?.name).toBe('My part');
    expect(named.document.nodes.at(-1)?.name).toBe('My part');
    const first = made(['conv']);
    const second = made(['act'], first.document);
    expect(second.document.definitions[second.definition]?.name).toBe('Block 2');
    expect(made(['conv'], residual, 'constructor').definition).toBe('block');
  });

  test('a frame around the layers holds the block, and then the layers again', () => {
    const { document, block } = made(['conv', 'act']);
    expect(document.groups[0]?.nodes).toEqual(['add', 'output', block]);
    const back = applyEdits(document, dissolveBlock(document, block).edits);
    expect(back.groups[0]?.nodes).toEqual(['add', 'output', 'conv', 'act']);
    expect(made(['conv', 'act', 'add', 'output'].slice(0, 3)).document.groups[0]?.nodes).toHaveLength(2);
  });

  test('copies stand below one another, and what follows makes room', () => {
    const { document, block } = made(['conv', 'act']);
    const repeated = applyEdits(document, [{ edit: 'setBlock', id: block, repeat: 3 }]);
    const { edits, nodes } = dissolveBlock(repeated, block);
    const flat = applyEdits(repeated, edits);
    expect(nodes).toEqual([1, 2, 3].flatMap((copy) => [`${block}_${copy}_conv`, `${block}_${copy}_act`]));
    const step = cardHeight(flat, nodes.slice(0, 2)) + CARD_GAP;
    expect(nodes.filter((id) => id.endsWith('conv')).map((id) => flat.layout[id])).toEqual(
      [0, 1, 2].map((copy) => ({ x: 40, y: 100 + copy * step })),
    );
    expect(flat.layout['add']?.y).toBe(300 + 3 * step - CARD_GAP - cardHeight(repeated, [block]));
  });
});
