/** A block's ports by name, looked up fast: it may have a thousand, in thousands of copies. */
import type { Definition, DefinitionPort, Graph, NodeId } from '../graph/document';

type Ports = readonly DefinitionPort[];

function remembered<T>(make: (ports: Ports) => T): (ports: Ports) => T {
  const known = new WeakMap<Ports, { readonly made: T }>();
  return (ports) => {
    let found = known.get(ports);
    if (!found) known.set(ports, (found = { made: make(ports) }));
    return found.made;
  };
}

/** The place of each name. One port of a block may feed several nodes inside: it is listed for each, and counts once. */
export const placesOf: (ports: Ports) => ReadonlyMap<string, number> = remembered((ports) => {
  const places = new Map<string, number>();
  for (const { name } of ports) if (!places.has(name)) places.set(name, places.size);
  return places;
});

/** By the node and port inside that it feeds, the input's name. */
const namesInside = remembered((ports) => {
  const byNode = new Map<NodeId, Map<string, string>>();
  for (const { name, node, port } of ports) {
    const own = byNode.get(node);
    if (!own) byNode.set(node, new Map([[port, name]]));
    else if (!own.has(port)) own.set(port, name);
  }
  return byNode;
});

/** Of the node's ports that an input feeds, where the graph has inputs: the input's name. */
export const inputsInto = (
  { inputs }: Graph & Partial<Pick<Definition, 'inputs'>>,
  node: NodeId,
): ReadonlyMap<string, string> | undefined => inputs && namesInside(inputs).get(node);
