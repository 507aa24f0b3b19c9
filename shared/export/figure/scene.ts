/**
 * A figure as marks on a sheet: what is drawn, where, in which colour, and nothing about the format it leaves in.
 * SVG, PDF and the window each draw the same marks.
 */
import type { FontWeight } from './text-width';

/** `#rrggbb`. */
export type Color = string;

interface Belongs {
  /** The part of the network that it shows; the window lights it up and answers clicks on it. */
  readonly part?: string;
}

export interface PathMark extends Belongs {
  readonly mark: 'path';
  /** Only M, L, C and Z, each with absolute coordinates: all that PDF knows. */
  readonly d: string;
  readonly fill: Color | null;
  readonly stroke: Color | null;
  readonly width: number;
  readonly dash?: readonly number[];
}

export interface TextMark extends Belongs {
  readonly mark: 'text';
  readonly text: string;
  /** Of the baseline. */
  readonly x: number;
  readonly y: number;
  readonly anchor: 'start' | 'middle' | 'end';
  readonly size: number;
  readonly weight: FontWeight;
  readonly color: Color;
}

export type Mark = PathMark | TextMark;

export interface Scene {
  /** What it shows, for those who can't see it. */
  readonly title: string;
  readonly width: number;
  readonly height: number;
  /** In the order in which they are drawn. */
  readonly marks: readonly Mark[];
  /** Why the network is not in it, in a sentence, which is what is drawn instead. */
  readonly problem?: string;
}

export interface Rect {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}
export type Point = readonly [number, number];

const round = (value: number): number => Math.round(value * 100) / 100;
const at = ([x, y]: Point): string => `${round(x)} ${round(y)}`;

export function polygon(points: readonly Point[]): string {
  return `M${points.map(at).join('L')}Z`;
}
export function line(...points: readonly Point[]): string {
  return `M${points.map(at).join('L')}`;
}
export function curve(from: Point, first: Point, second: Point, to: Point): string {
  return `M${at(from)}C${at(first)} ${at(second)} ${at(to)}`;
}

/** Four curves come as close to a circle with this (4/3 · (√2 − 1)). */
const ARC = 0.5523;

export function circle([x, y]: Point, r: number): string {
  const k = r * ARC;
  return [
    `M${at([x + r, y])}`,
    `C${at([x + r, y + k])} ${at([x + k, y + r])} ${at([x, y + r])}`,
    `C${at([x - k, y + r])} ${at([x - r, y + k])} ${at([x - r, y])}`,
    `C${at([x - r, y - k])} ${at([x - k, y - r])} ${at([x, y - r])}`,
    `C${at([x + k, y - r])} ${at([x + r, y - k])} ${at([x + r, y])}Z`,
  ].join('');
}

export function roundedRect({ left, top, right, bottom }: Rect, radius: number): string {
  const r = Math.min(radius, (right - left) / 2, (bottom - top) / 2);
  const k = r * (1 - ARC);
  return [
    `M${at([left + r, top])}L${at([right - r, top])}`,
    `C${at([right - k, top])} ${at([right, top + k])} ${at([right, top + r])}L${at([right, bottom - r])}`,
    `C${at([right, bottom - k])} ${at([right - k, bottom])} ${at([right - r, bottom])}L${at([left + r, bottom])}`,
    `C${at([left + k, bottom])} ${at([left, bottom - k])} ${at([left, bottom - r])}L${at([left, top + r])}`,
    `C${at([left, top + k])} ${at([left + k, top])} ${at([left + r, top])}Z`,
  ].join('');
}

/** A way along points with its corners rounded. */
export function roundedLine(points: readonly Point[], radius: number): string {
  const [first = [0, 0] as const, ...rest] = points;
  let d = `M${at(first)}`;
  let before = first;
  rest.forEach((corner, index) => {
    const after = rest[index + 1];
    if (after === undefined) {
      d += `L${at(corner)}`;
      return;
    }
    const towards = (to: Point): Point => {
      const length = Math.hypot(to[0] - corner[0], to[1] - corner[1]);
      const t = length === 0 ? 0 : Math.min(radius, length / 2) / length;
      return [corner[0] + (to[0] - corner[0]) * t, corner[1] + (to[1] - corner[1]) * t];
    };
    const [start, end] = [towards(before), towards(after)];
    const half = (p: Point): Point => [p[0] + (corner[0] - p[0]) * ARC, p[1] + (corner[1] - p[1]) * ARC];
    d += `L${at(start)}C${at(half(start))} ${at(half(end))} ${at(end)}`;
    before = corner;
  });
  return d;
}

/** `t` of `b` in `a`, channel by channel. */
export function mix(a: Color, b: Color, t: number): Color {
  const channel = (color: Color, i: number): number => parseInt(color.slice(1 + 2 * i, 3 + 2 * i), 16);
  return `#${[0, 1, 2]
    .map((i) =>
      Math.round(channel(a, i) * (1 - t) + channel(b, i) * t)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`;
}

/** What both cover, and what lies between them. */
export const union = (a: Rect, b: Rect): Rect => ({
  left: Math.min(a.left, b.left),
  top: Math.min(a.top, b.top),
  right: Math.max(a.right, b.right),
  bottom: Math.max(a.bottom, b.bottom),
});

const NOWHERE: Rect = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };

/** What a path's points and a text's characters cover. Control points may lie outside of their curve, never inside. */
export function boundsOf(marks: readonly Mark[], widthOf: (mark: TextMark) => number): Rect {
  const rects = marks.map((mark): Rect => {
    if (mark.mark === 'text') {
      const width = widthOf(mark);
      const left = mark.x - (mark.anchor === 'middle' ? width / 2 : mark.anchor === 'end' ? width : 0);
      return { left, right: left + width, top: mark.y - 0.8 * mark.size, bottom: mark.y + 0.25 * mark.size };
    }
    const numbers = (mark.d.match(/-?\d+(?:\.\d+)?/g) ?? []).map(Number);
    const half = mark.stroke === null ? 0 : mark.width / 2;
    let { left, top, right, bottom } = NOWHERE;
    for (let i = 0; i + 1 < numbers.length; i += 2) {
      const x = numbers[i] ?? 0;
      const y = numbers[i + 1] ?? 0;
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
    }
    return { left: left - half, right: right + half, top: top - half, bottom: bottom + half };
  });
  return rects.reduce(union, NOWHERE);
}

/** Moves marks; paths hold nothing but absolute coordinates. */
export function moved(mark: Mark, dx: number, dy: number): Mark {
  if (mark.mark === 'text') return { ...mark, x: mark.x + dx, y: mark.y + dy };
  let index = 0;
  const d = mark.d.replace(/-?\d+(?:\.\d+)?/g, (number) =>
    String(round(Number(number) + (index++ % 2 === 0 ? dx : dy))),
  );
  return { ...mark, d };
}
