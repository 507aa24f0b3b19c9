/**
 * Which layer of one network is which of another: by id where the two have a common past, else by type, parameters, name
 * and place in the order of execution, as a diff aligns the lines of two texts.
 */
import { sameValue } from '../../graph/same-value';
import type { CompiledLayer } from '../compiled';

export interface Matching {
  /** Ids of the first network's layers to those of the second's. */
  readonly pairs: ReadonlyMap<string, string>;
  /** Whether ids decided; then places on the canvas can be compared too. */
  readonly byId: boolean;
}

/** Cells of the table that aligns two networks; beyond it only layers that are alike are looked for. */
const LARGEST_TABLE = 4_000_000;
/** How far ahead a layer that is alike is looked for in networks beyond that. */
const WINDOW = 200;

interface Entry {
  readonly layer: CompiledLayer;
  /** Type and parameters, those left out as their defaults. */
  readonly content: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly shape: string;
}

/** What is not written down is the default. Unlike `parseParams` it checks nothing, and is done a hundred times as fast. */
export function paramsOf({ definition, params }: CompiledLayer): Readonly<Record<string, unknown>> {
  const names = Object.entries(definition.params);
  return Object.fromEntries(
    names.map(([name, field]): [string, unknown] => [name, params[name] ?? field.default]),
  );
}

function entryOf(layer: CompiledLayer): Entry {
  const params = paramsOf(layer);
  const content = `${layer.type} ${JSON.stringify(params)}`;
  return { layer, content, params, shape: JSON.stringify(layer.outputShapes) };
}

/** What it is worth to take the two for the same layer; 0 where they can't be. Few contents are compared again and again. */
function createLikeness(): (a: Entry, b: Entry) => number {
  const known = new Map<string, Map<string, number>>();
  const contents = (a: Entry, b: Entry): number => {
    const row = known.get(a.content) ?? new Map<string, number>();
    known.set(a.content, row);
    const before = row.get(b.content);
    if (before !== undefined) return before;
    const names = Object.keys(a.params);
    const alike = names.filter((name) => sameValue(a.params[name], b.params[name]));
    const value = a.content === b.content ? 3 : (2 * alike.length) / Math.max(1, names.length);
    row.set(b.content, value);
    return value;
  };
  return (a, b) => {
    if (a.layer.type !== b.layer.type) return 0;
    return 2 + contents(a, b) + Number(a.layer.name === b.layer.name) + Number(a.shape === b.shape);
  };
}

type Pair = readonly [Entry, Entry];
const equal = (a: Entry | undefined, b: Entry | undefined): boolean =>
  a !== undefined && b !== undefined && a.content === b.content && a.shape === b.shape;

/** Pairs in the order of both lists, for the most likeness in all (Needleman and Wunsch, 1970, without a cost for gaps). */
function align(left: readonly Entry[], right: readonly Entry[]): readonly Pair[] {
  let begin = 0;
  while (equal(left[begin], right[begin])) begin += 1;
  let [leftEnd, rightEnd] = [left.length, right.length];
  while (leftEnd > begin && rightEnd > begin && equal(left[leftEnd - 1], right[rightEnd - 1])) {
    leftEnd -= 1;
    rightEnd -= 1;
  }
  const ends = (from: number, to: number, shift: number): Pair[] =>
    left.slice(from, to).flatMap((entry, index): Pair[] => {
      const other = right[from + index + shift];
      return other === undefined ? [] : [[entry, other]];
    });
  return [
    ...ends(0, begin, 0),
    ...alignMiddle(left.slice(begin, leftEnd), right.slice(begin, rightEnd)),
    ...ends(leftEnd, left.length, rightEnd - leftEnd),
  ];
}

function alignMiddle(left: readonly Entry[], right: readonly Entry[]): readonly Pair[] {
  const width = right.length + 1;
  if (left.length * right.length > LARGEST_TABLE) return alignAlike(left, right);
  // best[i][j]: of what begins at i and j.
  const best = new Float64Array((left.length + 1) * width);
  const at = (i: number, j: number): number => best[i * width + j] ?? 0;
  const likeness = createLikeness();
  const worth = left.map((a) => right.map((b) => likeness(a, b)));
  for (let i = left.length - 1; i >= 0; i -= 1) {
    for (let j = right.length - 1; j >= 0; j -= 1) {
      const own = worth[i]?.[j] ?? 0;
      const together = own === 0 ? 0 : own + at(i + 1, j + 1);
      best[i * width + j] = Math.max(together, at(i + 1, j), at(i, j + 1));
    }
  }
  const pairs: Pair[] = [];
  let [i, j] = [0, 0];
  while (i < left.length && j < right.length) {
    const [a, b] = [left[i], right[j]];
    const own = worth[i]?.[j] ?? 0;
    if (a && b && own > 0 && at(i, j) === own + at(i + 1, j + 1)) {
      pairs.push([a, b]);
      i += 1;
      j += 1;
    } else if (at(i, j) === at(i + 1, j)) i += 1;
    else j += 1;
  }
  return pairs;
}

function alignAlike(left: readonly Entry[], right: readonly Entry[]): readonly Pair[] {
  const pairs: Pair[] = [];
  let next = 0;
  for (const entry of left) {
    const found = right.slice(next, next + WINDOW).findIndex(({ content }) => content === entry.content);
    const other = found < 0 ? undefined : right[next + found];
    if (other === undefined) continue;
    pairs.push([entry, other]);
    next += found + 1;
  }
  return pairs;
}

/** Layers of one id and type; what is left between two of them is aligned. */
function matchById(
  left: readonly Entry[],
  right: readonly Entry[],
): { readonly pairs: readonly Pair[]; readonly related: boolean } {
  const rightById = new Map(right.map((entry, index) => [entry.layer.id, { entry, index }]));
  const anchors = left.flatMap((entry, index) => {
    const other = rightById.get(entry.layer.id);
    return other?.entry.layer.type === entry.layer.type ? [{ entry, index, other }] : [];
  });
  const paired = new Set(anchors.map(({ entry }) => entry.layer.id));
  const free = (list: readonly Entry[], from: number, to: number): readonly Entry[] =>
    list.slice(from, to).filter(({ layer }) => !paired.has(layer.id));
  const inOrder = longestRising(anchors.map(({ other }) => other.index)).flatMap(
    (index) => anchors[index] ?? [],
  );
  const pairs: Pair[] = anchors.map(({ entry, other }): Pair => [entry, other.entry]);
  let [i, j] = [0, 0];
  for (const anchor of inOrder) {
    for (const pair of align(free(left, i, anchor.index), free(right, j, anchor.other.index)))
      pairs.push(pair);
    [i, j] = [anchor.index + 1, anchor.other.index + 1];
  }
  for (const pair of align(free(left, i, left.length), free(right, j, right.length))) pairs.push(pair);
  // Networks that only share names such as `input` have no common past.
  return { pairs, related: 2 * anchors.length >= Math.min(left.length, right.length) };
}

/** Indices of a longest rising subsequence of numbers that all differ. */
export function longestRising(numbers: readonly number[]): readonly number[] {
  /** By length: the index at which the lowest ends. */
  const ends: number[] = [];
  const before: number[] = [];
  for (const [index, value] of numbers.entries()) {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((numbers[ends[middle] ?? 0] ?? 0) < value) low = middle + 1;
      else high = middle;
    }
    before[index] = low === 0 ? -1 : (ends[low - 1] ?? -1);
    ends[low] = index;
  }
  const rising: number[] = [];
  for (let index = ends.at(-1) ?? -1; index >= 0; index = before[index] ?? -1) rising.push(index);
  return rising.reverse();
}

/** Layers without a partner, and pairs that are not alike. */
function differences(pairs: readonly Pair[], left: readonly Entry[], right: readonly Entry[]): number {
  const changed = pairs.filter(([a, b]) => a.content !== b.content).length;
  return changed + left.length + right.length - 2 * pairs.length;
}

/** Ids decide unless the layers say otherwise: `conv3` of VGG-11 is another layer than that of VGG-16. */
export function matchLayers(left: readonly CompiledLayer[], right: readonly CompiledLayer[]): Matching {
  const [leftEntries, rightEntries] = [left.map(entryOf), right.map(entryOf)];
  const { pairs, related } = matchById(leftEntries, rightEntries);
  const asMap = (list: readonly Pair[]) => new Map(list.map(([a, b]) => [a.layer.id, b.layer.id]));
  const cost = differences(pairs, leftEntries, rightEntries);
  if (cost === 0) return { pairs: asMap(pairs), byId: related };
  const aligned = align(leftEntries, rightEntries);
  const better = differences(aligned, leftEntries, rightEntries) < cost;
  return better ? { pairs: asMap(aligned), byId: false } : { pairs: asMap(pairs), byId: related };
}
