/** Who feeds whom, looked up fast. */
import type { Edge, NodeId } from './document';

export interface Wiring {
  readonly incoming: ReadonlyMap<NodeId, readonly Edge[]>;
  readonly outgoing: ReadonlyMap<NodeId, readonly Edge[]>;
}

const known = new WeakMap<readonly Edge[], Wiring>();
const none: readonly Edge[] = [];

/** Edges by their two ends; kept for as long as the array of edges is the same. */
export function wiringOf(edges: readonly Edge[]): Wiring {
  let wiring = known.get(edges);
  if (!wiring) {
    const incoming = new Map<NodeId, Edge[]>();
    const outgoing = new Map<NodeId, Edge[]>();
    for (const edge of edges) {
      append(incoming, edge.target, edge);
      append(outgoing, edge.source, edge);
    }
    wiring = { incoming, outgoing };
    known.set(edges, wiring);
  }
  return wiring;
}

export function edgesInto(edges: readonly Edge[], node: NodeId): readonly Edge[] {
  return wiringOf(edges).incoming.get(node) ?? none;
}

export function edgesOutOf(edges: readonly Edge[], node: NodeId): readonly Edge[] {
  return wiringOf(edges).outgoing.get(node) ?? none;
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
  const { outgoing } = wiringOf(edges);
  const seen = new Set([from]);
  const open = [from];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node === to) return true;
    for (const edge of outgoing.get(node) ?? none) {
      if (seen.has(edge.target)) continue;
      seen.add(edge.target);
      open.push(edge.target);
    }
  }
  return false;
}

function append(map: Map<NodeId, Edge[]>, key: NodeId, edge: Edge): void {
  const list = map.get(key);
  if (list) list.push(edge);
  else map.set(key, [edge]);
}
