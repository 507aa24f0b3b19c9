/** What lies before a layer and behind it, along the edges. */
import type { Graph, NodeId } from './document';
import { edgesInto, edgesOutOf } from './wiring';

/** The layers themselves are among them. */
export function reach(
  { edges }: Pick<Graph, 'edges'>,
  from: Iterable<NodeId>,
  way: 'upstream' | 'downstream',
): ReadonlySet<NodeId> {
  const found = new Set(from);
  // A set goes on to what is added while it is walked through.
  for (const id of found) {
    const next =
      way === 'upstream'
        ? edgesInto(edges, id).map(({ source }) => source)
        : edgesOutOf(edges, id).map(({ target }) => target);
    for (const each of next) found.add(each);
  }
  return found;
}
