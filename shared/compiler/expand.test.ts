import { describe, expect, test } from 'vitest';
import {
  emptyDocument,
  type BlockNode,
  type ConvDocument,
  type Definition,
  type Edge,
  type GraphNode,
} from '../graph/document';
import { createExpansion, expand } from './expand';

const node = (
  id: string,
  type = 'Activation',
  params: Readonly<Record<string, unknown>> = {},
): GraphNode => ({ id, type, name: id, params });
const edge = (source: string, target: string, targetPort = 'in'): Edge => ({
  source,
  sourcePort: 'out',
  target,
  targetPort,
});
const block = (
  id: string,
  definition: string,
  repeat: BlockNode['repeat'] = 1,
  args: Readonly<Record<string, unknown>> = {},
): BlockNode => ({
  ...node(id),
  type: 'Block',
  definition,
  repeat,
  args,
});
const definition = (
  nodes: readonly GraphNode[],
  edges: readonly Edge[],
  from: string,
  to: string,
  params: Definition['params'] = [],
): Definition => ({
  name: 'Part',
  params,
  nodes,
  edges,
  inputs: [{ name: 'in', node: from, port: 'in' }],
  outputs: [{ name: 'out', node: to, port: 'out' }],
});
const document = (
  nodes: readonly GraphNode[],
  edges: readonly Edge[],
  definitions: ConvDocument['definitions'] = {},
): ConvDocument => ({ ...emptyDocument(), nodes, edges, definitions });
const wires = (given: ConvDocument): string[] =>
  expand(given)
    .edges.map(({ source, target }) => `${source} > ${target}`)
    .sort();

const pair = definition([node('a'), node('b')], [edge('a', 'b')], 'a', 'b');

describe('expand', () => {
  test('leaves what has no blocks as it is', () => {
    const given = document([node('x'), node('y')], [edge('x', 'y')]);
    expect(wires(given)).toEqual(['x > y']);
  });

  test('puts copies one after the other, under paths that say which', () => {
    const given = document([node('x'), block('s', 'pair', 2), node('y')], [edge('x', 's'), edge('s', 'y')], {
      pair,
    });
    expect(expand(given).nodes.map(({ id }) => id)).toEqual([
      'x',
      's[0]/a',
      's[0]/b',
      's[1]/a',
      's[1]/b',
      'y',
    ]);
    expect(wires(given)).toEqual([
      's[0]/a > s[0]/b',
      's[0]/b > s[1]/a',
      's[1]/a > s[1]/b',
      's[1]/b > y',
      'x > s[0]/a',
    ]);
  });

  test('nests, with a path like stage2/block[3]/conv1', () => {
    const stage = definition([block('block', 'unit', 4)], [], 'block', 'block');
    const unit = definition([node('conv1')], [], 'conv1', 'conv1');
    const given = document([node('x'), block('stage2', 'stage')], [edge('x', 'stage2')], { stage, unit });
    expect(expand(given).nodes.at(-1)).toMatchObject({
      id: 'stage2/block[3]/conv1',
      block: 'stage2',
      origin: { scope: 'unit', node: 'conv1' },
    });
    expect(wires(given)).toContain('stage2/block[2]/conv1 > stage2/block[3]/conv1');
    expect(wires(given)).toContain('x > stage2/block[0]/conv1');
  });

  test('passes the first input through where `when` is false, or a block is repeated 0 times', () => {
    const off = { when: { expr: 'i > 0' } };
    const part = definition(
      [node('a'), { ...node('b'), ...off }, { ...node('c'), ...off }, node('d')],
      [edge('a', 'b'), edge('b', 'c'), edge('c', 'd')],
      'a',
      'd',
    );
    const given = document(
      [node('x'), block('s', 'part', 2), block('none', 'part', 0), node('y')],
      [edge('x', 's'), edge('s', 'none'), edge('none', 'y')],
      { part },
    );
    expect(wires(given)).toEqual([
      's[0]/a > s[0]/d',
      's[0]/d > s[1]/a',
      's[1]/a > s[1]/b',
      's[1]/b > s[1]/c',
      's[1]/c > s[1]/d',
      's[1]/d > y',
      'x > s[0]/a',
    ]);
  });

  test('passes through to the outside where the block’s own first node is off', () => {
    const part = definition(
      [{ ...node('a'), when: { expr: 'false' } }, node('b')],
      [edge('a', 'b')],
      'a',
      'b',
    );
    expect(wires(document([node('x'), block('s', 'part')], [edge('x', 's')], { part }))).toEqual(['x > s/b']);
  });

  test('fills in arguments, defaults, the index, inside of lists too', () => {
    const part = definition(
      [
        node('c', 'Conv2D', {
          filters: { expr: 'width * (i + 1)' },
          strides: [{ expr: 'i == 0 ? 2 : 1' }, 1],
        }),
      ],
      [],
      'c',
      'c',
      [{ name: 'width', default: 8 }],
    );
    const given = document([block('s', 'part', { expr: '1 + 1' }), block('t', 'part', 1, { width: 3 })], [], {
      part,
    });
    expect(expand(given).nodes.map(({ id, params }) => [id, params])).toEqual([
      ['s[0]/c', { filters: 8, strides: [2, 1] }],
      ['s[1]/c', { filters: 16, strides: [1, 1] }],
      ['t/c', { filters: 3, strides: [2, 1] }],
    ]);
  });

  test('a block’s port may feed several nodes', () => {
    const part: Definition = {
      ...definition([node('a'), node('sum', 'Add')], [edge('a', 'sum', 'in:0')], 'a', 'sum'),
      inputs: [
        { name: 'in', node: 'a', port: 'in' },
        { name: 'in', node: 'sum', port: 'in:1' },
      ],
    };
    const given = document([node('x'), block('s', 'part', 2)], [edge('x', 's')], { part });
    expect(wires(given)).toEqual([
      's[0]/a > s[0]/sum',
      's[0]/sum > s[1]/a',
      's[0]/sum > s[1]/sum',
      's[1]/a > s[1]/sum',
      'x > s[0]/a',
      'x > s[0]/sum',
    ]);
  });

  test.each([
    [
      'recursive-block',
      document([block('s', 'loop')], [], {
        loop: definition([block('again', 'loop')], [], 'again', 'again'),
      }),
      /contains itself/,
    ],
    ['unknown-definition', document([block('s', 'gone')], []), /stands for the block “gone”/],
    [
      'expression',
      document([block('s', 'part', { expr: 'widht' })], [], { part: pair }),
      /speaks of “widht”/,
    ],
    [
      'expression',
      document([block('s', 'part', { expr: '1.5' })], [], { part: pair }),
      /0 to 20000 times, and not 1.5 times/,
    ],
    [
      'unknown-argument',
      document([block('s', 'part', 1, { depth: 3 })], [], { part: pair }),
      /no such parameter/,
    ],
    [
      'too-many-layers',
      document([block('s', 'part', 20_000)], [], { part: pair }),
      /more than 20,000 layers/,
    ],
  ])('says what is wrong: %s', (code, given, sentence) => {
    const { problems } = expand(given);
    expect(problems.map((problem) => problem.code)).toContain(code);
    expect(problems.find((problem) => problem.code === code)?.message).toMatch(sentence);
  });

  test('keeps nodes that did not change', () => {
    const given = document([node('x'), block('s', 'pair', 2)], [edge('x', 's')], { pair });
    const expandNext = createExpansion();
    const before = expandNext(given);
    const after = expandNext({
      ...given,
      nodes: [node('x', 'Activation', { activation: 'tanh' }), ...given.nodes.slice(1)],
    });
    expect(after.edges).toBe(before.edges);
    expect(after.nodes[0]).not.toBe(before.nodes[0]);
    expect(after.nodes.slice(1).every((flat, i) => flat === before.nodes[i + 1])).toBe(true);
  });
});
