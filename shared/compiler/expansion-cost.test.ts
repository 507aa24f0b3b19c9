import { describe, expect, test } from 'vitest';
import { instancePaths } from '../graph/instances';
import {
  emptyDocument,
  type BlockNode,
  type ConvDocument,
  type Definition,
  type GraphNode,
} from '../graph/document';
import { compile, createCompiler } from './compile';
import { createExpansion, expand } from './expand';
import type { Part } from './expanded';

const node = (id: string, more: Partial<GraphNode> = {}): GraphNode => ({
  id,
  type: 'Activation',
  name: id,
  params: {},
  ...more,
});
const block = (id: string, definition: string, more: Partial<BlockNode> = {}): BlockNode => ({
  ...node(id),
  args: {},
  repeat: 1,
  ...more,
  definition,
  type: 'Block',
});
const off = { when: { expr: 'false' } };

/** One node after the other, between an input and an output of the block. */
const part = (nodes: readonly GraphNode[], more: Partial<Definition> = {}): Definition => ({
  name: 'Part',
  params: [],
  nodes,
  edges: nodes.slice(1).map(({ id }, i) => ({
    source: nodes[i]?.id ?? '',
    sourcePort: 'out',
    target: id,
    targetPort: 'in',
  })),
  inputs: nodes.slice(0, 1).map(({ id }) => ({ name: 'in', node: id, port: 'in' })),
  outputs: nodes.slice(-1).map(({ id }) => ({ name: 'out', node: id, port: 'out' })),
  ...more,
});
const document = (
  nodes: readonly GraphNode[],
  definitions: Readonly<Record<string, Definition>>,
): ConvDocument => ({ ...emptyDocument(), nodes, definitions });

/** Each made of two of the next: the innermost is there 2 ** depth times. */
const doubling = (depth: number, innermost: readonly GraphNode[]): ConvDocument =>
  document(
    [block('top', 'D0')],
    Object.fromEntries(
      Array.from({ length: depth }, (_, level) => [
        `D${level}`,
        part(level === depth - 1 ? innermost : [block('a', `D${level + 1}`), block('b', `D${level + 1}`)]),
      ]),
    ),
  );

const expressions = Array.from(
  { length: 60 },
  (_, i) => [`p${i}`, { expr: Array.from({ length: 240 }, () => 'i').join(' + ') }] as const,
);
const withArguments = document(
  [block('b', 'part', { repeat: 20_000, args: Object.fromEntries(expressions) })],
  { part: part([], { params: expressions.map(([name]) => ({ name, default: 1 })) }) },
);

const dear: readonly (readonly [string, ConvDocument])[] = [
  ['nothing, doubled', doubling(31, [])],
  ['a layer that is left out, doubled', doubling(31, [node('a', off)])],
  ['a block that is repeated 0 times, doubled', doubling(31, [block('a', 'D0', { repeat: 0 })])],
  ['a block that can\u2019t be there, doubled', doubling(31, [block('a', 'D0')])],
  [
    'copies of copies of nothing',
    document([block('a', 'outer', { repeat: 20_000 })], {
      outer: part([block('b', 'inner', { repeat: 20_000 })]),
      inner: part([]),
    }),
  ],
  ['long arguments of many copies', withArguments],
  [
    'connections of many copies',
    document([block('a', 'part', { repeat: 20_000 })], {
      part: part([node('x', off), node('y', off)], {
        edges: Array.from({ length: 2_000 }, (_, i) => ({
          source: 'x',
          sourcePort: 'out',
          target: 'y',
          targetPort: `in:${i}`,
        })),
      }),
    }),
  ],
  [
    'names that nobody knows, in many copies',
    document([block('a', 'outer', { repeat: 20_000 })], {
      outer: part([
        block('b', 'inner', {
          args: Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`k${i}`, 1])),
        }),
      ]),
      inner: part([]),
    }),
  ],
];

function partsIn(root: Part): number {
  const copies = root.entries.flatMap((entry) => (entry.kind === 'block' ? entry.copies : []));
  return copies.reduce((sum, copy) => sum + partsIn(copy), 1);
}

describe('what would take too long', () => {
  test.each(dear)('is not entered: %s', (_, given) => {
    const { problems, root } = expand(given);
    expect(problems.map(({ code }) => code)).toContain('too-much-work');
    expect(problems.length).toBeLessThan(30_000);
    expect(partsIn(root)).toBeLessThan(250_000);
  });

  test.each(dear)('is told with a way out: %s', (_, given) => {
    const found = compile(given).diagnostics.find(({ code }) => code === 'too-much-work');
    expect(found?.message).toMatch(/repeat blocks less often/);
    expect(found?.fixes[0]?.label).toMatch(/^Use .* once/);
  });

  test('is the same whether it was opened or drawn', () => {
    const { definitions } = doubling(31, [node('a', off)]);
    const expandNext = createExpansion();
    expandNext(document([node('x')], definitions));
    const drawn = expandNext(document([node('x'), block('top', 'D20')], definitions));
    expect(drawn.problems).toEqual([]);
    const more = document([node('x'), block('top', 'D20'), block('all', 'D0')], definitions);
    const said = ({ problems }: typeof drawn) => problems.map(({ code, flatId }) => [code, flatId]);
    expect(said(expandNext(more))).toEqual(said(expand(more)));
  });

  test('is counted where nothing is in a block, too', () => {
    const filters = Array.from({ length: 400 }, () => ({
      expr: Array.from({ length: 300 }, () => '1').join('+'),
    }));
    const nodes = Array.from({ length: 300 }, (_, i) => node(`n${i}`, { params: { filters: [...filters] } }));
    const { problems } = expand(document(nodes, {}));
    expect(problems.filter(({ code }) => code === 'too-much-work')).toHaveLength(1);
  });

  test('has no paths beyond the limits', () => {
    const given = doubling(31, [node('a', off)]);
    expect(instancePaths(given, 'D30').length).toBeLessThanOrEqual(250_000);
    expect(instancePaths(doubling(5, [node('a')]), 'D4')).toHaveLength(16);
  });
});

describe('what is large and well within the limits', () => {
  test('ten thousand copies of a layer that is computed', () => {
    const given = document([block('b', 'part', { repeat: 10_000, args: { width: { expr: 'i % 7 + 1' } } })], {
      part: part(
        [node('c', { type: 'Conv2D', params: { filters: { expr: 'i == 0 ? 2 * width : width' } } })],
        {
          params: [{ name: 'width', default: 4 }],
        },
      ),
    });
    const { nodes, problems } = expand(given);
    expect(problems).toEqual([]);
    expect(nodes).toHaveLength(10_000);
  });

  test('definitions that are made of one another, however many', () => {
    const definitions = Object.fromEntries(
      Array.from({ length: 15_000 }, (_, level) => [
        `D${level}`,
        part([level < 14_999 ? block('b', `D${level + 1}`) : node('a')]),
      ]),
    );
    const compiler = createCompiler();
    const given = document([block('top', 'D14980')], definitions);
    expect(compiler.compile(given).layers).toHaveLength(1);
    const changed = { ...given, definitions: { ...definitions, D14999: part([node('a'), node('b')]) } };
    expect(compiler.compile(changed).layers).toHaveLength(2);
  });

  test('thousands that pass on, one behind the other', () => {
    const passing = Array.from({ length: 9_000 }, (_, i) => node(`n${i}`, off));
    const readers = Array.from({ length: 9_000 }, (_, i) => node(`r${i}`));
    const last = passing.at(-1)?.id ?? '';
    const chain = part([node('first'), ...passing]);
    const given = {
      ...document([node('first'), ...passing, ...readers], {}),
      edges: [
        ...chain.edges,
        ...readers.map(({ id }) => ({ source: last, sourcePort: 'out', target: id, targetPort: 'in' })),
      ],
    };
    expect(expand(given).edges).toHaveLength(9_000);
    expect(new Set(expand(given).edges.map(({ source }) => source))).toEqual(new Set(['first']));
  });
});
