import { describe, expect, test } from 'vitest';
import { compile } from '../compiler/compile';
import { parseDocument, serializeDocument } from '../format/document-format';
import { applyEdits } from './apply';
import {
  addParameter,
  changeParameter,
  moveParameter,
  removeParameter,
  renameParameter,
} from './definition-params';
import {
  connectInput,
  disconnectInput,
  freePortName,
  moveInput,
  moveOutput,
  portNames,
  removeInput,
  removeOutput,
  renameInput,
  renameOutput,
  setOutput,
} from './definition-ports';
import {
  portable,
  removeDefinition,
  renameDefinition,
  repeatBlock,
  separate,
  useDefinition,
} from './definitions';
import { dissolveBlockRefusal } from './dissolve-block';
import {
  emptyDocument,
  isBlock,
  type BlockNode,
  type ConvDocument,
  type Definition,
  type Edge,
  type GraphNode,
} from './document';
import type { Edit } from './edit';
import { EditError } from './edit-error';
import { usersOf } from './instances';
import { makeBlock, makeBlockRefusal } from './make-block';
import { movedBy } from './change';
import { moveId } from './moved';

const layer = (id: string, type: string, params: GraphNode['params'] = {}): GraphNode => {
  return { id, type, name: id, params };
};
const block = (id: string, definition: string, more: Partial<BlockNode> = {}): BlockNode => {
  return { id, type: 'Block', name: id, params: {}, definition, args: {}, repeat: 1, ...more };
};
const edge = (source: string, target: string, targetPort = 'in', sourcePort = 'out'): Edge => {
  return { source, sourcePort, target, targetPort };
};

const unit: Definition = {
  name: 'Unit',
  params: [{ name: 'width', default: 8 }],
  nodes: [
    layer('conv', 'Conv2D', { filters: { expr: 'width * (i + 1)' }, padding: 'same' }),
    layer('act', 'Activation'),
  ],
  edges: [edge('conv', 'act')],
  inputs: [{ name: 'in', node: 'conv', port: 'in' }],
  outputs: [{ name: 'out', node: 'act', port: 'out' }],
};
const outer: Definition = {
  name: 'Outer',
  params: [{ name: 'wide', default: 4 }],
  nodes: [block('first', 'unit', { args: { width: { expr: 'wide' } } }), layer('norm', 'BatchNormalization')],
  edges: [edge('first', 'norm')],
  inputs: [{ name: 'in', node: 'first', port: 'in' }],
  outputs: [{ name: 'out', node: 'norm', port: 'out' }],
};
const drawing: ConvDocument = {
  ...emptyDocument(),
  nodes: [
    layer('input', 'Input', { shape: [8, 8, 3] }),
    block('a', 'unit', { args: { width: 6 } }),
    block('b', 'outer', { repeat: 2 }),
    layer('output', 'Output', { task: 'segmentation' }),
  ],
  edges: [edge('input', 'a'), edge('a', 'b'), edge('b', 'output')],
  definitions: { unit, outer },
};

const after = (edits: readonly Edit[], document = drawing): ConvDocument => {
  const changed = applyEdits(document, edits);
  expect(parseDocument(serializeDocument(changed))).toEqual(changed);
  return changed;
};
const blockOf = (document: ConvDocument, id: string): BlockNode => {
  const node = document.nodes.find((each) => each.id === id);
  if (!node || !isBlock(node)) throw new Error(`${id} is no block.`);
  return node;
};
const errors = (document: ConvDocument): readonly string[] =>
  compile(document)
    .diagnostics.filter(({ severity }) => severity === 'error')
    .map(({ code }) => code);

test('the drawing is sound', () => {
  expect(errors(drawing)).toEqual([]);
});

describe('parameters of a definition', () => {
  test('are renamed inside and wherever they are set', () => {
    const renamed = after(renameParameter(drawing, 'unit', 'width', 'filters'));
    expect(renamed.definitions['unit']?.nodes[0]?.params['filters']).toEqual({ expr: 'filters * (i + 1)' });
    expect(blockOf(renamed, 'a').args).toEqual({ filters: 6 });
    expect(renamed.definitions['outer']?.nodes[0]).toMatchObject({ args: { filters: { expr: 'wide' } } });
    expect(compile(renamed).totals).toEqual(compile(drawing).totals);
  });

  test('are added and removed, with what sets them', () => {
    const added = after(addParameter(drawing, 'unit', { name: 'rate', default: 0.5, label: 'Rate' }));
    const set = after([{ edit: 'setBlock', id: 'a', args: { rate: 0.1 } }], added);
    expect(blockOf(set, 'a').args).toEqual({ width: 6, rate: 0.1 });
    expect(blockOf(after(removeParameter(set, 'unit', 'rate'), set), 'a').args).toEqual({ width: 6 });
  });

  test('stay while they are used, and the sentence says where', () => {
    expect(() => removeParameter(drawing, 'unit', 'width')).toThrow(EditError);
    expect(() => removeParameter(drawing, 'unit', 'width')).toThrow(
      '“width” is used in conv (filters): write a value there first.',
    );
    expect(() => removeParameter(drawing, 'outer', 'wide')).toThrow('first (width)');
  });

  test('can be ordered and described', () => {
    const two = after(addParameter(drawing, 'unit', { name: 'rate', default: 1 }));
    const ordered = after(moveParameter(two, 'unit', 'rate', 0), two);
    expect(ordered.definitions['unit']?.params.map(({ name }) => name)).toEqual(['rate', 'width']);
    const told = after(
      changeParameter(ordered, 'unit', 'rate', { label: 'Rate', min: 0, default: 2 }),
      ordered,
    );
    expect(told.definitions['unit']?.params[0]).toEqual({ name: 'rate', default: 2, label: 'Rate', min: 0 });
    const plain = after(changeParameter(told, 'unit', 'rate', { label: undefined }), told);
    expect(plain.definitions['unit']?.params[0]).toEqual({ name: 'rate', default: 2, min: 0 });
  });

  test.each([
    ['i', /index of the copy/],
    ['max', /has a meaning/],
    ['true', /has a meaning/],
    ['constructor', /has a meaning/],
    ['2x', /letters, digits/],
    ['', /letters, digits/],
    ['width', /already has/],
  ])("can't be called “%s”", (name, sentence) => {
    expect(() => addParameter(drawing, 'unit', { name, default: 1 })).toThrow(sentence);
  });
});

describe('ends of a definition', () => {
  test('are renamed with what is connected to them', () => {
    const renamed = after(renameInput(drawing, 'unit', 'in', 'x'));
    const both = after(renameOutput(renamed, 'unit', 'out', 'y'), renamed);
    expect(both.edges).toContainEqual(edge('input', 'a', 'x'));
    expect(both.edges).toContainEqual(edge('a', 'b', 'in', 'y'));
    expect(both.definitions['outer']?.inputs).toEqual([{ name: 'in', node: 'first', port: 'x' }]);
    expect(both.definitions['outer']?.edges).toEqual([edge('first', 'norm', 'in', 'y')]);
    expect(compile(both).totals).toEqual(compile(drawing).totals);
    expect(errors(both)).toEqual([]);
  });

  test('take with them what was connected, in the definitions around them too', () => {
    const gone = after(removeInput(drawing, 'unit', 'in'));
    expect(gone.edges).toEqual([edge('b', 'output')]);
    // The input of the definition around it fed nothing else.
    expect(gone.definitions['outer']?.inputs).toEqual([]);
    const ended = after(removeOutput(drawing, 'unit', 'out'));
    expect(ended.edges).toEqual([edge('input', 'a'), edge('b', 'output')]);
    expect(ended.definitions['outer']?.edges).toEqual([]);
  });

  test('are connected to layers inside', () => {
    const free = after(disconnectInput(drawing, 'unit', 'conv', 'in'));
    expect(free.definitions['unit']?.inputs).toEqual([]);
    const back = after(connectInput(free, 'unit', 'in', 'conv', 'in'), free);
    expect(back.definitions['unit']).toEqual(unit);
    expect(() => connectInput(drawing, 'unit', 'in2', 'conv', 'in')).toThrow('already takes the block');
    expect(() => connectInput(drawing, 'unit', 'in2', 'act', 'in')).toThrow('already takes conv');
    const more = after(setOutput(drawing, 'unit', 'middle', 'conv', 'out'));
    const ordered = after(moveOutput(more, 'unit', 'middle', 0), more);
    expect(portNames(ordered.definitions['unit'] ?? unit, 'outputs')).toEqual(['middle', 'out']);
    const wide = after(connectInput(drawing, 'outer', freePortName(outer, 'inputs'), 'norm', 'gamma'));
    const swapped = after(moveInput(wide, 'outer', 'in2', 0), wide);
    expect(portNames(swapped.definitions['outer'] ?? outer, 'inputs')).toEqual(['in2', 'in']);
    const other = after(setOutput(drawing, 'unit', 'out', 'conv', 'out'));
    expect(other.definitions['unit']?.outputs).toEqual([{ name: 'out', node: 'conv', port: 'out' }]);
  });
});

describe('definitions as a whole', () => {
  test('come into a document with those inside them, and are used again where they are there', () => {
    const empty = emptyDocument();
    const first = useDefinition(empty, portable(drawing, 'outer'));
    const filled = after(first.edits, empty);
    expect(Object.keys(filled.definitions).sort()).toEqual(['outer', 'unit']);
    expect(useDefinition(filled, portable(drawing, 'outer'))).toEqual({ edits: [], definition: 'outer' });
    const other = { ...drawing, definitions: { outer, unit: { ...unit, name: 'Another' } } };
    const second = useDefinition(filled, portable(other, 'outer'));
    const both = after(second.edits, filled);
    expect(second.definition).toBe('outer2');
    expect(both.definitions['outer2']?.nodes[0]).toMatchObject({ definition: 'unit2' });
  });

  test('are refused where they are incomplete or contain themselves', () => {
    const lonely = { definition: outer, definitions: {} };
    expect(() => useDefinition(drawing, lonely)).toThrow('needs “unit”, which is not with it');
    const circle = { ...unit, nodes: [block('x', 'unit')] };
    expect(() => useDefinition(drawing, { definition: outer, definitions: { unit: circle } })).toThrow(
      'contains itself',
    );
  });

  test('can be separated, renamed and removed', () => {
    const own = separate(drawing, 'a');
    const apart = after(own.edits);
    expect(blockOf(apart, 'a').definition).toBe(own.definition);
    expect(apart.definitions[own.definition]?.name).toBe('Unit 2');
    expect(usersOf(apart, 'unit').map(({ scope, node }) => [scope, node.id])).toEqual([['outer', 'first']]);
    expect(after(renameDefinition(drawing, 'unit', ' Pair ')).definitions['unit']?.name).toBe('Pair');
    expect(() => removeDefinition(drawing, 'unit')).toThrow('still used by a and 1 more');
  });

  test('move the layers of the first copy where a block becomes several', () => {
    const edits = repeatBlock(drawing, 'a', 3);
    const moved = movedBy(drawing, edits);
    const ids = compile(after(edits)).layers.map(({ id }) => id);
    expect(moveId(moved, 'a/conv/kernel')).toBe('a[0]/conv/kernel');
    expect(ids).toContain(moveId(moved, 'a/conv'));
    const inside = repeatBlock(drawing, 'first', { expr: 'wide' }, 'outer');
    expect(moveId(movedBy(drawing, inside), 'b[1]/first/act')).toBe('b[1]/first[0]/act');
    expect(compile(after(inside)).byId.has('b[1]/first[3]/act')).toBe(true);
  });
});

describe('what a block refuses', () => {
  test.each([
    [[], /Select the layers/],
    [['input', 'a'], /input is an input of the network/],
    [['gone'], /no layer “gone”/],
  ])('%j', (ids, sentence) => {
    expect(makeBlockRefusal(drawing, ids)).toMatch(sentence);
    expect(() => makeBlock(drawing, ids)).toThrow(sentence);
  });

  test('a way that leads out of it and back', () => {
    const long = {
      ...drawing,
      nodes: [...drawing.nodes, layer('act', 'Activation')],
      edges: [edge('input', 'a'), edge('a', 'act'), edge('act', 'b'), edge('b', 'output')],
    };
    expect(makeBlockRefusal(long, ['a', 'b'])).toMatch(/through act and back into it.*select act too/);
    expect(makeBlockRefusal(long, ['a', 'act', 'b'])).toBeNull();
  });

  test('to be dissolved where its layers could not say the same', () => {
    const counted = { ...outer, nodes: [block('first', 'unit', { repeat: { expr: 'wide' } })], edges: [] };
    const document = { ...drawing, definitions: { unit, outer: { ...counted, inputs: [], outputs: [] } } };
    expect(dissolveBlockRefusal(document, 'first', 'outer')).toMatch(
      /repeated “wide” times.*set a number first/,
    );
    const sometimes = { ...outer, nodes: outer.nodes.map((node) => ({ ...node, when: { expr: 'i > 0' } })) };
    const conditional = { ...drawing, definitions: { unit, outer: sometimes } };
    expect(dissolveBlockRefusal(conditional, 'first', 'outer')).toMatch(/only where “i > 0”/);
  });
});

describe('edits of blocks', () => {
  test('an argument is taken out, so that the default holds', () => {
    const plain = after([{ edit: 'setBlock', id: 'a', args: { width: null }, repeat: { expr: '1 + 1' } }]);
    expect(blockOf(plain, 'a')).toMatchObject({ args: {}, repeat: { expr: '1 + 1' } });
    expect(compile(plain).byId.get('a[1]/conv')?.params['filters']).toBe(16);
  });

  test('a condition is set and taken away', () => {
    const set = after([{ edit: 'setWhen', scope: 'unit', id: 'act', when: { expr: 'i == 0' } }]);
    expect(set.definitions['unit']?.nodes[1]?.when).toEqual({ expr: 'i == 0' });
    const free = after([{ edit: 'setWhen', scope: 'unit', id: 'act', when: null }], set);
    expect(free.definitions['unit']?.nodes[1]).toEqual(unit.nodes[1]);
  });
});

describe('arguments that depend on the copy', () => {
  const widths = (args: BlockNode['args'], repeat = 3): readonly unknown[] =>
    compile(after([{ edit: 'setBlock', id: 'a', args, repeat }]))
      .layers.filter(({ id }) => /^a.*conv$/.test(id))
      .map(({ params }) => params['filters']);

  test('as a list, or counted by “i”', () => {
    expect(widths({ width: [2, 3, 4] })).toEqual([2, 6, 12]);
    expect(widths({ width: { expr: 'i == 0 ? 5 : 1' } })).toEqual([5, 2, 3]);
    expect(widths({ width: { expr: '[9, 8, 7][i]' } })).toEqual([9, 16, 21]);
  });

  test('a list that is too short is an error that says so, once', () => {
    const short = after([{ edit: 'setBlock', id: 'a', args: { width: [2, 3] }, repeat: 4 }]);
    const found = compile(short).diagnostics.filter(({ severity }) => severity === 'error');
    expect(found.map(({ message }) => message)).toEqual([
      'In a: “width” lists 2 values, and copy 3 needs one more.',
    ]);
  });
});
