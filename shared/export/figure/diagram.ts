/** The canvas as a figure: cards with their layers, wires with shapes, frames and notes, and nothing of the interface. */
import type { Category } from '../../layers/support/categories';
import { legendMarks } from './legend';
import { paletteOf, type FigureColors, type FigureTheme, type Palette } from './palette';
import {
  boundsOf,
  line,
  mix,
  moved,
  union,
  roundedRect,
  type Color,
  type Mark,
  type Rect,
  type Scene,
  type TextMark,
} from './scene';
import { fitText, textWidth, wrapText } from './text-width';

export interface DiagramRow {
  readonly name: string;
  readonly height: number;
  /** Of a block, which is told in two lines: what it stands for, and how often (`×3`). */
  readonly block: { readonly title: string; readonly times: string } | null;
  readonly brief: string;
  /** Empty where it does not change. */
  readonly shape: string;
  /** Of parameters; empty where there are none. */
  readonly count: string;
  readonly category: Category;
}

export interface DiagramCard extends Rect {
  readonly rows: readonly DiagramRow[];
}

export interface DiagramWire {
  /** Of M, L and C with absolute coordinates. */
  readonly path: string;
  readonly label: string;
  readonly x: number;
  readonly y: number;
}

export interface DiagramFrame extends Rect {
  readonly title: string;
  readonly color: string | null;
}

export interface DiagramNote extends Rect {
  readonly text: string;
}

export interface Diagram {
  readonly title: string;
  readonly cards: readonly DiagramCard[];
  readonly wires: readonly DiagramWire[];
  readonly frames: readonly DiagramFrame[];
  readonly notes: readonly DiagramNote[];
}

export interface DiagramOptions {
  readonly theme: FigureTheme;
  readonly colors: FigureColors;
  /** Shapes on wires and rows. */
  readonly sizes: boolean;
  /** What matters of a layer's parameters. */
  readonly operations: boolean;
  readonly counts: boolean;
  readonly legend: boolean;
}

const MARGIN = 12;
const NAME = 12.5;
const SMALL = 11;
const TINY = 10.5;
const NOTE_LINE = 16;
/** The longest that a name may be before the rest of its row gives way. */
const NAME_ROOM = 110;

const widthOf = ({ text, size, weight }: { text: string; size: number; weight: 400 | 600 }): number =>
  textWidth(text, size, weight);

export function diagramScene(diagram: Diagram, options: DiagramOptions): Scene {
  const palette = paletteOf(options.theme, options.colors);
  const marks: readonly Mark[] = [
    ...diagram.frames.flatMap((frame) => frameMarks(frame, palette)),
    ...diagram.wires.map(({ path }) => stroke(path, palette.wire, 1.5)),
    ...diagram.cards.flatMap((card) => cardMarks(card, options, palette)),
    ...(options.sizes ? diagram.wires.flatMap((wire) => labelMarks(wire, palette)) : []),
    ...diagram.notes.flatMap((note) => noteMarks(note, palette)),
  ];
  if (marks.length === 0) return { title: diagram.title, width: 2 * MARGIN, height: 2 * MARGIN, marks };
  const body = boundsOf(marks, widthOf);
  const legend = options.legend
    ? legendMarks(
        diagram.cards.flatMap(({ rows }) => rows.map(({ category }) => category)),
        { left: body.left, y: body.bottom + 26, width: Math.max(200, body.right - body.left), palette },
      )
    : [];
  const all = [...marks, ...legend];
  const { left, top, right, bottom } = legend.length > 0 ? union(body, boundsOf(legend, widthOf)) : body;
  return {
    title: diagram.title,
    width: Math.ceil(right - left + 2 * MARGIN),
    height: Math.ceil(bottom - top + 2 * MARGIN),
    marks: all.map((mark) => moved(mark, MARGIN - left, MARGIN - top)),
  };
}

const stroke = (d: string, color: Color, width: number): Mark => ({
  mark: 'path',
  d,
  fill: null,
  stroke: color,
  width,
});
const area = (d: string, fill: Color, edge: Color | null = null, width = 1): Mark => ({
  mark: 'path',
  d,
  fill,
  stroke: edge,
  width,
});

function cardMarks(card: DiagramCard, options: DiagramOptions, palette: Palette): readonly Mark[] {
  const { left, top, right, bottom, rows } = card;
  const [first] = rows;
  if (first === undefined) return [];
  const color = palette.of[first.category];
  let next = top + (bottom - top - rows.reduce((sum, { height }) => sum + height, 0)) / 2;
  return [
    // The coloured edge is what looks out below the card.
    area(roundedRect({ left, top, right: left + 24, bottom }, 8), color),
    area(roundedRect({ left: left + 3, top, right, bottom }, 7), palette.panel, palette.lineStrong),
    ...rows.flatMap((row, index): readonly Mark[] => {
      const start = next;
      next += row.height;
      const divider = stroke(line([left + 4, start], [right - 1, start]), palette.line, 0.75);
      return [
        ...(index === 0 ? [] : [divider]),
        ...rowMarks(row, { left, right, top: start }, options, palette),
      ];
    }),
  ];
}

function rowMarks(
  row: DiagramRow,
  { left, right, top }: Pick<Rect, 'left' | 'right' | 'top'>,
  { sizes, operations, counts }: DiagramOptions,
  palette: Palette,
): readonly Mark[] {
  const { block, height } = row;
  const own = palette.of[row.category];
  const first = top + height * (block ? 0.3 : 0.5);
  const second = top + height * (block ? 0.7 : 0.5);
  const count = counts ? row.count : '';
  const shape = sizes ? row.shape : '';
  const edge = right - 11;
  const shapeEdge = edge - (counts ? Math.max(46, textWidth(count, TINY)) + 8 : 0);
  const text = left + 36;
  /** Before the numbers at the right. */
  const room = shapeEdge - textWidth(shape, TINY) - (shape === '' ? 0 : 8) - text;
  const title = block !== null && block.title !== row.name ? block.title : '';
  const times = block?.times ?? '';
  const nameRoom = block
    ? edge - text - textWidth(times, SMALL, 600) - 8
    : Math.min(room, operations && row.brief !== '' ? NAME_ROOM : room);
  const name = fitText(row.name, title === '' ? nameRoom : Math.min(nameRoom, NAME_ROOM), NAME, 600);
  const after = text + textWidth(name, NAME, 600) + 8;
  const briefFrom = block ? text : after;
  const brief = operations ? fitText(row.brief, room - (briefFrom - text), SMALL) : '';
  const write = (
    words: string,
    x: number,
    middle: number,
    { anchor = 'start', size = SMALL, weight = 400, color }: Partial<TextMark> & { color: Color },
  ): readonly Mark[] =>
    words === '' || words === '…'
      ? []
      : [{ mark: 'text', text: words, x, y: middle + size * 0.36, anchor, size, weight, color }];
  return [
    area(
      roundedRect({ left: left + 13, top: first - 7.5, right: left + 28, bottom: first + 7.5 }, 4),
      mix(palette.panel, own, 0.17),
    ),
    area(roundedRect({ left: left + 17, top: first - 3.5, right: left + 24, bottom: first + 3.5 }, 2), own),
    ...write(name, text, first, { size: NAME, weight: 600, color: palette.ink }),
    ...write(fitText(title, nameRoom - (after - text), SMALL), after, first, { color: palette.ink2 }),
    ...write(times, edge, first, { anchor: 'end', weight: 600, color: palette.ink }),
    ...write(brief, briefFrom, second, { color: palette.ink2 }),
    ...write(shape, shapeEdge, second, { anchor: 'end', size: TINY, color: palette.ink3 }),
    ...write(count, edge, second, { anchor: 'end', size: TINY, color: palette.ink }),
  ];
}

function labelMarks({ label, x, y }: DiagramWire, palette: Palette): readonly Mark[] {
  if (label === '') return [];
  const half = textWidth(label, TINY) / 2 + 8;
  return [
    area(
      roundedRect({ left: x - half, top: y - 8.5, right: x + half, bottom: y + 8.5 }, 8.5),
      palette.panel,
      palette.lineStrong,
      0.8,
    ),
    {
      mark: 'text',
      text: label,
      x,
      y: y + 3.8,
      anchor: 'middle',
      size: TINY,
      weight: 400,
      color: palette.ink2,
    },
  ];
}

const isColor = (color: string | null): color is Color => color !== null && /^#[0-9a-f]{6}$/i.test(color);

function frameMarks({ title, color, ...rect }: DiagramFrame, palette: Palette): readonly Mark[] {
  const own = isColor(color) ? color : palette.ink3;
  const text = fitText(title, rect.right - rect.left - 40, SMALL, 600);
  const width = textWidth(text, SMALL, 600) + 18;
  return [
    area(roundedRect(rect, 12), mix(palette.paper, own, 0.06), mix(palette.paper, own, 0.4)),
    ...(text === ''
      ? []
      : [
          area(
            roundedRect(
              {
                left: rect.left + 14,
                top: rect.top - 10,
                right: rect.left + 14 + width,
                bottom: rect.top + 10,
              },
              10,
            ),
            palette.panel,
            mix(palette.paper, own, 0.4),
          ),
          {
            mark: 'text',
            text,
            x: rect.left + 23,
            y: rect.top + 4,
            anchor: 'start',
            size: SMALL,
            weight: 600,
            color: palette.ink2,
          } as const,
        ]),
  ];
}

function noteMarks({ text, ...rect }: DiagramNote, palette: Palette): readonly Mark[] {
  const lines = wrapText(text, rect.right - rect.left - 22, SMALL);
  const bottom = Math.max(rect.bottom, rect.top + 18 + lines.length * NOTE_LINE);
  const color = palette.of.activation;
  return [
    area(
      roundedRect({ ...rect, bottom }, 8),
      mix(palette.paper, color, 0.08),
      mix(palette.paper, color, 0.35),
    ),
    ...lines.flatMap((words, i): readonly Mark[] =>
      words === ''
        ? []
        : [
            {
              mark: 'text',
              text: words,
              x: rect.left + 11,
              y: rect.top + 9 + NOTE_LINE * (i + 0.75),
              anchor: 'start',
              size: SMALL,
              weight: 400,
              color: palette.ink,
            },
          ],
    ),
  ];
}
