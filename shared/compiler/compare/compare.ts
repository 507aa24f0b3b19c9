/** Two networks side by side: what was added, removed and changed, and what it does to parameters and cost. */
import type { Change } from './change';
import type { ConvDocument, DefinitionId } from '../../graph/document';
import { sameValue } from '../../graph/same-value';
import type { Compiled, CompiledLayer, FlatEdge, Totals } from '../compiled';
import { longestRising, matchLayers, paramsOf, type Matching } from './match-layers';
import { settingChanges } from './settings';
import { valueText } from './value-text';

/**
 * `affected`: nothing of its own differs, but its shape or cost, because of what comes before it. `moved`: only its place
 * on the canvas.
 */
export type RowKind = 'same' | 'moved' | 'affected' | 'changed' | 'added' | 'removed';

export interface ComparedRow {
  readonly kind: RowKind;
  /** Null where it is not there. */
  readonly left: CompiledLayer | null;
  readonly right: CompiledLayer | null;
  readonly changes: readonly Change[];
  /** Right less left. */
  readonly parameters: number;
  readonly macs: number;
}

export interface ComparedDefinition {
  readonly id: DefinitionId;
  readonly name: string;
  readonly kind: 'added' | 'removed' | 'changed';
}

export interface Comparison {
  /** Expanded layers in execution order; what was removed stands where it was. */
  readonly rows: readonly ComparedRow[];
  readonly counts: Readonly<Record<RowKind, number>>;
  readonly definitions: readonly ComparedDefinition[];
  /** Of the document: name, data, training, notes. */
  readonly settings: readonly Change[];
  readonly totals: { readonly left: Totals; readonly right: Totals };
  /** Behind an error shapes are unknown, and totals are not whole. */
  readonly whole: { readonly left: boolean; readonly right: boolean };
}

export function compare(left: Compiled, right: Compiled): Comparison {
  const matching = matchLayers(left.layers, right.layers);
  const inputs = inputChanges(left, right, matching);
  const rows = inRows(left, right, matching).map(([a, b]) =>
    comparedRow(a, b, inputs, matching, left, right),
  );
  const counts = { same: 0, moved: 0, affected: 0, changed: 0, added: 0, removed: 0 };
  for (const { kind } of rows) counts[kind] += 1;
  const whole = ({ diagnostics }: Compiled): boolean =>
    diagnostics.every(({ severity }) => severity !== 'error');
  return {
    rows,
    counts,
    definitions: definitionChanges(left.document, right.document),
    settings: settingChanges(left.document, right.document),
    totals: { left: left.totals, right: right.totals },
    whole: { left: whole(left), right: whole(right) },
  };
}

export function isDifferent({ rows, definitions, settings }: Comparison): boolean {
  return definitions.length > 0 || settings.length > 0 || rows.some(({ kind }) => kind !== 'same');
}

type Sides = readonly [CompiledLayer | null, CompiledLayer | null];

/** Pairs in the order of both; what is only on the left stands before what took its place. */
function inRows(left: Compiled, right: Compiled, { pairs }: Matching): readonly Sides[] {
  const rightIndex = new Map(right.layers.map(({ id }, index) => [id, index]));
  const leftOf = new Map([...pairs].map(([from, to]) => [to, from]));
  const paired = left.layers.flatMap((layer, index) => {
    const other = pairs.get(layer.id);
    return other === undefined ? [] : [{ index, other: rightIndex.get(other) ?? 0 }];
  });
  const anchors = longestRising(paired.map(({ other }) => other)).flatMap((index) => paired[index] ?? []);
  const rows: Sides[] = [];
  let [i, j] = [0, 0];
  const upTo = (leftEnd: number, rightEnd: number): void => {
    for (const layer of left.layers.slice(i, leftEnd)) if (!pairs.has(layer.id)) rows.push([layer, null]);
    for (const layer of right.layers.slice(j, rightEnd)) {
      const from = leftOf.get(layer.id);
      rows.push([from === undefined ? null : (left.byId.get(from) ?? null), layer]);
    }
    [i, j] = [leftEnd, rightEnd];
  };
  for (const { index, other } of anchors) {
    upTo(index, other);
    upTo(index + 1, other + 1);
  }
  upTo(left.layers.length, right.layers.length);
  return rows;
}

const parametersOf = (layer: CompiledLayer | null): number => layer?.trainable ?? 0;

function comparedRow(
  a: CompiledLayer | null,
  b: CompiledLayer | null,
  inputs: ReadonlyMap<string, readonly Change[]>,
  { byId }: Matching,
  left: Compiled,
  right: Compiled,
): ComparedRow {
  const parameters = parametersOf(b) - parametersOf(a);
  const macs = (b?.macs ?? 0) - (a?.macs ?? 0);
  const row = { left: a, right: b, parameters, macs };
  if (a === null || b === null) return { ...row, kind: a === null ? 'added' : 'removed', changes: [] };
  const shapes = [a, b].map(({ inputShapes, outputShapes }) => JSON.stringify([inputShapes, outputShapes]));
  // Between networks that have nothing to do with one another names say little.
  const renamed = byId && a.name !== b.name ? [{ label: 'Name', from: a.name, to: b.name }] : [];
  const changes = [...renamed, ...paramChanges(a, b), ...(inputs.get(b.id) ?? [])];
  if (changes.length > 0) return { ...row, kind: 'changed', changes };
  if (shapes[0] !== shapes[1] || parameters !== 0 || macs !== 0) return { ...row, kind: 'affected', changes };
  const moved = byId && placeOf(left.document, a) !== placeOf(right.document, b);
  return { ...row, kind: moved ? 'moved' : 'same', changes };
}

/** Layers inside of blocks have no place of their own. */
function placeOf({ layout }: ConvDocument, { origin }: CompiledLayer): string {
  const at = origin.scope === null ? layout[origin.node] : undefined;
  return at === undefined ? '' : `${at.x},${at.y}`;
}

function paramChanges(a: CompiledLayer, b: CompiledLayer): readonly Change[] {
  const [before, after] = [paramsOf(a), paramsOf(b)];
  return Object.entries(b.definition.params).flatMap(([name, { label, when }]): Change[] => {
    if (sameValue(before[name], after[name])) return [];
    // What is not asked for (the slope of a leaky ReLU, in a ReLU) changes nothing.
    if (when !== undefined && !when(before) && !when(after)) return [];
    return [{ label, from: valueText(before[name]), to: valueText(after[name]) }];
  });
}

// ---- Wiring

interface Origin {
  /** As the second network has it; marked where there is no such layer. */
  readonly key: string;
  readonly name: string;
}

function incoming(edges: readonly FlatEdge[]): ReadonlyMap<string, readonly FlatEdge[]> {
  const map = new Map<string, FlatEdge[]>();
  for (const edge of edges) {
    const list = map.get(edge.target);
    if (list) list.push(edge);
    else map.set(edge.target, [edge]);
  }
  return map;
}

/**
 * Where inputs come from, seen through layers that only one network has: that a layer was put between two others is told
 * by that layer, and is no change of wiring.
 */
function originsOf(
  compiled: Compiled,
  /** The id in the second network; undefined for a layer that has no partner. */
  partnerOf: (id: string) => string | undefined,
  mark: string,
): (layer: CompiledLayer) => ReadonlyMap<string, Origin> {
  const into = incoming(compiled.edges);
  const keyOf = (edge: FlatEdge): string => {
    let current = edge;
    for (const seen = new Set<string>(); !seen.has(current.source);) {
      const partner = partnerOf(current.source);
      if (partner !== undefined) return `${partner}:${current.sourcePort}`;
      seen.add(current.source);
      const [only, ...others] = into.get(current.source) ?? [];
      if (only === undefined || others.length > 0) break;
      current = only;
    }
    return `${mark}${current.source}:${current.sourcePort}`;
  };
  return (layer) =>
    new Map(
      (into.get(layer.id) ?? []).map((edge) => {
        const name = compiled.byId.get(edge.source)?.name ?? edge.source;
        return [edge.targetPort, { key: keyOf(edge), name }];
      }),
    );
}

/** By the second network's ids. */
function inputChanges(
  left: Compiled,
  right: Compiled,
  { pairs }: Matching,
): ReadonlyMap<string, readonly Change[]> {
  const partners = new Set(pairs.values());
  const leftOrigins = originsOf(left, (id) => pairs.get(id), '-');
  const rightOrigins = originsOf(right, (id) => (partners.has(id) ? id : undefined), '+');
  const changes = new Map<string, readonly Change[]>();
  for (const [leftId, rightId] of pairs) {
    const [a, b] = [left.byId.get(leftId), right.byId.get(rightId)];
    if (!a || !b) continue;
    const [before, after] = [leftOrigins(a), rightOrigins(b)];
    const ports = [...new Set([...before.keys(), ...after.keys()])].sort();
    const own = ports
      .filter((port) => before.get(port)?.key !== after.get(port)?.key)
      .map((port): Change => {
        const [from, to] = [before.get(port)?.name ?? 'nothing', after.get(port)?.name ?? 'nothing'];
        return { label: port === 'in' ? 'Input' : `Input ${port}`, from, to };
      });
    if (own.length > 0) changes.set(rightId, own);
  }
  return changes;
}

function definitionChanges(left: ConvDocument, right: ConvDocument): readonly ComparedDefinition[] {
  const ids = new Set([...Object.keys(left.definitions), ...Object.keys(right.definitions)]);
  return [...ids].flatMap((id): ComparedDefinition[] => {
    const [before, after] = [left.definitions[id], right.definitions[id]];
    const { name } = after ?? before ?? { name: id };
    if (before === undefined) return [{ id, name, kind: 'added' }];
    if (after === undefined) return [{ id, name, kind: 'removed' }];
    const content = [before, after].map((definition) => ({ ...definition, layout: undefined }));
    return sameValue(content[0], content[1]) ? [] : [{ id, name, kind: 'changed' }];
  });
}
