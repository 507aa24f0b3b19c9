import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyEdits } from './apply';
import { chainsOf } from './chains';
import { connectionRefusal } from './connect';
import { appendAfter, detach, insertOnEdge, newNode, prependBefore, removeAndHeal } from './create';
import {
  emptyDocument,
  type BlockNode,
  type ConvDocument,
  type Definition,
  type Edge,
  type GraphNode,
} from './document';
import type { Edit } from './edit';
import { EditError } from './edit-error';
import { redo, redoLabel, startHistory, transact, undo, undoLabel } from './history';
import { findLayer } from '../layers/index';

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
const document = (nodes: readonly GraphNode[], edges: readonly Edge[]): ConvDocument => ({
  ...emptyDocument(),
  nodes,
  edges,
});
const line = document(
  [node('in', 'Input'), node('a'), node('b'), node('out', 'Output')],
  [edge('in', 'a'), edge('a', 'b'), edge('b', 'out')],
);
const wires = ({ edges }: ConvDocument): string[] =>
  edges
    .map(
      ({ source, target, targetPort }) => `${source}>${target}${targetPort === 'in' ? '' : `.${targetPort}`}`,
    )
    .sort();

/** Random networks without cycles: edges lead from earlier nodes to later ones. */
const networks: fc.Arbitrary<ConvDocument> = fc
  .array(fc.tuple(fc.constantFrom('Activation', 'Add', 'Flatten'), fc.array(fc.nat(20), { maxLength: 3 })), {
    minLength: 1,
    maxLength: 12,
  })
  .map((rows) => {
    const nodes = rows.map(([type], i) => node(`n${i}`, type));
    const edges = rows.flatMap(([type, sources], i) => {
      const from = [...new Set(sources.map((s) => (i === 0 ? -1 : s % i)))].filter((s) => s >= 0);
      return type === 'Add'
        ? from.map((s, k) => edge(`n${s}`, `n${i}`, `in:${k}`))
        : from.slice(0, 1).map((s) => edge(`n${s}`, `n${i}`));
    });
    return {
      ...document(nodes, edges),
      layout: Object.fromEntries(nodes.map(({ id }, i) => [id, { x: 0, y: 40 * i }])),
    };
  });

function whole({ nodes, edges, layout }: ConvDocument): void {
  const ids = new Set(nodes.map(({ id }) => id));
  expect(edges.every(({ source, target }) => ids.has(source) && ids.has(target))).toBe(true);
  expect(Object.keys(layout).every((id) => ids.has(id))).toBe(true);
  const ports = edges.map(({ target, targetPort }) => `${target} ${targetPort}`);
  expect(new Set(ports).size).toBe(ports.length);
}

describe('applyEdits', () => {
  test('shares what does not change, and gives the same document where nothing does', () => {
    const after = applyEdits(line, [{ edit: 'setParams', id: 'a', params: { activation: 'tanh' } }]);
    expect(after.edges).toBe(line.edges);
    expect(after.nodes[2]).toBe(line.nodes[2]);
    expect(line.nodes[1]?.params).toEqual({});
    expect(applyEdits(after, [{ edit: 'setParams', id: 'a', params: { activation: 'tanh' } }])).toBe(after);
    expect(applyEdits(line, [{ edit: 'setData', data: { validation: line.data.validation } }])).toBe(line);
    expect(applyEdits(line, [{ edit: 'setInfo', name: line.name }])).toBe(line);
  });

  const part: Definition = { name: 'Part', params: [], nodes: [], edges: [], inputs: [], outputs: [] };
  const block = (id: string, definition: string): BlockNode => ({
    ...node(id),
    type: 'Block',
    definition,
    args: {},
    repeat: 1,
  });
  test.each([
    ['a layer that is gone', [{ edit: 'setParams', id: 'x', params: {} }], /no layer “x” here/],
    ['an id twice', [{ edit: 'addNode', node: node('a') }], /already a layer with the id “a”/],
    ['an id with a slash', [{ edit: 'addNode', node: node('a/b') }], /must not contain/],
    ['a taken port', [{ edit: 'connect', edge: edge('in', 'b') }], /already takes a: disconnect that first/],
    [
      'a cycle',
      [
        { edit: 'disconnect', edge: edge('in', 'a') },
        { edit: 'connect', edge: edge('b', 'a') },
      ],
      /would close a cycle/,
    ],
    ['itself', [{ edit: 'connect', edge: edge('a', 'a', 'in:1') }], /can't be connected to itself/],
    ['no connection', [{ edit: 'disconnect', edge: edge('in', 'b') }], /not connected there/],
    ['an empty name', [{ edit: 'renameNode', id: 'a', name: '  ' }], /needs a name/],
    ['a block of nothing', [{ edit: 'addNode', node: block('s', 'gone') }], /no block definition “gone”/],
    [
      'a definition in use',
      [
        { edit: 'setDefinition', id: 'part', definition: part },
        { edit: 'addNode', node: block('s', 'part') },
        { edit: 'setDefinition', id: 'part', definition: null },
      ],
      /still used by s/,
    ],
    [
      'a block in itself',
      [{ edit: 'setDefinition', id: 'part', definition: { ...part, nodes: [block('again', 'part')] } }],
      /would contain itself/,
    ],
  ] as readonly (readonly [string, readonly Edit[], RegExp])[])(
    'refuses %s in a sentence',
    (_, edits, sentence) => {
      const before = structuredClone(line);
      expect(() => applyEdits(line, edits)).toThrow(EditError);
      expect(() => applyEdits(line, edits)).toThrow(sentence);
      expect(line).toEqual(before);
    },
  );

  test('inside a definition changes that alone', () => {
    const given = {
      ...line,
      definitions: {
        part: {
          ...part,
          nodes: [node('c'), node('d')],
          edges: [edge('c', 'd')],
          outputs: [{ name: 'out', node: 'd', port: 'out' }],
        },
      },
    };
    const after = applyEdits(given, [{ edit: 'removeNodes', scope: 'part', ids: ['d'] }]);
    expect(after.definitions['part']).toMatchObject({ nodes: [{ id: 'c' }], edges: [], outputs: [] });
    expect(after.nodes).toBe(given.nodes);
  });
});

describe('history', () => {
  test('goes back and forth by labels; a gesture is one step; nothing is no step', () => {
    let history = startHistory(line);
    expect(undoLabel(history)).toBeNull();
    for (const x of [1, 2, 3])
      history = transact(history, 'Move a', [{ edit: 'place', layout: { a: { x, y: 0 } } }], 'drag');
    history = transact(history, 'Nothing', [{ edit: 'place', layout: { a: { x: 3, y: 0 } } }]);
    history = transact(history, 'Rename b', [{ edit: 'renameNode', id: 'b', name: 'B' }]);
    expect(history.past.map(({ label }) => label)).toEqual(['Move a', 'Rename b']);
    history = undo(undo(history));
    expect(history.document).toBe(line);
    expect(redoLabel(history)).toBe('Move a');
    history = redo(history);
    expect(history.document.layout['a']).toEqual({ x: 3, y: 0 });
    // The gesture ended: the next move is a step of its own, and what was undone is gone.
    history = transact(history, 'Move a', [{ edit: 'place', layout: { a: { x: 9, y: 0 } } }], 'drag');
    expect([history.past.length, history.future.length]).toEqual([2, 0]);
  });

  test('undo brings back the very document, whatever was removed', () => {
    fc.assert(
      fc.property(networks, fc.array(fc.nat(11), { minLength: 1, maxLength: 6 }), (start, picks) => {
        let history = startHistory(start);
        const seen = [start];
        for (const pick of picks) {
          const { document: now } = history;
          const victim = now.nodes[pick % Math.max(1, now.nodes.length)];
          if (!victim) continue;
          history = transact(history, 'Remove', removeAndHeal(now, [victim.id]));
          whole(history.document);
          seen.push(history.document);
        }
        for (const document of seen.slice(0, -1).reverse()) {
          history = undo(history);
          expect(history.document).toBe(document);
        }
      }),
    );
  });
});

describe('gestures', () => {
  const fresh = (type: string): GraphNode => {
    const layer = findLayer(type);
    if (!layer) throw new Error(`There is no ${type}.`);
    return newNode(line, layer);
  };

  test('new layers have free names and all their parameters', () => {
    const taken = document([node('act1'), { ...node('x'), name: 'act2' }], []);
    const layer = findLayer('Activation');
    expect(layer && newNode(taken, layer)).toMatchObject({
      id: 'act3',
      name: 'act3',
      params: { activation: 'relu', negativeSlope: 0.3 },
    });
  });

  test('insert on an edge, append, prepend, detach, remove', () => {
    const act = fresh('Activation');
    expect(wires(applyEdits(line, insertOnEdge(line, edge('a', 'b'), act)))).toEqual([
      'a>act1',
      'act1>b',
      'b>out',
      'in>a',
    ]);
    expect(wires(applyEdits(line, appendAfter(line, 'a', act)))).toEqual([
      'a>act1',
      'act1>b',
      'b>out',
      'in>a',
    ]);
    expect(wires(applyEdits(line, prependBefore(line, 'a', act)))).toEqual([
      'a>b',
      'act1>a',
      'b>out',
      'in>act1',
    ]);
    expect(wires(applyEdits(line, detach(line, 'a')))).toEqual(['b>out', 'in>b']);
    expect(wires(applyEdits(line, removeAndHeal(line, ['a', 'b'])))).toEqual(['in>out']);
  });

  test('behind a layer that branches, all branches go through the new one', () => {
    const forked = document([node('in', 'Input'), node('a'), node('b')], [edge('in', 'a'), edge('in', 'b')]);
    expect(wires(applyEdits(forked, appendAfter(forked, 'in', fresh('Activation'))))).toEqual([
      'act1>a',
      'act1>b',
      'in>act1',
    ]);
  });

  test('an output put onto an edge only listens; an input put there stays alone', () => {
    expect(wires(applyEdits(line, insertOnEdge(line, edge('a', 'b'), fresh('Output'))))).toEqual([
      'a>b',
      'a>output1',
      'b>out',
      'in>a',
    ]);
    expect(wires(applyEdits(line, insertOnEdge(line, edge('a', 'b'), fresh('Input'))))).toEqual(wires(line));
  });

  test('removing never leaves a loose edge or a port with two, whatever the network', () => {
    fc.assert(
      fc.property(networks, fc.array(fc.nat(11), { maxLength: 8 }), (start, picks) => {
        const ids = [...new Set(picks.flatMap((pick) => start.nodes[pick]?.id ?? []))];
        whole(applyEdits(start, removeAndHeal(start, ids)));
      }),
    );
  });

  test('thousands in a row are removed at once, and what stood around them is joined', () => {
    const count = 9_000;
    const ids = Array.from({ length: count }, (_, i) => `n${i}`);
    const names = ['in', ...ids, 'end'];
    const document: ConvDocument = {
      ...emptyDocument(),
      nodes: names.map((id) => ({ id, type: 'Activation', name: id, params: {} })),
      edges: names.slice(1).map((target, i) => ({
        ...{ source: names[i] ?? '', sourcePort: 'out', target },
        targetPort: 'in',
      })),
    };
    const { nodes, edges } = applyEdits(document, removeAndHeal(document, ids));
    expect(nodes.map(({ id }) => id)).toEqual(['in', 'end']);
    expect(edges).toEqual([{ source: 'in', sourcePort: 'out', target: 'end', targetPort: 'in' }]);
  });

  test('a wire is refused for cycles, occupied and unknown ports, and for nothing else', () => {
    expect(connectionRefusal(line, edge('out', 'a'))).toMatch(/./);
    expect(connectionRefusal(line, edge('a', 'out'))).toMatch(/already takes b/);
    expect(connectionRefusal(line, edge('a', 'b', 'side'))).toMatch(/has no input "side"/);
    const open = document([node('in', 'Input'), node('fc', 'Dense')], []);
    expect(connectionRefusal(open, edge('in', 'fc'))).toBeNull();
  });
});

describe('chains', () => {
  test('hold every layer once, and only runs that one wire leads through', () => {
    fc.assert(
      fc.property(networks, (given) => {
        const chains = chainsOf(given);
        expect(chains.flat().sort()).toEqual(given.nodes.map(({ id }) => id).sort());
        for (const chain of chains) {
          chain.slice(1).forEach((id, i) => {
            expect(given.edges.filter(({ target }) => target === id).map(({ source }) => source)).toEqual([
              chain[i],
            ]);
            expect(given.edges.filter(({ source }) => source === chain[i])).toHaveLength(1);
          });
        }
        const moved: ConvDocument = { ...given, layout: {} };
        expect(chainsOf(moved)).toBe(chains);
      }),
    );
  });

  test('inputs, outputs and joins stand alone', () => {
    expect(chainsOf(line)).toEqual([['in'], ['a', 'b'], ['out']]);
  });
});
