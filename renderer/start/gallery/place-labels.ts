/** Names beside points, so that none covers another name or a point. */
import { meet, type Rect } from '../../../shared/drawing/frames';

export interface Point {
  readonly x: number;
  readonly y: number;
}
export interface Labelled extends Point {
  readonly text: string;
}
export interface Label {
  readonly text: string;
  /** On the baseline; `anchor` says which part of the text lies at x, so that a width that is off moves no name away. */
  readonly anchor: 'start' | 'middle' | 'end';
  readonly x: number;
  readonly y: number;
}
export interface LabelStyle {
  readonly width: (text: string) => number;
  readonly height: number;
  /** Of a point, and between it and its name. */
  readonly radius: number;
  readonly frame: Rect;
}

const within = (a: Rect, frame: Rect): boolean =>
  a.left >= frame.left && a.right <= frame.right && a.top >= frame.top && a.bottom <= frame.bottom;
const around = ({ x, y }: Point, by: number): Rect => ({
  left: x - by,
  top: y - by,
  right: x + by,
  bottom: y + by,
});

/** Directions from the point, the ones that read best first: right, left, above, below, and the corners. */
const directions = [
  [1, 0],
  [-1, 0],
  [0, -1],
  [0, 1],
  [1, -1],
  [-1, -1],
  [1, 1],
  [-1, 1],
] as const;

/** In the order given, which is that of importance; null for a name that finds no place. */
export function placeLabels(
  wanted: readonly Labelled[],
  points: readonly Point[],
  { width, height, radius, frame }: LabelStyle,
): readonly (Label | null)[] {
  const taken: Rect[] = [];
  return wanted.map((point): Label | null => {
    const long = width(point.text);
    const gap = radius + 3;
    for (const [across, down] of directions) {
      const left = point.x - long / 2 + across * (long / 2 + (down === 0 ? gap : radius));
      const top = point.y - height / 2 + down * (height / 2 + (across === 0 ? gap : radius));
      const rect = { left, top, right: left + long, bottom: top + height };
      const covers = (other: Point): boolean =>
        (other.x !== point.x || other.y !== point.y) && meet(rect, around(other, radius));
      if (!within(rect, frame) || taken.some((other) => meet(rect, other)) || points.some(covers)) continue;
      taken.push(rect);
      const [anchor, x] =
        across > 0
          ? (['start', left] as const)
          : across < 0
            ? (['end', rect.right] as const)
            : (['middle', point.x] as const);
      return { text: point.text, anchor, x, y: top + 0.78 * height };
    }
    return null;
  });
}
