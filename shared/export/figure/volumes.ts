/** The textbook figure of a network: its feature maps as volumes, scaled to height, width and channels. */
import type { Compiled } from '../../compiler/compiled';
import { count } from '../../layers/support/words';
import {
  bridgeMarks,
  endsOf,
  levelMarks,
  linkMarks,
  rowMarks,
  shortcutMarks,
  skipMarks,
  type End,
} from './draw-links';
import { drawPart, facesOf } from './draw-part';
import { sizeText, type FigureNotation } from './figure-notation';
import { legendMarks } from './legend';
import { paletteOf, type FigureColors, type FigureTheme, type Palette } from './palette';
import type { Detail, Part, Parts } from './part';
import { partsOf } from './parts';
import { boundsOf, line, moved, polygon, type Mark, type Scene } from './scene';
import { textWidth, wrapText } from './text-width';
import type { Caption } from './caption';
import { layOut, LINE, type Placed } from './volume-layout';
import { levelsOf } from './volume-ranks';
import { sizesOf, type VolumeScale, type VolumeStyle } from './volume-sizes';

export interface VolumeOptions {
  readonly notation: FigureNotation;
  readonly detail: Detail;
  readonly style: VolumeStyle;
  readonly scale: VolumeScale;
  readonly theme: FigureTheme;
  readonly colors: FigureColors;
  readonly names: boolean;
  readonly sizes: boolean;
  readonly operations: boolean;
  readonly legend: boolean;
  /** Long networks go on in a second row. */
  readonly wrap: boolean;
}

export const defaultVolumes: VolumeOptions = {
  notation: { order: 'hwc', writing: 'numbers' },
  detail: 'auto',
  style: 'auto',
  scale: 'balanced',
  theme: 'light',
  colors: 'color',
  names: false,
  sizes: true,
  operations: true,
  legend: false,
  wrap: true,
};

export interface VolumeFigure {
  readonly scene: Scene;
  readonly parts: readonly Part[];
  /** What each part covers, in the scene's coordinates. */
  readonly places: ReadonlyMap<
    string,
    { readonly x: number; readonly y: number; readonly width: number; readonly height: number }
  >;
}

/** Its sizes stand below one another. */
const TALLEST_IN_U = 118;
const SIZE = 10.5;
const SMALL = 9.5;
const MARGIN = 10;
const BRACKET = 5;

const timesOf = ({ copies }: Part): string => (copies > 1 ? `×${copies}` : '');

/** What can be drawn so that it can be seen; ResNet-152 has some 500, layer by layer. */
const MOST_PARTS = 1_500;
const MOST_EDGES = 6_000;
const SENTENCE_WIDTH = 420;

function tooLarge(title: string, { parts, edges }: Parts, color: string): VolumeFigure {
  const problem =
    `A figure of ${count(parts.length)} parts with ${count(edges.length)} connections could not be read: ` +
    `at most ${count(MOST_PARTS)} parts with ${count(MOST_EDGES)} connections are drawn. ` +
    'Draw blocks in place of layers, or make blocks of what belongs together.';
  const lines = wrapText(problem, SENTENCE_WIDTH, SIZE);
  const marks = lines.map((text, i): Mark => {
    const y = MARGIN + 1.5 * SIZE * (i + 1);
    return { mark: 'text', text, x: MARGIN, y, anchor: 'start', size: SIZE, weight: 400, color };
  });
  const width = SENTENCE_WIDTH + 2 * MARGIN;
  const height = Math.ceil(1.5 * SIZE * (lines.length + 1) + 2 * MARGIN);
  return { parts: [], places: new Map(), scene: { title, width, height, marks, problem } };
}

export function volumeFigure(compiled: Compiled, options: VolumeOptions): VolumeFigure {
  const { notation, names, sizes: withSizes, operations, legend, theme, colors } = options;
  const palette = paletteOf(theme, colors);
  const network = partsOf(compiled, options.detail);
  if (network.parts.length > MOST_PARTS || network.edges.length > MOST_EDGES) {
    return tooLarge(compiled.document.name, network, palette.ink);
  }
  const levels = levelsOf(network);
  const sizes = sizesOf(network, levels === null ? options : { ...options, tallest: TALLEST_IN_U });
  const input = network.parts.find(({ category }) => category === 'io')?.shape ?? null;

  const operationOf = (part: Part): readonly string[] => {
    if (!operations) return [];
    const times = part.bracketed ? '' : timesOf(part);
    const lines = (part.kind === 'join' ? [] : part.operation).map((text, i, all) =>
      times !== '' && i === all.length - 1 ? `${text} ${times}` : text,
    );
    return part.ending === null ? lines : [...lines, part.ending];
  };
  const captionOf = (part: Part): Caption => {
    const lines =
      part.kind === 'join'
        ? []
        : [
            ...(names ? [{ text: part.name, strong: false }] : []),
            ...(withSizes ? [{ text: sizeText(part.shape, input, notation), strong: true }] : []),
          ];
    const own = operationOf(part);
    const wide = Math.max(0, ...own.map((text) => textWidth(text, SMALL)));
    const times =
      part.bracketed && own.length > 0 ? 2 * (BRACKET + 2) + 2 * textWidth(timesOf(part), SMALL, 600) : 0;
    return {
      lines,
      width: Math.max(
        0,
        ...lines.map(({ text, strong }) => textWidth(text, strong ? SIZE : SMALL, strong ? 600 : 400)),
      ),
      operationWidth: wide + times,
      operationLines: own.length,
    };
  };

  const single = network.parts.every(
    ({ copies, bracketed, segments }) => copies === 1 && !bracketed && segments.length === 0,
  );
  const layout = layOut(network, sizes, {
    captionOf,
    levels,
    wrap: options.wrap,
    between: single && isChain(network),
  });
  const ends = new Map<string, End>(
    layout.placed.map((placed) => [placed.part.id, { placed, faces: facesOf(placed) }]),
  );

  const behind: Mark[] = [];
  const over: Mark[] = [];
  const skipped = new Map(layout.skips.map(({ edge, y }) => [edge, y]));
  for (const edge of network.edges) {
    const both = endsOf(ends, edge);
    if (both === null) continue;
    const [start, end] = both;
    const y = skipped.get(edge);
    if (y !== undefined) over.push(...skipMarks(start, end, y, palette));
    else if (levels !== null && start.placed.lane !== end.placed.lane)
      over.push(...levelMarks(start, end, palette));
    else if (levels !== null && end.placed.rank > start.placed.rank + 1)
      over.push(...bridgeMarks(start, end, palette));
    else if (start.placed.row !== end.placed.row) over.push(...rowMarks(start, end, palette));
    else {
      const marks = linkMarks(start, end, palette);
      behind.push(...marks.behind);
      over.push(...marks.over);
    }
  }
  for (const end of ends.values()) {
    const first = network.edges.find(({ to }) => to === end.placed.part.id);
    const before = first && ends.get(first.from);
    const sameRow = before?.placed.row === end.placed.row && before.placed.lane === end.placed.lane;
    const from = sameRow ? (before.faces.tops.at(-1) ?? null) : null;
    over.push(...shortcutMarks(end, from ?? [end.faces.left.x - 6, end.faces.left.top], palette));
  }

  const marks = [
    ...behind,
    ...layout.placed.flatMap((placed) => drawPart(placed, palette)),
    ...over,
    ...layout.placed.flatMap((placed) => captionMarks(placed, operationOf(placed.part), palette)),
  ];
  const body = boundsOf(marks, widthOf);
  const all = legend
    ? [
        ...marks,
        ...legendMarks(
          network.parts.map(({ category }) => category),
          { left: body.left, y: body.bottom + 26, width: Math.max(200, body.right - body.left), palette },
        ),
      ]
    : marks;
  const { left, top, right, bottom } =
    all.length > 0 ? boundsOf(all, widthOf) : { left: 0, top: 0, right: 0, bottom: 0 };
  const shift = (value: number, from: number): number => value - from + MARGIN;
  return {
    parts: network.parts,
    places: new Map(
      layout.placed.map(({ part, size, x, y }) => [
        part.id,
        {
          x: shift(x - size.width / 2, left),
          y: shift(y - size.height / 2, top),
          width: size.width,
          height: size.height,
        },
      ]),
    ),
    scene: {
      title: compiled.document.name,
      width: Math.ceil(right - left + 2 * MARGIN),
      height: Math.ceil(bottom - top + 2 * MARGIN),
      marks: all.map((mark) => moved(mark, MARGIN - left, MARGIN - top)),
    },
  };
}

const widthOf = ({ text, size, weight }: { text: string; size: number; weight: 400 | 600 }): number =>
  textWidth(text, size, weight);

const isChain = ({ parts, edges }: Parts): boolean =>
  edges.length === parts.length - 1 && new Set(edges.map(({ from }) => from)).size === edges.length;

function captionMarks(placed: Placed, operation: readonly string[], palette: Palette): readonly Mark[] {
  const { part, size, caption, x, y, operationX, operationY } = placed;
  const below = y + size.height / 2 + 4;
  const labels = caption.lines.map(({ text, strong }, i): Mark => ({
    mark: 'text',
    text,
    x,
    y: below + LINE * (i + 1) - 2,
    anchor: 'middle',
    size: strong ? SIZE : SMALL,
    weight: strong ? 600 : 400,
    color: strong ? palette.ink : palette.ink2,
    part: part.id,
  }));
  const lines = operation.map((text, i): Mark => ({
    mark: 'text',
    text,
    x: operationX,
    y: operationY + LINE * (i + 1) - 3,
    anchor: 'middle',
    size: SMALL,
    weight: 400,
    color: palette.ink2,
    part: part.id,
  }));
  const dots = size.more ? moreMarks(placed, palette) : [];
  if (!part.bracketed || operation.length === 0) return [...labels, ...lines, ...dots];
  const half = Math.max(...operation.map((text) => textWidth(text, SMALL))) / 2 + BRACKET;
  const [top, bottom] = [operationY - 1, operationY + LINE * operation.length + 1];
  const bracket = (side: -1 | 1): Mark => ({
    mark: 'path',
    d: line(
      [operationX + side * (half - 2.5), top],
      [operationX + side * half, top],
      [operationX + side * half, bottom],
      [operationX + side * (half - 2.5), bottom],
    ),
    fill: null,
    stroke: palette.ink3,
    width: 0.8,
    part: part.id,
  });
  const times: readonly Mark[] =
    part.copies > 1
      ? [
          {
            mark: 'text',
            text: timesOf(part),
            x: operationX + half + 3,
            y: (top + bottom) / 2 + 3.4,
            anchor: 'start',
            size: SMALL,
            weight: 600,
            color: palette.ink,
            part: part.id,
          },
        ]
      : [];
  return [...labels, ...lines, bracket(-1), bracket(1), ...times, ...dots];
}

/** Three dots on the last front: there are more copies than are drawn. */
function moreMarks({ x, y, size, part }: Placed, palette: Palette): readonly Mark[] {
  const front = x - size.width / 2 + size.pitch * (size.copies - 1) + size.breadth / 2;
  return [-4, 0, 4].map((dx) => ({
    mark: 'path',
    d: polygon([
      [front + dx - 0.9, y + size.dy / 2 - 0.9],
      [front + dx + 0.9, y + size.dy / 2 - 0.9],
      [front + dx + 0.9, y + size.dy / 2 + 0.9],
      [front + dx - 0.9, y + size.dy / 2 + 0.9],
    ]),
    fill: palette.ink,
    stroke: null,
    width: 0,
    part: part.id,
  }));
}
