/** Which colour stands for what. */
import { type Category, categoryTitles } from '../../layers/support/categories';
import type { Palette } from './palette';
import { mix, polygon, type Mark } from './scene';
import { textWidth } from './text-width';

const SIZE = 9.5;
const BOX = 9;

/** In one line, or in as many as fit into `width`; `y` is the first baseline. */
export function legendMarks(
  categories: readonly Category[],
  { left, y, width, palette }: { left: number; y: number; width: number; palette: Palette },
): readonly Mark[] {
  let [x, baseline] = [left, y];
  return [...new Set(categories)].flatMap((category): readonly Mark[] => {
    const text = categoryTitles[category];
    const long = BOX + 5 + textWidth(text, SIZE);
    if (x > left && x + long > left + width) [x, baseline] = [left, baseline + 16];
    const start = x;
    x += long + 18;
    const color = palette.of[category];
    const [top, bottom, right] = [baseline - BOX + 1, baseline + 1, start + BOX];
    return [
      {
        mark: 'path',
        d: polygon([
          [start, top],
          [right, top],
          [right, bottom],
          [start, bottom],
        ]),
        fill: mix(palette.paper, color, 0.3),
        stroke: color,
        width: 0.75,
      },
      {
        mark: 'text',
        text,
        x: right + 5,
        y: baseline,
        anchor: 'start',
        size: SIZE,
        weight: 400,
        color: palette.ink2,
      },
    ];
  });
}
