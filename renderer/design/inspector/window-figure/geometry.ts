/**
 * Where the cells of the sliding-window figure lie. Both axes are alike, and each is worked out by itself.
 *
 * A long axis is drawn shorter by a whole number of strides: its padding, what is left over at its end and how the
 * windows overlap stay what they are. Nothing else would, if only a part were cut out.
 */
import type { Shape } from '../../../../shared/layers/shape';
import type { Slide } from '../../../../shared/layers/define';

export type Axis = 0 | 1;
export type Pair<T> = readonly [T, T];

/** Cells that an axis is drawn with, padding included, where it has so many. */
const USUAL = 12;
/** Places that are drawn even if they take more cells: two do not show a stride beside an overlap. */
const FEWEST_PLACES = 3;
/** Cells beyond which they would be too small to tell apart. */
const MOST = 40;

/** One axis of the plane that the window slides over, as it is drawn. All lengths in cells. */
export interface FigureAxis {
  /** Of the plane, without padding. */
  readonly plane: number;
  readonly before: number;
  readonly after: number;
  /** From the first padding to the last, or to the end of a last window that hangs over it. */
  readonly extent: number;
  readonly places: number;
  readonly stride: number;
  /** Where the filter's values lie, from the window's first cell: with dilation there are holes between them. */
  readonly taps: readonly number[];
  /** The window from its first to its last cell: F′ = D·(F − 1) + 1. */
  readonly span: number;
  /** By cell of the plane: whether any tap of any window lies on it. */
  readonly reached: readonly boolean[];
  /** What the axis is in the network, and how many of its cells are not reached. */
  readonly full: { readonly plane: number; readonly places: number; readonly unreached: number };
}

export interface Figure {
  readonly axes: Pair<FigureAxis>;
  readonly over: Slide['over'];
  readonly steps: number;
  readonly shortened: boolean;
}

/** `plane`: height and width of what the window slides over. Null where it would be too large to be read. */
export function figureOf(slide: Slide, plane: Pair<number>): Figure | null {
  const axes: Pair<FigureAxis> = [axisOf(slide, 0, plane[0]), axisOf(slide, 1, plane[1])];
  if (axes.some(({ extent, places }) => extent > MOST || places < 1)) return null;
  return {
    axes,
    over: slide.over,
    steps: axes[0].places * axes[1].places,
    shortened: axes.some((axis) => axis.plane < axis.full.plane),
  };
}

function axisOf(slide: Slide, axis: Axis, full: number): FigureAxis {
  const stride = slide.strides[axis];
  const dilation = slide.dilation[axis];
  const places = slide.places[axis];
  const taps = Array.from({ length: slide.size[axis] }, (_, tap) => tap * dilation);
  const span = dilation * (slide.size[axis] - 1) + 1;
  const [before, after] = [slide.padding[2 * axis] ?? 0, slide.padding[2 * axis + 1] ?? 0];
  const whole = Math.max(full + before + after, (places - 1) * stride + span);
  const dropped = Math.max(
    0,
    Math.min(
      Math.ceil((whole - USUAL) / stride),
      places - FEWEST_PLACES,
      Math.floor((full - Math.min(full, 2)) / stride),
    ),
  );
  const length = full - dropped * stride;
  /** Of the whole axis: whether x + P is p·S + D·t for one of its places p and taps t. */
  const isReached = (x: number): boolean =>
    taps.some((tap) => {
      const start = x + before - tap;
      return start >= 0 && start % stride === 0 && start / stride < places;
    });
  return {
    plane: length,
    before,
    after,
    extent: whole - dropped * stride,
    places: places - dropped,
    stride,
    taps,
    span,
    // The far half is the far end of the whole axis.
    reached: Array.from({ length }, (_, x) =>
      isReached(x < Math.ceil(length / 2) ? x : x + dropped * stride),
    ),
    full: {
      plane: full,
      places,
      unreached: Array.from({ length: full }, (_, x) => x).filter((x) => !isReached(x)).length,
    },
  };
}

/** Row and column of a step, in reading order. */
export function placeOf({ axes }: Pick<Figure, 'axes'>, step: number): Pair<number> {
  const columns = axes[1].places;
  return [Math.floor(step / columns), step % columns];
}

/** Cells of the padded plane that windows up to this step have touched, each once, as [row, column]. */
export function touched(figure: Figure, step: number): readonly Pair<number>[] {
  const [rows, columns] = figure.axes;
  const [row, column] = placeOf(figure, step);
  /** For each cell of the axis its first place that touches it; Infinity where none does. */
  const firsts = (axis: FigureAxis, until: number): readonly number[] => {
    const first: number[] = Array.from({ length: axis.extent }, () => Infinity);
    for (let place = until; place >= 0; place -= 1)
      for (const tap of axis.taps) first[place * axis.stride + tap] = place;
    return first;
  };
  const above = firsts(rows, row - 1);
  const here = new Set(rows.taps.map((tap) => row * rows.stride + tap));
  const left = firsts(columns, column);
  const across = firsts(columns, columns.places - 1);
  const cells: [number, number][] = [];
  for (let y = 0; y < rows.extent; y += 1)
    for (let x = 0; x < columns.extent; x += 1) {
      const before = above[y] !== Infinity && across[x] !== Infinity;
      if (before || (here.has(y) && left[x] !== Infinity)) cells.push([y, x]);
    }
  return cells;
}

/** The height and width of a picture; null for anything else, and while a size is unknown. */
export function planeOf(shape: Shape | null | undefined): Pair<number> | null {
  const [height, width] = shape?.length === 3 ? shape : [];
  return height == null || width == null ? null : [height, width];
}
