/** Execution order, and what stands in a cycle. */
import type { FlatEdge, FlatNode } from './compiled';

export interface Order {
  /** Each after all that feed it, branch by branch. The order of the document's arrays does not matter. */
  readonly sorted: readonly FlatNode[];
  /** Nodes that lie in a cycle or behind one. */
  readonly rest: readonly FlatNode[];
  /** Each cycle's nodes, in the direction of the edges. */
  readonly cycles: readonly (readonly string[])[];
}

/** `conv2` before `conv10`. */
function byName(a: FlatNode, b: FlatNode): number {
  const [left, right] = [a.id, b.id].map((id) => id.split(/(\d+)/));
  for (let i = 0; i < Math.max(left?.length ?? 0, right?.length ?? 0); i += 1) {
    const [x = '', y = ''] = [left?.[i], right?.[i]];
    if (x === y) continue;
    if (i % 2 === 1) return Number(x) - Number(y) || (x < y ? -1 : 1);
    return x < y ? -1 : 1;
  }
  return 0;
}

export function orderNodes(nodes: readonly FlatNode[], edges: readonly FlatEdge[]): Order {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const targets = new Map<string, string[]>();
  const waiting = new Map(nodes.map((node) => [node.id, 0]));
  for (const { source, target } of edges) {
    if (!byId.has(source) || !byId.has(target)) continue;
    waiting.set(target, (waiting.get(target) ?? 0) + 1);
    const list = targets.get(source);
    if (list) list.push(target);
    else targets.set(source, [target]);
  }
  const sorted: FlatNode[] = [];
  const done = new Set<string>();
  // A stack, so that a branch is followed to its end before the next one begins.
  const ready = nodes.filter(({ id }) => waiting.get(id) === 0).sort((a, b) => byName(b, a));
  for (let node = ready.pop(); node; node = ready.pop()) {
    sorted.push(node);
    done.add(node.id);
    const freed: FlatNode[] = [];
    for (const id of targets.get(node.id) ?? []) {
      const left = (waiting.get(id) ?? 0) - 1;
      waiting.set(id, left);
      const target = byId.get(id);
      if (left === 0 && target) freed.push(target);
    }
    ready.push(...freed.sort((a, b) => byName(b, a)));
  }
  const rest = nodes.filter(({ id }) => !done.has(id)).sort(byName);
  return { sorted, rest, cycles: cyclesOf(rest, targets, done) };
}

/** One walk from each node that is left; a node is in the cycle that the walk meets first. */
function cyclesOf(
  rest: readonly FlatNode[],
  targets: ReadonlyMap<string, readonly string[]>,
  done: ReadonlySet<string>,
): string[][] {
  const finished = new Set<string>();
  const cycles: string[][] = [];
  for (const { id: start } of rest) {
    if (finished.has(start)) continue;
    const path: string[] = [];
    const onPath = new Map<string, number>();
    const next: number[] = [];
    path.push(start);
    onPath.set(start, 0);
    next.push(0);
    while (path.length > 0) {
      const top = path.length - 1;
      const node = path[top] ?? '';
      const options = targets.get(node) ?? [];
      const choice = options[next[top] ?? 0];
      if (choice === undefined) {
        finished.add(node);
        onPath.delete(node);
        path.pop();
        next.pop();
        continue;
      }
      next[top] = (next[top] ?? 0) + 1;
      const seen = onPath.get(choice);
      if (seen !== undefined) cycles.push(path.slice(seen));
      else if (!finished.has(choice) && !done.has(choice)) {
        onPath.set(choice, path.length);
        path.push(choice);
        next.push(0);
      }
    }
  }
  return cycles;
}
