/** Small networks for tests, written in a line. */
import {
  emptyDocument,
  type BlockNode,
  type ConvDocument,
  type Definition,
  type Edge,
  type GraphNode,
} from '../../graph/document';

type Params = Readonly<Record<string, unknown>>;
export type Row = readonly [type: string, params?: Params];

export const node = (id: string, type: string, params: Params = {}): GraphNode => ({
  id,
  type,
  name: id,
  params,
});
/** `conv`, or `split:out:1`, to `add:in:1`; ports are `out` and `in` where they are left out. */
export const wire = (from: string, to: string): Edge => {
  const [source = '', ...sourcePort] = from.split(':');
  const [target = '', ...targetPort] = to.split(':');
  return {
    source,
    sourcePort: sourcePort.join(':') || 'out',
    target,
    targetPort: targetPort.join(':') || 'in',
  };
};
export const drawing = (
  nodes: readonly GraphNode[],
  ...wires: readonly (readonly [string, string])[]
): ConvDocument => ({
  ...emptyDocument(),
  nodes,
  edges: wires.map(([from, to]) => wire(from, to)),
});
/** One after the other, from an input of this shape; ids are the types, in lower case, and their places. */
export function chain(shape: readonly number[], ...rows: readonly Row[]): ConvDocument {
  const nodes = [['Input', { shape }] as Row, ...rows].map(([type, params = {}], i) =>
    node(`${type.toLowerCase()}${i}`, type, params),
  );
  return drawing(nodes, ...nodes.slice(1).map(({ id }, i) => [nodes[i]?.id ?? '', id] as const));
}
/** Branches from one input into a merge, and an output that takes anything. */
export const branches = (merge: string, ...shapes: readonly (readonly number[])[]): ConvDocument =>
  drawing(
    [
      ...shapes.map((shape, i) => node(`in${i}`, 'Input', { shape })),
      node('merge', merge),
      node('out', 'Output', { task: 'regression' }),
    ],
    ...shapes.map((_, i) => [`in${i}`, `merge:${merge === 'Subtract' ? 'ab'[i] : `in:${i}`}`] as const),
    ['merge', 'out'],
  );

export const block = (id: string, more: Partial<BlockNode> = {}): BlockNode => ({
  ...node(id, 'Block'),
  type: 'Block',
  definition: 'part',
  args: {},
  repeat: 1,
  ...more,
});
export const definition = (nodes: readonly GraphNode[], more: Partial<Definition> = {}): Definition => ({
  name: 'Part',
  params: [],
  nodes,
  edges: nodes.slice(1).map(({ id }, i) => wire(nodes[i]?.id ?? '', id)),
  inputs: [{ name: 'in', node: nodes[0]?.id ?? '', port: 'in' }],
  outputs: [{ name: 'out', node: nodes.at(-1)?.id ?? '', port: 'out' }],
  ...more,
});
/** An input, the block, and what makes an answer of what it gives. */
export const around = (part: Definition, more: Partial<BlockNode> = {}): ConvDocument => ({
  ...drawing(
    [
      node('in', 'Input', { shape: [16, 16, 8] }),
      block('part', more),
      node('gap', 'GlobalAveragePooling2D'),
      node('out', 'Output'),
    ],
    ['in', 'part'],
    ['part', 'gap'],
    ['gap', 'out'],
  ),
  definitions: { part },
});

export const conv = (filters = 8, size = 3): Row => [
  'Conv2D',
  { filters, kernelSize: [size, size], padding: 'same' },
];
export const relu: Row = ['Activation'];
export const pool: Row = ['MaxPooling2D'];
export const dense = (units = 10): Row => ['Dense', { units }];
export const bn: Row = ['BatchNormalization'];
export const softmax: Row = ['Activation', { activation: 'softmax' }];
export const end: Row = ['Output'];
export const gap: Row = ['GlobalAveragePooling2D'];
export const any: Row = ['Output', { task: 'regression' }];
export const head: readonly Row[] = [gap, dense(), end];
/** Sees enough of 16×16. */
export const body: readonly Row[] = [conv(), relu, pool, conv(), relu, pool, conv(), relu];
export const small = [16, 16, 1];
