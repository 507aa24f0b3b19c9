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

/** Of a card with these rows. */
export function cardHeight(graph: Graph, rows: readonly NodeId[]): number {
  const nodes = nodesById(graph);
  return rows.reduce((sum, id) => {
    const node = nodes.get(id);
    return sum + (node && isBlock(node) ? BLOCK_HEIGHT : ROW_HEIGHT);
  }, CARD_FRAME);
}
