import type { Graph, NodeId } from './document';
import { edgesInto } from './wiring';

/** Ids, each behind what feeds it, else in the document's order; what runs in circles stands where it is met. */
export function inOrder({ nodes, edges }: Graph): readonly NodeId[] {
  const known = new Set(nodes.map(({ id }) => id));
  const order = new Set<NodeId>();
  const open = new Set<NodeId>();
  // By hand, since a network may be deeper than the stack.
  for (const { id: start } of nodes) {
    const stack = [start];
    for (let id = stack.at(-1); id !== undefined; id = stack.at(-1)) {
      open.add(id);
      const before = edgesInto(edges, id)
        .map(({ source }) => source)
        .find((source) => known.has(source) && !order.has(source) && !open.has(source));
      if (before !== undefined) {
        stack.push(before);
        continue;
      }
      order.add(id);
      stack.pop();
    }
  }
  return [...order];
}
