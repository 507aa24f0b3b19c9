/** Mask, boxes and points of a picture whose pixels go elsewhere. */
import { type Box, type Marks, type Picture, type PictureSize, type Point, UNMARKED } from './picture';

/** Where places go, in pixels from the upper left corner of either picture. */
export interface Movement {
  /** Size of the picture that comes out. */
  readonly to: PictureSize;
  /** From the picture that goes in to the one that comes out. */
  readonly forth: (point: Point) => Point;
  /** The way back, for masks: each pixel takes the class from where its middle came from. */
  readonly back: (point: Point) => Point;
}

/**
 * A box becomes the smallest upright one around its four moved corners, cut at the border, and goes where nothing of it
 * is left; a mask takes its nearest pixel, and `UNMARKED` where there was no picture. Leaves out what the picture lacks.
 */
export function moveMarks(picture: Picture, movement: Movement): Marks {
  const { mask, boxes, points } = picture;
  return {
    ...(mask && { mask: movedMask(mask, picture, movement) }),
    ...(boxes && { boxes: boxes.flatMap((box) => movedBox(box, movement) ?? []) }),
    ...(points && { points: points.map(movement.forth) }),
  };
}

function movedBox({ left, top, right, bottom, label }: Box, { to, forth }: Movement): Box | null {
  const corners = [left, right].flatMap((x) => [top, bottom].map((y) => forth({ x, y })));
  const within = (value: number, size: number): number => Math.min(Math.max(value, 0), size);
  const xs = corners.map(({ x }) => within(x, to.width));
  const ys = corners.map(({ y }) => within(y, to.height));
  const moved = {
    left: Math.min(...xs),
    top: Math.min(...ys),
    right: Math.max(...xs),
    bottom: Math.max(...ys),
    label,
  };
  return moved.right > moved.left && moved.bottom > moved.top ? moved : null;
}

function movedMask(mask: Uint8Array, from: PictureSize, { to, back }: Movement): Uint8Array {
  const moved = new Uint8Array(to.height * to.width);
  for (let y = 0; y < to.height; y += 1) {
    for (let x = 0; x < to.width; x += 1) {
      const source = back({ x: x + 0.5, y: y + 0.5 });
      const [column, row] = [Math.floor(source.x), Math.floor(source.y)];
      const inside = column >= 0 && row >= 0 && column < from.width && row < from.height;
      moved[y * to.width + x] = inside ? (mask[row * from.width + column] ?? UNMARKED) : UNMARKED;
    }
  }
  return moved;
}
