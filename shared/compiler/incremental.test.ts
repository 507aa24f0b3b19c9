/**
 * A compiler that has followed any edits says what one says that sees the last document for the first time.
 * `EDITS_SEED=7 npx vitest run incremental` makes others than usual; on failure the shortest list of edits that fails is printed.
 */
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { atDepth } from '../../build/lib/depth';
import { applyEdits } from '../graph/apply';
import { newNode } from '../graph/create';
import {
  emptyDocument,
  isBlock,
  type BlockNode,
  type ConvDocument,
  type Definition,
  type DefinitionId,
  type Edge,
  type GraphNode,
} from '../graph/document';
import type { Edit } from '../graph/edit';
import { EditError } from '../graph/edit-error';
import { inputPorts, outputPorts } from '../graph/ports';
import { graphIn } from '../graph/scope';
import { findLayer, layers as catalogue } from '../layers/index';
import { compile, createCompiler } from './compile';
import type { Compiled } from './compiled';
import type { Sight } from './sight';

const node = (
  id: string,
  type = 'Activation',
  params: GraphNode['params'] = {},
  more: Partial<GraphNode> = {},
): GraphNode => ({ id, type, name: id, params, ...more });
const block = (
  id: string,
  definition: string,
  repeat: BlockNode['repeat'],
  args: BlockNode['args'] = {},
): BlockNode => ({ ...node(id), type: 'Block', definition, repeat, args });
const edge = (source: string, target: string, targetPort = 'in'): Edge => ({
  source,
  sourcePort: 'out',
  target,
  targetPort,
});
const chain = (...ids: readonly string[]): readonly Edge[] =>
  ids.slice(1).map((id, i) => edge(ids[i] ?? '', id));

/** Blocks in blocks, repeated and not, with expressions in parameters, lists, arguments and repeats, and with `when`. */
const unit: Definition = {
  name: 'Unit',
  params: [{ name: 'rate', default: 0.5 }],
  nodes: [
    node('relu'),
    node('drop', 'Dropout', { rate: { expr: 'rate' } }, { when: { expr: 'i % 2 == 0' } }),
  ],
  edges: chain('relu', 'drop'),
  inputs: [{ name: 'in', node: 'relu', port: 'in' }],
  outputs: [{ name: 'out', node: 'drop', port: 'out' }],
};
const residual: Definition = {
  name: 'Residual',
  params: [
    { name: 'width', default: 4 },
    { name: 'depth', default: 1 },
  ],
  nodes: [
    node('conv', 'Conv2D', {
      filters: { expr: 'width' },
      strides: [{ expr: 'i == 0 ? 1 : 1' }, 1],
      padding: 'same',
      useBias: false,
    }),
    node('bn', 'BatchNormalization'),
    { ...block('units', 'unit', 2, { rate: { expr: 'i / 4' } }), repeat: { expr: 'depth' } },
    node(
      'project',
      'Conv2D',
      { filters: { expr: 'width' }, kernelSize: [1, 1] },
      { when: { expr: 'i == 0' } },
    ),
    node('sum', 'Add'),
  ],
  edges: [...chain('conv', 'bn', 'units'), edge('units', 'sum', 'in:0'), edge('project', 'sum', 'in:1')],
  inputs: [
    { name: 'in', node: 'conv', port: 'in' },
    { name: 'in', node: 'project', port: 'in' },
  ],
  outputs: [{ name: 'out', node: 'sum', port: 'out' }],
};
const start: ConvDocument = {
  ...emptyDocument(),
  nodes: [
    node('in', 'Input', { shape: [8, 8, 3] }),
    block('stage1', 'residual', 2),
    node('pool', 'MaxPooling2D'),
    block('stage2', 'residual', 3, { width: 6, depth: 2 }),
    block('once', 'unit', 1),
    node('flat', 'Flatten'),
    node('fc', 'Dense', { units: 10 }),
    node('out', 'Output'),
  ],
  edges: chain('in', 'stage1', 'pool', 'stage2', 'once', 'flat', 'fc', 'out'),
  definitions: { unit, residual },
};

type Pick = <T>(list: readonly T[]) => T | undefined;
/** An edit of the document; undefined where there is nothing of the kind to do. */
type Move = (document: ConvDocument, pick: Pick) => ConvDocument | undefined;

const values: readonly unknown[] = [
  0,
  1,
  2,
  4,
  6,
  0.25,
  true,
  false,
  'same',
  'valid',
  'relu',
  'softmax',
  [1, 1],
  [2, 2],
  [3, 3],
  [1, 0, 1, 0],
  [8, 8, 3],
  [5, 7, 2],
  { expr: 'width' },
  { expr: 'i + 1' },
  { expr: 'nobody' },
  [{ expr: 'i + 1' }, 2],
];

const scopeOf = (document: ConvDocument, pick: Pick): { readonly scope?: DefinitionId } => {
  const scope = pick([null, null, ...Object.keys(document.definitions)]);
  return scope === null || scope === undefined ? {} : { scope };
};

/** Edits as the app makes them; those that are refused change nothing. */
const edited =
  (edit: (document: ConvDocument, pick: Pick) => Edit | undefined): Move =>
  (document, pick) => {
    const made = edit(document, pick);
    return made && applyEdits(document, [made]);
  };

const withDefinition = (change: (definition: Definition, pick: Pick) => Partial<Definition>): Move =>
  edited((document, pick) => {
    const id = pick(Object.keys(document.definitions));
    const definition = id === undefined ? undefined : document.definitions[id];
    if (id === undefined || !definition) return undefined;
    return { edit: 'setDefinition', id, definition: { ...definition, ...change(definition, pick) } };
  });

const moves: Readonly<Record<string, Move>> = {
  params: edited((document, pick) => {
    const inGraph = scopeOf(document, pick);
    const chosen = pick(graphIn(document, inGraph.scope).nodes);
    const name = pick(Object.keys(findLayer(chosen?.type ?? '')?.params ?? {}));
    if (!chosen || name === undefined) return undefined;
    return { edit: 'setParams', ...inGraph, id: chosen.id, params: { [name]: pick(values) } };
  }),
  rename: edited((document, pick) => {
    const inGraph = scopeOf(document, pick);
    const chosen = pick(graphIn(document, inGraph.scope).nodes);
    return chosen && { edit: 'renameNode', ...inGraph, id: chosen.id, name: `${chosen.name}x` };
  }),
  connect: edited((document, pick) => {
    const inGraph = scopeOf(document, pick);
    const { nodes } = graphIn(document, inGraph.scope);
    const [source, target] = [pick(nodes), pick(nodes)];
    if (!source || !target) return undefined;
    const sourcePort = pick(outputPorts(document, source, inGraph)) ?? 'out';
    const targetPort = pick(inputPorts(document, target, inGraph)) ?? 'in';
    return {
      edit: 'connect',
      ...inGraph,
      edge: { source: source.id, sourcePort, target: target.id, targetPort },
    };
  }),
  disconnect: edited((document, pick) => {
    const inGraph = scopeOf(document, pick);
    const chosen = pick(graphIn(document, inGraph.scope).edges);
    return chosen && { edit: 'disconnect', ...inGraph, edge: chosen };
  }),
  add: edited((document, pick) => {
    const inGraph = scopeOf(document, pick);
    const layer = pick(catalogue);
    if (!layer) return undefined;
    const added = newNode(document, layer, {}, inGraph.scope ?? null);
    const definition = pick(Object.keys(document.definitions)) ?? '';
    const placed =
      layer.role === 'block' ? { ...block(added.id, definition, pick([0, 1, 2]) ?? 1), params: {} } : added;
    return { edit: 'addNode', ...inGraph, node: placed };
  }),
  remove: edited((document, pick) => {
    const inGraph = scopeOf(document, pick);
    const chosen = pick(graphIn(document, inGraph.scope).nodes);
    return chosen && { edit: 'removeNodes', ...inGraph, ids: [chosen.id] };
  }),
  block: edited((document, pick) => {
    const inGraph = scopeOf(document, pick);
    const chosen = pick(graphIn(document, inGraph.scope).nodes.filter(isBlock));
    if (!chosen) return undefined;
    const { id } = chosen;
    return pick<Edit>([
      { edit: 'setBlock', ...inGraph, id, repeat: pick([0, 1, 2, 4]) ?? 1 },
      { edit: 'setBlock', ...inGraph, id, definition: pick(Object.keys(document.definitions)) ?? '' },
      {
        edit: 'setBlock',
        ...inGraph,
        id,
        args: { [pick(['width', 'depth', 'rate', 'odd']) ?? '']: pick(values) },
      },
    ]);
  }),
  defaults: withDefinition(({ params }, pick) => {
    const changed = pick(params);
    const value = pick([1, 2, 3, 5, 0.25]) ?? 1;
    return { params: params.map((param) => (param === changed ? { ...param, default: value } : param)) };
  }),
  inputs: withDefinition(({ inputs, nodes }, pick) => ({
    inputs:
      pick([
        inputs.slice(1),
        [...inputs].reverse(),
        [...inputs, { name: 'more', node: pick(nodes)?.id ?? '', port: pick(['in', 'in:2']) ?? 'in' }],
      ]) ?? inputs,
  })),
  outputs: withDefinition(({ outputs, nodes }, pick) => ({
    outputs:
      pick([outputs.slice(1), [...outputs, { name: 'more', node: pick(nodes)?.id ?? '', port: 'out' }]]) ??
      outputs,
  })),
  when: withDefinition(({ nodes }, pick) => {
    const chosen = pick(nodes);
    const expr = pick(['i > 0', 'i == 0', 'true', 'false', 'nobody']) ?? 'true';
    return { nodes: nodes.map((each) => (each === chosen ? { ...each, when: { expr } } : each)) };
  }),
  move: edited((document, pick) => {
    const chosen = pick(document.nodes);
    return chosen && { edit: 'place', layout: { [chosen.id]: { x: pick([1, 2, 3]) ?? 0, y: 0 } } };
  }),
  // What no edit does, but a file that is opened may hold.
  copy: (document) => structuredClone(document),
  turn: (document) => ({
    ...document,
    nodes: [...document.nodes].reverse(),
    edges: [...document.edges].reverse(),
  }),
  cycle: (document, pick) => {
    const [source, target] = [pick(document.nodes), pick(document.nodes)];
    return source && target
      ? { ...document, edges: [...document.edges, edge(source.id, target.id, pick(['in', 'in:3']))] }
      : undefined;
  },
  unknown: (document, pick) => {
    const chosen = pick(document.nodes.filter((each) => !isBlock(each)));
    return {
      ...document,
      nodes: document.nodes.map((each) =>
        each === chosen ? { ...each, type: each.type === 'Odd' ? 'Activation' : 'Odd' } : each,
      ),
    };
  },
};

interface Step {
  readonly move: string;
  readonly picks: readonly number[];
}

const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.record({
    move: fc.constantFrom('undo', ...Object.keys(moves)),
    picks: fc.array(fc.nat(1000), { minLength: 6, maxLength: 6 }),
  }),
  { minLength: 1, maxLength: 14 },
);

function picker(picks: readonly number[]): Pick {
  let next = 0;
  return (list) => {
    const at = picks[next % picks.length] ?? 0;
    next += 1;
    return list[at % list.length];
  };
}

/** What each position sees. */
function pixelsOf(sight: Sight): unknown {
  const { input, axis, period, advance, places } = sight;
  const [height, width] = places;
  const pixels = Array.from({ length: Math.min(200, height * width) }, (_, place) =>
    sight.at(Math.floor(place / width), place % width),
  );
  return { input, axis, period, advance, places, pixels };
}

/** All that is said, with the fixes' edits, which are worked out when they are asked for. */
function said(compiled: Compiled): unknown {
  const { layers, edges, totals, diagnostics, dismissed, document } = compiled;
  const shapes = [
    ...layers.map(({ id }) => compiled.shapeAt(id, 'out')),
    ...document.nodes.map(({ id }) => compiled.shapeAt(id, 'out')),
    ...layers.map(({ id }) => compiled.shapeAt(id.replace(/\/[^/]*$/, ''), 'out')),
  ];
  return {
    layers,
    seen: layers.map(({ id }) => compiled.sightsAt(id, 'out')?.map(pixelsOf) ?? null),
    edges,
    totals,
    dismissed,
    shapes,
    diagnostics: diagnostics.map((problem) => ({
      ...problem,
      fixes: problem.fixes.map(({ label, edits }) => ({ label, edits })),
    })),
  };
}

const inCircle = ({ diagnostics }: Compiled): boolean => diagnostics.some(({ code }) => code === 'cycle');

/** The layers that say what they said before and yet are other objects. */
function renewed(before: Compiled, now: Compiled): readonly string[] {
  return now.layers
    .filter((layer) => {
      const old = before.byId.get(layer.id);
      return old !== undefined && old !== layer && isDeepStrictEqual(old, layer);
    })
    .map(({ id }) => id);
}

function follow(given: readonly Step[]): void {
  const compiler = createCompiler();
  let document = start;
  let before = compiler.compile(document);
  const history = [document];
  for (const { move, picks } of given) {
    try {
      const pick = picker(picks);
      document = (move === 'undo' ? pick(history) : moves[move]?.(document, pick)) ?? document;
    } catch (error) {
      if (!(error instanceof EditError)) throw error;
    }
    history.push(document);
    const now = compiler.compile(document);
    expect(said(now)).toEqual(said(compile(document)));
    // What leaves a circle is looked at anew, even where nothing comes of it.
    if (!inCircle(before) && !inCircle(now)) expect(renewed(before, now)).toEqual([]);
    before = now;
  }
}

const seed = Number(process.env['EDITS_SEED'] ?? 1);

test('after any edits, a compiler says what a new one says', () => {
  console.log(`Random edits with the seed ${seed}.`);
  fc.assert(fc.property(steps, follow), { seed, numRuns: atDepth(50, 150) });
});
