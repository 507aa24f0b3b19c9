/** Draws a chain of layers as a document: each fed by the one before. */
import {
  defaultData,
  defaultTraining,
  emptyDocument,
  type ConvDocument,
  type Edge,
  type GraphNode,
  type TrainingSettings,
} from '../shared/graph/document';
import { findLayer } from '../shared/layers/index';
import { defaultsOf } from '../shared/schema/fields';

export interface Row {
  /** Id and name. */
  readonly name: string;
  readonly type: string;
  readonly params?: Readonly<Record<string, unknown>>;
}

interface Info {
  readonly name: string;
  readonly description: string;
  /** A bundled data set. */
  readonly dataset: string;
  /** Where it learns better than with the usual settings. */
  readonly training?: Partial<TrainingSettings>;
}

/** A card's row and frame, and what lies between cards, as the canvas draws them. */
const ROW = 27;
const FRAME = 10;
const GAP = 46;

export function chainDocument(
  { name, description, dataset, training }: Info,
  rows: readonly Row[],
): ConvDocument {
  const nodes: GraphNode[] = rows.map((row) => {
    const layer = findLayer(row.type);
    if (!layer) throw new Error(`The template ${name} uses the unknown layer ${row.type}.`);
    return {
      id: row.name,
      type: row.type,
      name: row.name,
      params: { ...defaultsOf(layer.params), ...row.params },
    };
  });
  const edges = nodes.slice(1).map((node, i): Edge => {
    return { source: nodes[i]?.id ?? '', sourcePort: 'out', target: node.id, targetPort: 'in' };
  });
  let y = 0;
  const layout = Object.fromEntries(
    nodes.map(({ id, type }, i) => {
      const place = { x: 0, y };
      const role = findLayer(type)?.role;
      // Input and output stand alone; the rest shares a card.
      y += role === 'input' || i === nodes.length - 2 ? ROW + FRAME + GAP : ROW;
      return [id, place];
    }),
  );
  return {
    ...emptyDocument(name),
    description,
    nodes,
    edges,
    layout,
    data: { ...defaultData, dataset },
    training: { ...defaultTraining, ...training },
  };
}
