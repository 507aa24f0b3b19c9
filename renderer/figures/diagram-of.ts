/** The drawing as the canvas shows it, for the figure: its cards, wires, frames and notes. */
import { getBezierPath, Position } from '@xyflow/react';
import { blockFacts } from '../../shared/compiler/block-facts';
import type { Compiled } from '../../shared/compiler/compiled';
import type { Diagram, DiagramCard, DiagramRow, DiagramWire } from '../../shared/export/figure/diagram';
import { rowHeight } from '../../shared/graph/card-size';
import { isBlock, isExpression, type BlockNode, type GraphNode } from '../../shared/graph/document';
import { inputPorts, outputPorts } from '../../shared/graph/ports';
import { findDefinition, nodesById } from '../../shared/graph/scope';
import { findLayer } from '../../shared/layers/index';
import { blockBrief } from '../canvas/block-brief';
import { briefOf } from '../canvas/brief';
import { bottomOf, CARD_WIDTH, type Card, cardsOf } from '../canvas/cards';
import { cardsIn, frameAround, noteRect, rectOf } from '../canvas/frames';
import { detourOf, detourPath } from '../canvas/route';
import { compact } from '../format/numbers';
import { sameShape, shapeText, type ShapeNotation } from '../format/shape';

export function diagramOf(compiled: Compiled, notation: ShapeNotation): Diagram {
  const { document } = compiled;
  const cards = cardsOf(document);
  const cardOf = new Map(cards.flatMap((card) => card.nodes.map((node) => [node, card] as const)));
  const nodes = nodesById(document);

  const wires = document.edges.flatMap((edge): DiagramWire[] => {
    const [from, to] = [cardOf.get(edge.source), cardOf.get(edge.target)];
    const [source, target] = [nodes.get(edge.source), nodes.get(edge.target)];
    if (!from || !to || from === to || !source || !target) return [];
    const ends = {
      sourceX: portX(from, outputPorts(document, source), edge.sourcePort),
      sourceY: bottomOf(from),
      targetX: portX(to, inputPorts(document, target), edge.targetPort),
      targetY: to.y,
    };
    const detour = detourOf(from, to, cards);
    const [path, x, y] =
      detour === null
        ? getBezierPath({ ...ends, sourcePosition: Position.Bottom, targetPosition: Position.Top })
        : detourPath(ends, detour);
    const shape = compiled.shapeAt(edge.source, edge.sourcePort);
    return [{ path, label: shape ? shapeText(shape, notation) : '', x, y }];
  });

  return {
    title: document.name,
    cards: cards.map((card): DiagramCard => ({
      ...rectOf(card),
      rows: card.nodes.flatMap((id) => {
        const node = nodes.get(id);
        return node ? [rowOf(compiled, node, notation)] : [];
      }),
    })),
    wires,
    frames: document.groups.flatMap((group) => {
      const rect = frameAround(cardsIn(group, cards));
      return rect === null ? [] : [{ title: group.title, color: group.color ?? null, ...rect }];
    }),
    notes: document.notes.map((note) => ({ text: note.text, ...noteRect(note) })),
  };
}

/** Ports share a card's side evenly. */
function portX(card: Card, ports: readonly string[], port: string): number {
  const index = Math.max(0, ports.indexOf(port));
  return card.x + (CARD_WIDTH * (index + 1)) / (ports.length + 1);
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
      brief: blockBrief(compiled.layers.filter(({ block }) => block === node.id)),
      shape: shape ? shapeText(shape, notation) : '',
      count: countOf(facts === null ? 0 : facts.trainable + facts.nonTrainable),
    };
  }
  const layer = compiled.byId.get(node.id);
  const [shape] = layer?.outputShapes ?? [];
  return {
    ...plain,
    block: null,
    brief: definition ? briefOf(definition, layer?.params ?? node.params) : node.type,
    shape: shape && !sameShape(shape, layer?.inputShapes[0] ?? null) ? shapeText(shape, notation) : '',
    count: countOf(layer ? layer.trainable + layer.nonTrainable : 0),
  };
}

const countOf = (parameters: number): string => (parameters > 0 ? compact(parameters, 1_000_000) : '');

function timesOf({ repeat }: BlockNode): string {
  if (isExpression(repeat)) return `×${repeat.expr}`;
  return repeat === 1 ? '' : `×${repeat}`;
}
