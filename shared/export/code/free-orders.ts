/** Where the order of a vector's values does not matter, since dense layers read it and can follow any. */
import type { Compiled, CompiledLayer } from '../../compiler/compiled';

/** Whether all that reads a layer is dense, through activations and dropout that treat all values alike. */
export function freeOrders({ edges, byId }: Compiled): (layer: CompiledLayer) => boolean {
  const readers = new Map<string, string[]>();
  for (const { source, target } of edges) {
    const list = readers.get(source);
    if (list) list.push(target);
    else readers.set(source, [target]);
  }
  const treatsAlike = ({ definition: { role }, weights }: CompiledLayer): boolean =>
    (role === 'activation' || role === 'regularizer') && weights.length === 0;
  return (layer) => {
    // A set goes on to what is added while it is walked through.
    const all = new Set([layer]);
    for (const { id } of all)
      for (const target of readers.get(id) ?? []) {
        const reader = byId.get(target);
        if (!reader || reader.definition.role === 'linear') continue;
        if (!treatsAlike(reader)) return false;
        all.add(reader);
      }
    return true;
  };
}
