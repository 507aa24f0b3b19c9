/** What lies between parts: the window that slides over one and makes the next, full connections, wires and shortcuts. */
import type { Faces } from './draw-part';
import type { Palette } from './palette';
import type { PartEdge } from './part';
import { circle, curve, line, mix, polygon, roundedLine, type Color, type Mark, type Point } from './scene';
import { LINE, type Placed } from './volume-layout';

const WIRE = 0.9;
/** A window is drawn true to scale as long as it can be seen, and leaves room to see over what it slides. */
const SMALLEST = 0.09;
const LARGEST = 0.62;

const path = (
  d: string,
  fill: Color | null,
  stroke: Color | null,
  width = WIRE,
  dash?: readonly number[],
): Mark => ({
  mark: 'path',
  d,
  fill,
  stroke,
  width,
  ...(dash && { dash }),
});
const plus = ([x, y]: Point, [dx, dy]: Point, t: number): Point => [x + dx * t, y + dy * t];

export function arrowHead([x, y]: Point, color: Color, direction: 'right' | 'down' | 'up' = 'right'): Mark {
  const back = direction === 'down' ? -5.5 : 5.5;
  const points: readonly Point[] =
    direction === 'right'
      ? [
          [x, y],
          [x - 5.5, y - 2.7],
          [x - 5.5, y + 2.7],
        ]
      : [
          [x, y],
          [x - 2.7, y + back],
          [x + 2.7, y + back],
        ];
  return path(polygon(points), color, null, 0);
}

export interface End {
  readonly placed: Placed;
  readonly faces: Faces;
}

/** The small window on what is read, and its rays to the one value that it makes. */
function windowMarks(start: End, end: End, palette: Palette): readonly Mark[] {
  const { part } = end.placed;
  const { window } = part;
  const shape = start.placed.part.shape;
  if (window === null || shape === null) return [];
  const color = palette.of[part.category];
  const [edge, ray] = [mix(palette.paper, color, 0.95), mix(palette.paper, color, 0.62)];
  const share = (axis: 0 | 1): number =>
    Math.min(LARGEST, Math.max(SMALLEST, window[axis] / (shape[axis] ?? 64)));
  const [tall, wide] = [share(0), share(1)];
  const { planes } = start.faces;
  const { tips } = end.faces;
  const apart = planes.length > 1 && tips.length === planes.length;
  return planes.flatMap(({ corner, across, down }, tower) => {
    const at = (u: number, v: number): Point => plus(plus(corner, across, u), down, v);
    const [u, v] = [Math.min(0.42, 1 - wide - 0.06), Math.min(0.46, 1 - tall - 0.08)];
    const window: readonly Point[] = [at(u, v), at(u + wide, v), at(u + wide, v + tall), at(u, v + tall)];
    const reached = apart
      ? tips.flatMap((tip, i) => (i === tower || part.groups === 1 ? [{ tip, own: i === tower }] : []))
      : tips.map((tip) => ({ tip, own: true }));
    return [
      path(polygon(window), mix(palette.paper, color, 0.7), edge, 0.75),
      ...reached.flatMap(({ tip, own }) => [
        ...window
          .filter((_, i) => own || i === 1 || i === 2)
          .map((corner) => path(line(corner, tip), null, ray, 0.55, own ? undefined : [2.4, 1.8])),
        path(circle(tip, 1.4), edge, null, 0),
      ]),
    ];
  });
}

/** Everything is read by everything: the plane between two heights. */
function funnel(start: End, end: End, palette: Palette): readonly Mark[] {
  const [from, to] = [start.faces.right, end.faces.left];
  const color = palette.of[end.placed.part.category];
  const box = start.placed.size.look === 'box';
  const upper: readonly [Point, Point] = [
    [from.x, from.top],
    [to.x, to.top],
  ];
  const lower: readonly [Point, Point] = [
    [box ? from.x : from.x, from.bottom],
    [to.x, to.bottom],
  ];
  return [
    path(polygon([upper[0], upper[1], lower[1], lower[0]]), mix(palette.paper, color, 0.08), null, 0),
    path(line(...upper), null, mix(palette.paper, color, 0.45), 0.6),
    path(line(...lower), null, mix(palette.paper, color, 0.45), 0.6),
  ];
}

/** Past each copy of a block and back: with a small ⊕ where it is added. */
export function shortcutMarks(
  { placed, faces }: End,
  before: Point | null,
  palette: Palette,
): readonly Mark[] {
  const color = palette.of.merge;
  const { shortcuts } = placed.part;
  return faces.tops.flatMap((top, copy) => {
    // Where not all copies are drawn, those that are stand for the last ones.
    const shortcut = shortcuts[copy] ?? null;
    const from = copy === 0 ? before : (faces.tops[copy - 1] ?? null);
    if (shortcut === null || from === null) return [];
    const added = shortcut === 'add';
    const end: Point = [top[0], top[1] - (added ? 6 : 0)];
    const start = from;
    const rise = Math.min(start[1], end[1]) - 8 - Math.min(10, (end[0] - start[0]) / 6);
    return [
      path(
        curve(start, [start[0], rise], [end[0], rise], added ? [end[0], end[1] - 3.4] : end),
        null,
        color,
        1,
      ),
      ...(added
        ? [
            path(circle(end, 3.6), palette.paper, color, 0.9),
            path(line([end[0] - 2, end[1]], [end[0] + 2, end[1]]), null, color, 0.9),
            path(line([end[0], end[1] - 2], [end[0], end[1] + 2]), null, color, 0.9),
            path(line([end[0], end[1] + 3.6], top), null, color, 0.9),
          ]
        : []),
    ];
  });
}

/** Up from the first, over what lies between, and down onto the second. */
export function skipMarks(start: End, end: End, y: number, palette: Palette): readonly Mark[] {
  const color = mix(palette.paper, palette.of.merge, 0.85);
  const [from, to] = [start.faces.tops.at(-1) ?? start.faces.exit, end.faces.tops[0] ?? end.faces.exit];
  return [
    path(roundedLine([from, [from[0], y], [to[0], y], [to[0], to[1] - 3]], 6), null, color, 1.1),
    arrowHead([to[0], to[1] - 0.5], color, 'down'),
  ];
}

/** Between two sizes of a U, which stand one below the other. */
export function levelMarks(start: End, end: End, palette: Palette): readonly Mark[] {
  const down = end.placed.y > start.placed.y;
  const { x } = end.placed;
  const topOf = ({ placed }: End): number => placed.y - placed.size.height / 2;
  const belowCaption = ({ placed }: End): number =>
    placed.operationY + LINE * placed.caption.operationLines + 3;
  const [from, to] = down ? [belowCaption(start), topOf(end) - 1] : [topOf(start) - 2, belowCaption(end)];
  return [
    path(line([x, from], [x, down ? to - 4 : to + 4]), null, palette.wire, 1.1),
    arrowHead([x, to], palette.wire, down ? 'down' : 'up'),
  ];
}

export function bridgeMarks(start: End, end: End, palette: Palette): readonly Mark[] {
  const color = mix(palette.paper, palette.of.merge, 0.85);
  const y = start.faces.exit[1];
  const to = end.faces.left.x;
  return [
    path(line([start.faces.right.x + 2, y], [to - 5, y]), null, color, 1.1),
    arrowHead([to - 0.8, y], color),
  ];
}

/** On to the next row: down between the two, back to the left, and in. */
export function rowMarks(start: End, end: End, palette: Palette): readonly Mark[] {
  const [from, to] = [start.faces.exit, end.faces.entries[0] ?? end.faces.exit];
  const { x, size, caption, operationX } = start.placed;
  const right =
    12 + Math.max(x + size.width / 2, x + caption.width / 2, operationX + caption.operationWidth / 2);
  const left = to[0] - 18;
  const middle = end.placed.y - end.placed.size.height / 2 - 18;
  return [
    path(
      roundedLine(
        [from, [right, from[1]], [right, middle], [left, middle], [left, to[1]], [to[0] - 4, to[1]]],
        7,
      ),
      null,
      palette.wire,
      1.1,
    ),
    arrowHead([to[0] - 0.5, to[1]], palette.wire),
  ];
}

/** What lies behind the parts, and what lies over them. */
export function linkMarks(
  start: End,
  end: End,
  palette: Palette,
): { readonly behind: readonly Mark[]; readonly over: readonly Mark[] } {
  const [a, b] = [start.placed, end.placed];
  if (a.lane === b.lane) {
    const next = b.rank === a.rank + 1 || b.part.kind === 'join';
    if (next && b.part.kind === 'vector' && a.part.kind !== 'join' && b.part.window === null)
      return { behind: funnel(start, end, palette), over: [] };
    if (next && start.faces.planes.length > 0 && b.part.window !== null) {
      return { behind: [], over: windowMarks(start, end, palette) };
    }
    const entries = end.faces.entries.length === 1 ? end.faces.entries : [[end.faces.left.x, b.y] as const];
    return {
      behind: [],
      over: entries.flatMap((to) => [
        path(line([start.faces.right.x + 2, to[1]], [to[0] - 5, to[1]]), null, palette.wire, 1.1),
        arrowHead([to[0] - 0.8, to[1]], palette.wire),
      ]),
    };
  }
  // Along the lane that is not the first, so that nothing stands in the way.
  const [from, to] = [start.faces.exit, end.faces.entries[0] ?? end.faces.exit];
  const along = a.lane > b.lane ? from[1] : to[1];
  const turn = 15;
  const leaves = Math.min(from[0] + 2 * turn, to[0]);
  const arrives = Math.max(to[0] - 2 * turn, leaves);
  const d =
    a.lane > b.lane
      ? `${line([from[0] + 2, from[1]], [arrives, along])}${curve([arrives, along], [arrives + turn, along], [to[0] - turn, to[1]], [to[0] - 4, to[1]])}`
      : `${curve([from[0] + 1, from[1]], [from[0] + turn, from[1]], [leaves - turn, along], [leaves, along])}${line([leaves, along], [to[0] - 4, along])}`;
  return {
    behind: [],
    over: [path(d, null, palette.wire, 1.1), arrowHead([to[0] - 0.5, to[1]], palette.wire)],
  };
}

export type Linked = ReadonlyMap<string, End>;
export const endsOf = (linked: Linked, { from, to }: PartEdge): readonly [End, End] | null => {
  const [start, end] = [linked.get(from), linked.get(to)];
  return start && end ? [start, end] : null;
};
