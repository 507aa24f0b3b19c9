/** The parts themselves: boxes, stacks of sheets, bars, single units and the circles where branches join. */
import type { Palette } from './palette';
import { circle, line, mix, polygon, type Color, type Mark, type Point } from './scene';
import type { Placed } from './volume-layout';
import { TOWER_GAP, UNIT } from './volume-sizes';

/** Where wires and windows touch a part; one entry for each tower. */
export interface Faces {
  /** The plane that a window slides over: its top left corner, and its two edges from there. */
  readonly planes: readonly { readonly corner: Point; readonly across: Point; readonly down: Point }[];
  /** Where a wire arrives. */
  readonly entries: readonly Point[];
  /** Where the tip of a window's rays arrives: on the front. */
  readonly tips: readonly Point[];
  readonly exit: Point;
  /** The middle of each copy's top. */
  readonly tops: readonly Point[];
  readonly left: { readonly x: number; readonly top: number; readonly bottom: number };
  readonly right: { readonly x: number; readonly top: number; readonly bottom: number };
}

interface Tones {
  readonly front: Color;
  readonly top: Color;
  readonly side: Color;
  readonly edge: Color;
}
const tonesOf = (color: Color, paper: Color): Tones => ({
  front: mix(paper, color, 0.3),
  top: mix(paper, color, 0.15),
  side: mix(paper, color, 0.45),
  edge: mix(paper, color, 0.86),
});
/** Neighbouring shares of a concatenated volume must be told apart. */
const SHARES = [0.46, 0.2, 0.36, 0.12];
const STROKE = 0.75;

/** The left edge of the first front and the tops of the fronts, tower by tower. */
function corners({ x, y, size }: Placed): { readonly left: number; readonly tops: readonly number[] } {
  const step = size.face + size.dy + TOWER_GAP;
  const first = y - size.height / 2 + size.dy;
  return { left: x - size.width / 2, tops: Array.from({ length: size.towers }, (_, i) => first + i * step) };
}

export function facesOf(placed: Placed): Faces {
  const { x, y, size } = placed;
  const { width, height, breadth, face, dx, dy, pitch, copies, look } = size;
  const left = x - width / 2;
  const right = x + width / 2;
  const plain = {
    left: { x: left, top: y - height / 2, bottom: y + height / 2 },
    right: { x: right, top: y - height / 2, bottom: y + height / 2 },
    entries: [[left, y] as const],
    exit: [right, y] as const,
    tops: [[x, y - height / 2] as const],
  };
  if (look === 'box') {
    const { tops } = corners(placed);
    const last = left + pitch * (copies - 1) + breadth;
    const [first = y] = tops;
    const lowest = tops.at(-1) ?? y;
    return {
      planes: tops.map((top) => ({ corner: [last, top], across: [dx, -dy], down: [0, face] })),
      entries: tops.map((top) => [left, top + face / 2 - (size.towers === 1 ? dy / 2 : 0)] as const),
      tips: tops.map((top) => [left + Math.min(breadth / 2, 7), top + face * 0.42] as const),
      exit: [last + dx / 2, y],
      tops: Array.from(
        { length: copies },
        (_, i) => [left + pitch * i + (breadth + dx) / 2, first - dy / 2] as const,
      ),
      left: { x: left, top: first, bottom: lowest + face },
      right: { x: right, top: first - dy, bottom: lowest + face - dy },
    };
  }
  if (look === 'sheets') {
    const corner: Point = [right - breadth, y + height / 2 - face];
    return {
      ...plain,
      planes: [{ corner, across: [breadth, 0], down: [0, face] }],
      tips: [[corner[0] + breadth * 0.26, corner[1] + face * 0.3]],
      exit: [right, y + (height - face) / 2],
      entries: [[left, y - (height - face) / 2]],
      right: { x: right, top: y + height / 2 - face, bottom: y + height / 2 },
    };
  }
  if (look === 'bar') {
    return {
      ...plain,
      planes: [],
      tips: [[left + breadth / 2, y + dy / 2]],
      left: { x: left, top: y - height / 2 + dy, bottom: y + height / 2 },
      right: { x: right, top: y - height / 2, bottom: y + height / 2 - dy },
    };
  }
  return { ...plain, planes: [], tips: [[left, y]] };
}

export function drawPart(placed: Placed, palette: Palette): readonly Mark[] {
  const { part, size, x, y } = placed;
  const { breadth, face, dx, dy, look } = size;
  const tones = tonesOf(palette.of[part.category], palette.paper);
  const unknown = part.shape === null || part.shape.some((dim) => dim === null);
  const path = (d: string, fill: Color | null, stroke: Color | null = tones.edge, width = STROKE): Mark => ({
    mark: 'path',
    d,
    fill,
    stroke,
    width,
    part: part.id,
    ...(unknown && { dash: [3, 2.5] }),
  });
  const left = x - size.width / 2;
  const box = (fromX: number, top: number): readonly Mark[] => {
    const [r, b] = [fromX + breadth, top + face];
    return [
      path(
        polygon([
          [fromX, top],
          [fromX + dx, top - dy],
          [r + dx, top - dy],
          [r, top],
        ]),
        unknown ? palette.paper : tones.top,
      ),
      path(
        polygon([
          [r, top],
          [r + dx, top - dy],
          [r + dx, b - dy],
          [r, b],
        ]),
        unknown ? palette.paper : tones.side,
      ),
      path(
        polygon([
          [fromX, top],
          [r, top],
          [r, b],
          [fromX, b],
        ]),
        unknown ? palette.paper : tones.front,
      ),
      ...shares(fromX, top),
    ];
  };
  /** The channels that each branch brought. */
  const shares = (fromX: number, top: number): readonly Mark[] => {
    const total = part.segments.reduce((sum, channels) => sum + channels, 0);
    if (part.segments.length < 2 || total === 0) return [];
    let start = fromX;
    return part.segments.flatMap((channels, index) => {
      const end = start + (breadth * channels) / total;
      const tone = mix(palette.paper, palette.of[part.category], SHARES[index % SHARES.length] ?? 0.3);
      const marks = [
        path(
          polygon([
            [start, top],
            [start + dx, top - dy],
            [end + dx, top - dy],
            [end, top],
          ]),
          mix(palette.paper, tone, 0.6),
        ),
        path(
          polygon([
            [start, top],
            [end, top],
            [end, top + face],
            [start, top + face],
          ]),
          tone,
        ),
      ];
      start = end;
      return marks;
    });
  };

  switch (look) {
    case 'join': {
      const r = size.width / 2;
      const arm = r * 0.52;
      const sign = palette.ink;
      const strokes: Record<string, readonly string[]> = {
        '+': [line([x - arm, y], [x + arm, y]), line([x, y - arm], [x, y + arm])],
        '−': [line([x - arm, y], [x + arm, y])],
        '×': [
          line([x - arm * 0.75, y - arm * 0.75], [x + arm * 0.75, y + arm * 0.75]),
          line([x - arm * 0.75, y + arm * 0.75], [x + arm * 0.75, y - arm * 0.75]),
        ],
      };
      return [
        path(
          circle([x, y], r),
          mix(palette.paper, palette.of.merge, 0.16),
          mix(palette.paper, palette.of.merge, 0.9),
          1,
        ),
        ...(strokes[part.sign] ?? [circle([x, y], 1.4)]).map((d) => path(d, null, sign, 1.1)),
      ];
    }
    case 'units':
      return Array.from({ length: size.units }, (_, i) =>
        path(circle([x, y - size.height / 2 + UNIT * (i + 0.5)], (UNIT - 2) / 2), tones.front),
      );
    case 'sheets':
      return Array.from({ length: size.units }, (_, i) => {
        const [fromX, top] = [left + dx * i, y - size.height / 2 + dy * i];
        return path(
          polygon([
            [fromX, top],
            [fromX + breadth, top],
            [fromX + breadth, top + face],
            [fromX, top + face],
          ]),
          unknown ? palette.paper : i === size.units - 1 ? tones.front : tones.top,
        );
      });
    case 'bar':
      return box(left, y - size.height / 2 + dy);
    case 'box': {
      const { tops } = corners(placed);
      return Array.from({ length: size.copies }, (_, copy) =>
        tops.flatMap((top) => box(left + size.pitch * copy, top)),
      ).flat();
    }
  }
}
