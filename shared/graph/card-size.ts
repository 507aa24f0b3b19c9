/** How large the canvas draws what it draws, in the document's coordinates: pixels at 100 %. */
export const CARD_WIDTH = 300;
export const ROW_HEIGHT = 27;
/** The card's border and padding, above and below together. */
export const CARD_FRAME = 10;
/** Between cards that follow one another: room for a wire and its shape. */
export const CARD_GAP = 46;

export const cardHeight = (rows: number): number => rows * ROW_HEIGHT + CARD_FRAME;
