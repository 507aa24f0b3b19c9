/** The colours of figures: the app's own (renderer/theme/tokens.css; a test holds the two together), and grays for print. */
import type { Category } from '../../layers/support/categories';
import { mix, type Color } from './scene';

export interface Palette {
  /** What lies behind the figure, and what colours are mixed with. */
  readonly paper: Color;
  readonly panel: Color;
  readonly line: Color;
  readonly lineStrong: Color;
  readonly ink: Color;
  readonly ink2: Color;
  readonly ink3: Color;
  readonly wire: Color;
  readonly of: Readonly<Record<Category, Color>>;
}

export type FigureTheme = 'light' | 'dark';
export type FigureColors = 'color' | 'gray';

const light: Palette = {
  paper: '#ffffff',
  panel: '#ffffff',
  line: '#e4e7ec',
  lineStrong: '#c9cfd8',
  ink: '#16191f',
  ink2: '#535b69',
  ink3: '#626a78',
  wire: '#858e9c',
  of: {
    io: '#4d5869',
    convolution: '#2f5bea',
    activation: '#b26a00',
    pooling: '#0b8070',
    normalization: '#7a4fd0',
    regularization: '#c0397b',
    dense: '#1f7fbf',
    merge: '#4d7c0f',
    shape: '#7b7361',
    block: '#8a5a44',
  },
};

const dark: Palette = {
  paper: '#15181d',
  panel: '#1b1f25',
  line: '#2b313a',
  lineStrong: '#454e5b',
  ink: '#eceff4',
  ink2: '#a7b0be',
  ink3: '#98a2b0',
  wire: '#6d7785',
  of: {
    io: '#9aa5b5',
    convolution: '#7c9bff',
    activation: '#f0ad4e',
    pooling: '#3fcab4',
    normalization: '#b794ff',
    regularization: '#ff85b8',
    dense: '#62b9f0',
    merge: '#a3d65c',
    shape: '#b0a98f',
    block: '#d9a38a',
  },
};

/** How dark each category is in print without colour: neighbours in a network differ most. */
const grays: Readonly<Record<Category, number>> = {
  io: 0.36,
  convolution: 0.62,
  activation: 0.5,
  pooling: 0.34,
  normalization: 0.45,
  regularization: 0.4,
  dense: 0.78,
  merge: 0.55,
  shape: 0.4,
  block: 0.7,
};

/** Without its hue; the brightness is what the eye sees (Rec. 709). */
function grayOf(color: Color): Color {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((i) => parseInt(color.slice(i, i + 2), 16));
  const y = Math.round(0.2126 * r + 0.7152 * g + 0.0722 * b)
    .toString(16)
    .padStart(2, '0');
  return `#${y}${y}${y}`;
}

export function paletteOf(theme: FigureTheme, colors: FigureColors): Palette {
  const full = theme === 'light' ? light : dark;
  if (colors === 'color') return full;
  const { of, ...rest } = full;
  const plain = Object.fromEntries(Object.entries(rest).map(([name, color]) => [name, grayOf(color)]));
  const tones = Object.fromEntries(
    Object.keys(of).map((category) => [
      category,
      mix(grayOf(full.paper), grayOf(full.ink), grays[category as Category]),
    ]),
  );
  return { ...full, ...plain, of: { ...of, ...tones } };
}
