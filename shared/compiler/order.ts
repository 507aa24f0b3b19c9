/** Execution order, and what stands in a cycle. */
import type { FlatEdge, FlatNode } from './compiled';

/** What enters a layer, and the place of its source in the list of nodes. */
export interface Fed {
  readonly edge: FlatEdge;
  readonly source: number;
}

/** Nodes are named by their place in the list. */
export interface Order {
  readonly placeOf: ReadonlyMap<string, number>;
  /** Each after all that feed it, branch by branch. The order of the document's arrays does not matter. */
  readonly sorted: readonly number[];
  /** Nodes that lie in a cycle or behind one. */
  readonly rest: readonly number[];
  /** Each cycle's nodes, in the direction of the edges. */
  readonly cycles: readonly (readonly number[])[];
  /** By place, in the order of the edges. Undefined where nothing enters. */
  readonly incoming: readonly (readonly Fed[] | undefined)[];
  /** By place, those that it feeds, in the order of the edges. Undefined where it feeds none. */
  readonly targets: readonly (readonly number[] | undefined)[];
}

type Compare = (a: number, b: number) => number;

/** `conv2` before `conv10`. Ids may be thousands of characters long, so they are compared as they are. */
export function compareIds(a: string, b: string): number {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  // A number may have begun before the first difference.
  let start = at;
  while (start > 0 && isDigit(a, start - 1)) start -= 1;
  const [x, y] = [numberAt(a, start), numberAt(b, start)];
  if (x !== y && x !== '' && y !== '') return Number(x) - Number(y) || (x < y ? -1 : 1);
  if (at === a.length || at === b.length) return a.length - b.length;
  if (isDigit(a, at) !== isDigit(b, at)) return isDigit(a, at) ? -1 : 1;
  return a.charCodeAt(at) - b.charCodeAt(at);
}

function isDigit(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 48 && code <= 57;
}

function numberAt(text: string, start: number): string {
  let end = start;
  while (isDigit(text, end)) end += 1;
  return text.slice(start, end);
}

/** Nearly all lists have one entry, and one that begins empty would be given room for many. */
function append<T>(lists: (T[] | undefined)[], at: number, entry: T): void {
  const list = lists[at];
  if (list) list.push(entry);
  else lists[at] = [entry];
}

export function orderNodes(nodes: readonly FlatNode[], edges: readonly FlatEdge[]): Order {
  const placeOf = new Map<string, number>();
  for (let place = 0; place < nodes.length; place += 1) placeOf.set(nodes[place]?.id ?? '', place);
  const incoming = new Array<Fed[] | undefined>(nodes.length);
  const targets = new Array<number[] | undefined>(nodes.length);
  for (const edge of edges) {
    const source = placeOf.get(edge.source);
    const target = placeOf.get(edge.target);
    if (source === undefined || target === undefined) continue;
    append(incoming, target, { edge, source });
    append(targets, source, target);
  }
  const compare: Compare = (a, b) => compareIds(nodes[a]?.id ?? '', nodes[b]?.id ?? '');
  const waiting = new Int32Array(nodes.length);
  const sorted: number[] = [];
  // A stack, so that a branch is followed to its end before the next one begins.
  const ready: number[] = [];
  for (let place = 0; place < nodes.length; place += 1) {
    waiting[place] = incoming[place]?.length ?? 0;
    if (waiting[place] === 0) ready.push(place);
  }
  ready.sort((a, b) => compare(b, a));
  for (let place = ready.pop(); place !== undefined; place = ready.pop()) {
    sorted.push(place);
    const before = ready.length;
    for (const target of targets[place] ?? []) {
      const left = (waiting[target] ?? 0) - 1;
      waiting[target] = left;
      if (left === 0) ready.push(target);
    }
    if (ready.length > before + 1)
      for (const next of ready.splice(before).sort((a, b) => compare(b, a))) ready.push(next);
  }
  const rest =
    sorted.length === nodes.length
      ? []
      : [...nodes.keys()].filter((place) => (waiting[place] ?? 0) > 0).sort(compare);
  return { placeOf, sorted, rest, cycles: cyclesOf(rest, targets), incoming, targets };
}

/** So many are told: each connection that is cut opens several of them. */
const MOST_CYCLES = 20;

/** One walk from each node that is left; a node is in the cycle that the walk meets first. */
function cyclesOf(rest: readonly number[], targets: readonly (readonly number[] | undefined)[]): number[][] {
  const finished = new Set<number>();
  const cycles: number[][] = [];
  for (const start of rest) {
    if (finished.has(start)) continue;
    if (cycles.length >= MOST_CYCLES) break;
    const path = [{ place: start, next: 0 }];
    const onPath = new Map([[start, 0]]);
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const choice = targets[top.place]?.[top.next];
      if (choice === undefined) {
        finished.add(top.place);
        onPath.delete(top.place);
        path.pop();
        continue;
      }
      top.next += 1;
      const seen = onPath.get(choice);
      if (seen !== undefined) {
        cycles.push(path.slice(seen).map(({ place }) => place));
        if (cycles.length >= MOST_CYCLES) break;
      } else if (!finished.has(choice)) {
        onPath.set(choice, path.length);
        path.push({ place: choice, next: 0 });
      }
    }
  }
  return cycles;
}
