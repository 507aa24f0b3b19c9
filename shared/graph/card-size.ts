/** How large the canvas draws what it draws, in the document's coordinates: pixels at 100 %. */
import { type Graph, isBlock, type NodeId } from './document';
import { nodesById } from './scope';

export const CARD_WIDTH = 300;
export const ROW_HEIGHT = 27;
/** A block is told in two lines. */
const BLOCK_HEIGHT = 54;
/** The card's border and padding, above and below together. */
export const CARD_FRAME = 10;
/** Between cards that follow one another: room for a wire and its shape. */
export const CARD_GAP = 46;

export function rowHeight(graph: Graph, id: NodeId): number {
  const node = nodesById(graph).get(id);
  return node && isBlock(node) ? BLOCK_HEIGHT : ROW_HEIGHT;
}

/** Of a card with these rows. */
export function cardHeight(graph: Graph, rows: readonly NodeId[]): number {
  return rows.reduce((sum, id) => sum + rowHeight(graph, id), CARD_FRAME);
}
