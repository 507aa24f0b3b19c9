/** What already stands on the sheet, and where there is room: thousands of cards may have to find their place. */
import { CARD_GAP, CARD_WIDTH } from '../graph/card-size';

/** As wide as a card. */
interface Box {
  readonly x: number;
  readonly y: number;
  readonly height: number;
}

interface Sheet {
  add(box: Box): void;
  /** Of the highest; Infinity where nothing stands. */
  top(): number;
  /** Of the lowest; -Infinity where nothing stands. */
  bottom(): number;
  /** From `x` on to the right, in steps of a card, where one of that height touches no other. */
  freeFrom(x: number, y: number, height: number): number;
}

/** Cells are as wide as a card, so that one lies in two at most. */
const CELL = { width: CARD_WIDTH, height: 1_000 } as const;
const STEP = CARD_WIDTH + CARD_GAP;

export function createSheet(): Sheet {
  const cells = new Map<string, Box[]>();
  /** Where the last search from there ended: those before it are taken. */
  const ended = new Map<string, number>();
  let [top, bottom] = [Infinity, -Infinity];

  function* cellsOf({ x, y, height }: Box): Generator<string> {
    for (let column = Math.floor(x / CELL.width); column * CELL.width < x + CARD_WIDTH; column += 1)
      for (let row = Math.floor(y / CELL.height); row * CELL.height < y + height; row += 1)
        yield `${column} ${row}`;
  }
  const isFree = (box: Box): boolean => {
    for (const cell of cellsOf(box)) if (cells.get(cell)?.some((other) => overlaps(box, other))) return false;
    return true;
  };
  return {
    add(box) {
      [top, bottom] = [Math.min(top, box.y), Math.max(bottom, box.y + box.height)];
      for (const cell of cellsOf(box)) {
        const boxes = cells.get(cell);
        if (boxes) boxes.push(box);
        else cells.set(cell, [box]);
      }
    },
    top: () => top,
    bottom: () => bottom,
    freeFrom(start, y, height) {
      const key = `${start} ${y}`;
      let x = ended.get(key) ?? start;
      while (!isFree({ x, y, height })) x += STEP;
      ended.set(key, x);
      return x;
    },
  };
}

const overlaps = (a: Box, b: Box): boolean =>
  Math.abs(a.x - b.x) < CARD_WIDTH && a.y < b.y + b.height && b.y < a.y + a.height;
