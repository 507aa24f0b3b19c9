/** Who feeds whom, looked up fast. */
import type { Edge, NodeId } from './document';

type Wiring = ReadonlyMap<NodeId, readonly Edge[]>;

const incoming = new WeakMap<readonly Edge[], Wiring>();
const outgoing = new WeakMap<readonly Edge[], Wiring>();
const none: readonly Edge[] = [];

export function edgesInto(edges: readonly Edge[], node: NodeId): readonly Edge[] {
  return wiringOf(edges, incoming, 'target').get(node) ?? none;
}

export function edgesOutOf(edges: readonly Edge[], node: NodeId): readonly Edge[] {
  return wiringOf(edges, outgoing, 'source').get(node) ?? none;
}

/** So few are looked through as fast as they are looked up. */
const FEW = 8;
const byPort = new WeakMap<readonly Edge[], ReadonlyMap<string, Edge>>();

/** The edge that enters a port: of several, the first. */
export function edgeAt(edges: readonly Edge[], node: NodeId, port: string): Edge | undefined {
  const into = edgesInto(edges, node);
  if (into.length <= FEW) return into.find(({ targetPort }) => targetPort === port);
  let ports = byPort.get(into);
  if (!ports) {
    // Of entries with the same key a map keeps the last.
    ports = new Map(into.toReversed().map((edge) => [edge.targetPort, edge]));
    byPort.set(into, ports);
  }
  return ports.get(port);
}

/** By one of their ends; kept for as long as the array of edges is the same. */
function wiringOf(
  edges: readonly Edge[],
  known: WeakMap<readonly Edge[], Wiring>,
  end: 'source' | 'target',
): Wiring {
  let wiring = known.get(edges);
  if (!wiring) {
    const lists = new Map<NodeId, Edge[]>();
    for (const edge of edges) {
      const list = lists.get(edge[end]);
      if (list) list.push(edge);
      else lists.set(edge[end], [edge]);
    }
    wiring = lists;
    known.set(edges, wiring);
  }
  return wiring;
}

export function sameEdge(a: Edge, b: Edge): boolean {
  return (
    a.source === b.source &&
    a.target === b.target &&
    a.sourcePort === b.sourcePort &&
    a.targetPort === b.targetPort
  );
}

/** Whether `to` can be reached from `from` along the edges; a node reaches itself. */
export function reaches(edges: readonly Edge[], from: NodeId, to: NodeId): boolean {
  const seen = new Set([from]);
  const open = [from];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node === to) return true;
    for (const edge of edgesOutOf(edges, node)) {
      if (seen.has(edge.target)) continue;
      seen.add(edge.target);
      open.push(edge.target);
    }
  }
  return false;
}
