import type { Graph, NodeId } from './document';
import { edgesInto } from './wiring';

/** Ids, each behind what feeds it, else in the document's order; what runs in circles stands where it is met. */
export function inOrder({ nodes, edges }: Graph): readonly NodeId[] {
  const known = new Set(nodes.map(({ id }) => id));
  const order = new Set<NodeId>();
  const open = new Set<NodeId>();
  // By hand, since a network may be deeper than the stack.
  for (const { id: start } of nodes) {
    if (open.has(start)) continue;
    open.add(start);
    const stack = [{ id: start, next: 0 }];
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const edge = edgesInto(edges, top.id)[top.next];
      if (edge === undefined) {
        order.add(top.id);
        stack.pop();
        continue;
      }
      top.next += 1;
      if (!known.has(edge.source) || open.has(edge.source)) continue;
      open.add(edge.source);
      stack.push({ id: edge.source, next: 0 });
    }
  }
  return [...order];
}
