/** What the documents are made of. */
import type { Definition, Edge, GraphNode } from '../../../shared/graph/document';

export const node = (id: string, type: string, params: GraphNode['params'] = {}, name = id): GraphNode => ({
  id,
  type,
  name,
  params,
});
export const edge = (source: string, target: string, targetPort = 'in', sourcePort = 'out'): Edge => ({
  source,
  sourcePort,
  target,
  targetPort,
});
export const block = (
  id: string,
  definition: string,
  more: Readonly<Record<string, unknown>> = {},
): GraphNode => ({
  ...node(id, 'Block'),
  ...{ definition, args: {}, repeat: 1, ...more },
});
export const input = node('input', 'Input', { shape: [32, 32, 3] });
export const many = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));

export function definition(nodes: readonly GraphNode[], more: Partial<Definition> = {}): Definition {
  const [first, last] = [nodes[0], nodes.at(-1)];
  return {
    name: 'Part',
    params: [],
    nodes,
    edges: nodes.slice(1).map(({ id }, i) => edge(nodes[i]?.id ?? '', id)),
    inputs: first ? [{ name: 'in', node: first.id, port: 'in' }] : [],
    outputs: last ? [{ name: 'out', node: last.id, port: 'out' }] : [],
    ...more,
  };
}
