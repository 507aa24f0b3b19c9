/** Short ways to write down networks for these tests. */
import {
  emptyDocument,
  type BlockNode,
  type ConvDocument,
  type Definition,
  type Edge,
  type GraphNode,
} from '../../shared/graph/document';

type Params = Readonly<Record<string, unknown>>;
export const node = (
  id: string,
  type: string,
  params: Params = {},
  more: Partial<GraphNode> = {},
): GraphNode => ({
  id,
  type,
  name: id,
  params,
  ...more,
});
export const block = (
  id: string,
  definition: string,
  args: Params = {},
  repeat: BlockNode['repeat'] = 1,
  more: Partial<GraphNode> = {},
): BlockNode => ({ ...node(id, 'Block', {}, more), type: 'Block', definition, args, repeat });
/** `a -> b` or `a.out:1 -> b.in:0`. */
export const edges = (...lines: readonly string[]): readonly Edge[] =>
  lines.map((line) => {
    const [from = '', to = ''] = line.split(' -> ');
    const [source = '', sourcePort = 'out'] = from.split('.');
    const [target = '', targetPort = 'in'] = to.split('.');
    return { source, sourcePort, target, targetPort };
  });
export const definition = (
  name: string,
  params: Readonly<Record<string, number | boolean | string>>,
  nodes: readonly GraphNode[],
  wires: readonly Edge[],
  inputs: readonly (readonly [name: string, node: string, port?: string])[],
  outputs: readonly (readonly [name: string, node: string, port?: string])[],
): Definition => ({
  name,
  params: Object.entries(params).map(([each, value]) => ({ name: each, default: value })),
  nodes,
  edges: wires,
  inputs: inputs.map(([each, inner, port = 'in']) => ({ name: each, node: inner, port })),
  outputs: outputs.map(([each, inner, port = 'out']) => ({ name: each, node: inner, port })),
});
export const network = (
  name: string,
  definitions: Readonly<Record<string, Definition>>,
  nodes: readonly GraphNode[],
  wires: readonly Edge[],
): ConvDocument => ({ ...emptyDocument(name), definitions, nodes, edges: wires });
export const expr = (text: string) => ({ expr: text });
