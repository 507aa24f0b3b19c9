/** The rows of the summary: a layer each, or a block each with the blocks inside it below. */
import type { Compiled, CompiledLayer } from '../../../shared/compiler/compiled';
import { trainingMemory } from '../../../shared/compiler/memory';
import { outputShapeOf } from '../../../shared/compiler/summary';
import { isBlock, type Graph, type NodeId, type TrainingSettings } from '../../../shared/graph/document';
import { findDefinition, nodesById } from '../../../shared/graph/scope';
import type { Shape } from '../../../shared/layers/shape';

export interface Amounts {
  readonly trainable: number;
  readonly nonTrainable: number;
  /** Of one image. */
  readonly macs: number;
  /** Bytes while training, at the document's batch size and with its optimizer. */
  readonly memory: number;
}

export interface SummaryRow extends Amounts {
  readonly key: string;
  /** Layers inside blocks by their path, since their names repeat; blocks by their own name. */
  readonly name: string;
  /** The name with those of the blocks around it, for text that can't be indented. */
  readonly path: string;
  readonly type: string;
  /** How often a block is there, copies of the blocks around it included; 1 for a layer. */
  readonly copies: number;
  readonly outputShape: Shape | null;
  readonly receptiveField: CompiledLayer['receptiveField'];
  /** The node of the drawing that it belongs to. */
  readonly node: NodeId;
  /** Blocks inside it. Their amounts are part of its own. */
  readonly children: readonly SummaryRow[];
}

export const amountKeys = ['trainable', 'nonTrainable', 'macs', 'memory'] as const;
export type AmountKey = (typeof amountKeys)[number];

export function sumOf(rows: readonly Amounts[]): Amounts {
  const sum = (key: AmountKey): number => rows.reduce((total, row) => total + row[key], 0);
  return {
    trainable: sum('trainable'),
    nonTrainable: sum('nonTrainable'),
    macs: sum('macs'),
    memory: sum('memory'),
  };
}

type Training = Pick<TrainingSettings, 'batchSize' | 'optimizer'>;

function layerRow(layer: CompiledLayer, { batchSize, optimizer }: Training): SummaryRow {
  const name = layer.block === null ? layer.name : layer.id;
  return {
    key: layer.id,
    name,
    path: name,
    type: layer.type,
    copies: 1,
    outputShape: outputShapeOf(layer),
    trainable: layer.trainable,
    nonTrainable: layer.nonTrainable,
    macs: layer.macs,
    memory: trainingMemory({ totals: layer }, batchSize, optimizer).total,
    receptiveField: layer.receptiveField,
    node: layer.block ?? layer.origin.node,
    children: [],
  };
}

/** Of the network, and of what no output needs, which is not counted; null where that is nothing. */
export function amountsOf(
  compiled: Compiled,
  training: Training,
): { readonly counted: Amounts; readonly unused: Amounts | null } {
  const { layers, totals, unused } = compiled;
  const { trainable, nonTrainable, macs } = totals;
  const memory = trainingMemory({ totals }, training.batchSize, training.optimizer).total;
  const left = layers.filter(({ id }) => unused.has(id));
  return {
    counted: { trainable, nonTrainable, macs, memory },
    unused: left.length === 0 ? null : sumOf(left.map((layer) => layerRow(layer, training))),
  };
}

/** In execution order. */
export function rowsByLayer(compiled: Compiled, training: Training): readonly SummaryRow[] {
  return compiled.layers.map((layer) => layerRow(layer, training));
}

/** The copy's index in a path: `stage2/block[3]`. */
const COPY = /\[\d+\]/g;

interface Group {
  /** The path without the copies' indices: all copies are one group. */
  readonly key: string;
  readonly layers: SummaryRow[];
  /** Paths of the copies. */
  readonly copies: Set<string>;
  /** Groups inside it, by key. */
  readonly inner: Map<string, Group>;
}

/** Layers outside of blocks stand for themselves; a block has one row for all its copies. */
export function rowsByBlock(compiled: Compiled, training: Training): readonly SummaryRow[] {
  const top = new Map<string, Group | SummaryRow>();
  for (const layer of compiled.layers) {
    const row = layerRow(layer, training);
    const folders = layer.id.split('/').slice(0, -1);
    let level: Map<string, Group | SummaryRow> | Map<string, Group> = top;
    for (let depth = 1; depth <= folders.length; depth += 1) {
      const copy = folders.slice(0, depth).join('/');
      const key = copy.replaceAll(COPY, '');
      const known: Group | SummaryRow | undefined = level.get(key);
      const group: Group =
        known !== undefined && 'inner' in known
          ? known
          : { key, layers: [], copies: new Set(), inner: new Map() };
      if (group !== known) level.set(key, group);
      group.layers.push(row);
      group.copies.add(copy);
      level = group.inner;
    }
    if (folders.length === 0) top.set(layer.id, row);
  }
  return [...top.values()].map((entry) =>
    'inner' in entry ? blockRow(compiled, compiled.document, entry, '', '') : entry,
  );
}

/** `around` is the graph that the block stands in, `path` the names of the blocks that lead there. */
function blockRow(
  compiled: Compiled,
  around: Graph | undefined,
  group: Group,
  keyAround: string,
  path: string,
): SummaryRow {
  const { document } = compiled;
  const id = group.key.slice(keyAround.length);
  const node = around === undefined ? undefined : nodesById(around).get(id);
  const definition =
    node !== undefined && isBlock(node) ? findDefinition(document, node.definition) : undefined;
  const name = node?.name ?? id;
  const own = `${path}${name}`;
  const lastCopy = [...group.copies].at(-1) ?? group.key;
  const [port] = definition?.outputs ?? [];
  const top = group.key.split('/')[0] ?? group.key;
  return {
    key: group.key,
    name,
    path: own,
    type: definition?.name ?? 'Block',
    copies: group.copies.size,
    outputShape: port === undefined ? null : compiled.shapeAt(lastCopy.replace(/\[\d+\]$/, ''), port.name),
    receptiveField: null,
    node: top,
    ...sumOf(group.layers),
    children: [...group.inner.values()].map((inner) =>
      blockRow(compiled, definition, inner, `${group.key}/`, `${own} / `),
    ),
  };
}

export interface PlacedRow {
  readonly row: SummaryRow;
  /** How many blocks it lies in. */
  readonly depth: number;
}

/** As the table shows them: what is inside a block follows it. */
export function flatten(rows: readonly SummaryRow[], depth = 0): readonly PlacedRow[] {
  return rows.flatMap((row) => [{ row, depth }, ...flatten(row.children, depth + 1)]);
}
