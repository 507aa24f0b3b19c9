/** The drawing as the canvas shows it, for the figure: its cards, wires, frames and notes. */
import { getBezierPath, Position } from '@xyflow/react';
import { blockFacts } from '../../shared/compiler/block-facts';
import type { Compiled, CompiledLayer } from '../../shared/compiler/compiled';
import type { Diagram, DiagramCard, DiagramRow, DiagramWire } from '../../shared/export/figure/diagram';
import { groupBy } from '../../shared/export/figure/group-by';
import { CARD_FRAME, rowHeight } from '../../shared/graph/card-size';
import {
  isBlock,
  isExpression,
  type BlockNode,
  type ConvDocument,
  type GraphNode,
  type NodeId,
  type VisualGroup,
} from '../../shared/graph/document';
import { inputPorts, outputPorts } from '../../shared/graph/ports';
import { findDefinition, nodesById } from '../../shared/graph/scope';
import { findLayer } from '../../shared/layers/index';
import { blockBrief } from '../design/canvas/block-brief';
import { briefOf } from '../design/canvas/brief';
import { bottomOf, CARD_WIDTH, type Card, cardsOf } from '../../shared/drawing/cards';
import { borderOf, flowEdges } from '../design/canvas/flow';
import { cardsIn, frameAround, noteRect, rectOf } from '../../shared/drawing/frames';
import { categoryOf } from '../design/canvas/group-colors';
import { type Reading, readingOf } from '../../shared/drawing/reading';
import { detourPath } from '../../shared/drawing/route';
import { compact, plural } from '../format/numbers';
import { nodeAt } from '../document/place';
import { sameShape, shapeText, type ShapeNotation } from '../format/shape';

export function diagramOf(compiled: Compiled, notation: ShapeNotation): Diagram {
  const { document } = compiled;
  const cards = cardsOf(document);
  const cardById = new Map(cards.map((card) => [card.id, card]));
  const nodes = nodesById(document);

  const reading = readingOf(document);
  const [leaving, entering] =
    reading === 'down' ? [Position.Bottom, Position.Top] : [Position.Right, Position.Left];
  const ports = new Map(cards.map((card) => [card, portsOf(document, card, nodes)]));
  const at = (card: Card, port: string | null | undefined, end: 'source' | 'target') =>
    portAt(card, ports.get(card)?.[end] ?? noPorts, port ?? '', end, reading);

  const wires = flowEdges(document, []).flatMap((wire): DiagramWire[] => {
    const [from, to] = [cardById.get(wire.source), cardById.get(wire.target)];
    if (!from || !to || wire.data?.wired.kind !== 'edge') return [];
    const { detour, wired } = wire.data;
    const { edge } = wired;
    const [sourceX, sourceY] = at(from, wire.sourceHandle, 'source');
    const [targetX, targetY] = at(to, wire.targetHandle, 'target');
    const ends = { sourceX, sourceY, targetX, targetY };
    const [path, x, y] =
      detour === null
        ? getBezierPath({ ...ends, sourcePosition: leaving, targetPosition: entering })
        : detourPath(ends, detour, reading);
    const shape = compiled.shapeAt(edge.source, edge.sourcePort);
    return [{ path, label: shape ? shapeText(shape, notation) : '', x, y }];
  });

  return {
    title: document.name,
    cards: cards.map((card): DiagramCard => ({
      ...rectOf(card),
      rows:
        card.group === undefined
          ? card.nodes.flatMap((id) => {
              const node = nodes.get(id);
              return node ? [rowOf(compiled, node, notation)] : [];
            })
          : [foldedRow(compiled, card, card.group)],
    })),
    wires,
    frames: document.groups.flatMap((group) => {
      const rect = group.collapsed === true ? null : frameAround(cardsIn(group, cards));
      return rect === null ? [] : [{ title: group.title, color: group.color ?? null, ...rect }];
    }),
    notes: document.notes.map((note) => ({ text: note.text, ...noteRect(note) })),
  };
}

/** Places on a card's side by name: a join may have thousands. */
type PortPlaces = ReadonlyMap<string, number>;
const noPorts: PortPlaces = new Map();
const placesOf = (names: readonly string[]): PortPlaces => new Map(names.map((name, place) => [name, place]));

/** By the names that the canvas gives its handles. */
function portsOf(
  document: ConvDocument,
  { nodes: ids, group }: Card,
  nodes: ReadonlyMap<NodeId, GraphNode>,
): Readonly<Record<'source' | 'target', PortPlaces>> {
  if (group !== undefined) {
    const { enters, leaves } = borderOf(document, ids);
    return { target: placesOf(enters), source: placesOf(leaves) };
  }
  const [first, last] = [nodes.get(ids[0] ?? ''), nodes.get(ids.at(-1) ?? '')];
  return {
    target: first ? placesOf(inputPorts(document, first)) : noPorts,
    source: last ? placesOf(outputPorts(document, last)) : noPorts,
  };
}

/** Ports share a card's side evenly. */
function portAt(
  card: Card,
  ports: PortPlaces,
  port: string,
  end: 'source' | 'target',
  reading: Reading,
): readonly [number, number] {
  const part = ((ports.get(port) ?? 0) + 1) / (ports.size + 1);
  return reading === 'down'
    ? [card.x + CARD_WIDTH * part, end === 'source' ? bottomOf(card) : card.y]
    : [card.x + (end === 'source' ? CARD_WIDTH : 0), card.y + card.height * part];
}

/** A group that is folded, in the two lines of a block. */
function foldedRow(compiled: Compiled, { nodes, height }: Card, group: VisualGroup): DiagramRow {
  const own = new Set(nodes);
  const inside = compiled.layers.filter(({ id }) => own.has(nodeAt('', id) ?? ''));
  return {
    name: group.title,
    height: height - CARD_FRAME,
    block: { title: '', times: '' },
    brief: plural(inside.length, 'layer'),
    shape: '',
    count: countOf(inside.reduce((sum, { trainable }) => sum + trainable, 0)),
    category: categoryOf(group.color) ?? 'block',
  };
}

function rowOf(compiled: Compiled, node: GraphNode, notation: ShapeNotation): DiagramRow {
  const { document } = compiled;
  const definition = findLayer(node.type);
  const plain = {
    name: node.name,
    height: rowHeight(document, node.id),
    category: definition?.category ?? 'shape',
  } as const;
  if (isBlock(node)) {
    const title = findDefinition(document, node.definition)?.name ?? node.definition;
    const facts = blockFacts(compiled, node.id);
    const shape = facts?.outputs[0]?.shape ?? null;
    return {
      ...plain,
      block: { title, times: timesOf(node) },
      brief: blockBrief(layersIn(compiled).get(node.id) ?? []),
      shape: shape ? shapeText(shape, notation) : '',
      count: countOf(facts?.trainable ?? 0),
    };
  }
  const layer = compiled.byId.get(node.id);
  const [shape] = layer?.outputShapes ?? [];
  return {
    ...plain,
    block: null,
    brief: definition ? briefOf(definition, layer?.params ?? node.params) : node.type,
    shape: shape && !sameShape(shape, layer?.inputShapes[0] ?? null) ? shapeText(shape, notation) : '',
    count: countOf(layer?.trainable ?? 0),
  };
}

const byBlock = new WeakMap<Compiled, ReadonlyMap<NodeId | null, readonly CompiledLayer[]>>();

/** Of each block of the document's own graph. */
function layersIn(compiled: Compiled): ReadonlyMap<NodeId | null, readonly CompiledLayer[]> {
  let found = byBlock.get(compiled);
  if (!found) byBlock.set(compiled, (found = groupBy(compiled.layers, ({ block }) => block)));
  return found;
}

/** `parameters`: trainable ones. */
const countOf = (parameters: number): string => (parameters > 0 ? compact(parameters, 1_000_000) : '');

function timesOf({ repeat }: BlockNode): string {
  if (isExpression(repeat)) return `×${repeat.expr}`;
  return repeat === 1 ? '' : `×${repeat}`;
}
