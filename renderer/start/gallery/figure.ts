/** Where the volumes of a network stand in its picture: sides by size, widths by channels, from left to right. */
import type { Category } from '../../../shared/layers/support/categories';
import type { Volumes, Volume } from './volumes';

export const FIGURE_WIDTH = 224;
export const FIGURE_HEIGHT = 112;

/** The front of a box; its top and side go back by `depth`, to the right and up. */
export interface Box {
  readonly category: Category;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly depth: number;
  readonly lanes: number;
}
export interface Figure {
  readonly boxes: readonly Box[];
  /** Shortcuts, as paths. */
  readonly arcs: readonly string[];
}

/** Between the square root, which makes late layers dots, and the logarithm, which makes all alike. */
const side = (size: number): number => 8.2 * size ** 0.4;
const vector = (length: number): number => 6 + 4 * Math.log2(length);
const breadth = (channels: number): number => channels ** 0.45;
const GAP = 0.34;
const DEPTH = 0.24;
/** A few layers must not become blocks as wide as high. */
const WIDEST = 1.25;
/** Small networks are drawn larger, though not as large as those that are. */
const LARGEST = 1.6;
const HIGHEST = 84;
const FLAT = 2.4;
const MARGIN = 4;
const MIDDLE = FIGURE_HEIGHT / 2 + 6;

const heightOf = ({ flat, size, channels }: Volume): number =>
  flat ? Math.min(66, vector(channels)) : side(size);
const round = (value: number): number => Math.round(value * 10) / 10;

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

export function figureOf({ volumes, shortcuts }: Volumes): Figure {
  const heights = volumes.map(heightOf);
  const depths = volumes.map(({ flat }, i) => (flat ? 0 : DEPTH * (heights[i] ?? 0)));
  const widths = volumes.map(({ flat, category, channels }) =>
    flat || category === 'io' ? FLAT : breadth(channels),
  );
  const gaps = widths.map((width, i) => (i === 0 ? 0 : 1 + GAP * Math.min(width, 8)));
  const tail = depths.at(-1) ?? 0;
  const length = sum(widths) + sum(gaps);
  const room = FIGURE_WIDTH - 2 * MARGIN;
  const scale = Math.min(WIDEST, (room - tail) / length);
  const zoom = Math.min(LARGEST, room / (scale * length + tail), Math.max(1, HIGHEST / Math.max(...heights)));

  let x = (FIGURE_WIDTH - zoom * (scale * length + tail)) / 2;
  const boxes = volumes.map(({ category, lanes }, i): Box => {
    const [height, depth] = [zoom * (heights[i] ?? 0), zoom * (depths[i] ?? 0)];
    const width = zoom * scale * (widths[i] ?? 0);
    x += zoom * scale * (gaps[i] ?? 0);
    const y = MIDDLE - height / 2 + depth / 4;
    const box: Box = {
      category,
      lanes,
      x: round(x),
      y: round(y),
      width: round(width),
      height: round(height),
      depth: round(depth),
    };
    x += width;
    return box;
  });
  return { boxes, arcs: shortcuts.map(({ from, to }) => arc(boxes[from], boxes[to])) };
}

const topOf = ({ x, y, width, depth }: Box) => ({
  x: round(x + (width + depth) / 2),
  y: round(y - depth / 2),
});

/** From the middle of one box's top to the other's. */
function arc(start: Box | undefined, end: Box | undefined): string {
  if (start === undefined || end === undefined) return '';
  const [from, to] = [topOf(start), topOf(end)];
  const rise = round(Math.min(from.y, to.y) - 3 - Math.min(16, (to.x - from.x) / 3));
  return `M${from.x} ${from.y}C${from.x} ${rise} ${to.x} ${rise} ${to.x} ${to.y}`;
}
