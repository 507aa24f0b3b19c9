/** The colours that a group can have: those of the categories, which can be told apart in every theme. */
import { paletteOf } from '../../../shared/export/figure/palette';
import type { Category } from '../../../shared/layers/support/categories';

interface GroupColor {
  readonly name: string;
  readonly category: Category;
  /** As it stands in the document. */
  readonly hex: string;
}

const { of } = paletteOf('light', 'color');
const named: readonly (readonly [string, Category])[] = [
  ['blue', 'convolution'],
  ['amber', 'activation'],
  ['teal', 'pooling'],
  ['violet', 'normalization'],
  ['pink', 'regularization'],
  ['sky', 'dense'],
  ['green', 'merge'],
  ['brown', 'block'],
];

export const groupColors: readonly GroupColor[] = named.map(([name, category]) => ({
  name,
  category,
  hex: of[category],
}));

/** The category whose colour it is, to be drawn in the theme's shade of it; null for grey and for colours of other hands. */
export function categoryOf(color: string | undefined): Category | null {
  return groupColors.find(({ hex }) => hex === color?.toLowerCase())?.category ?? null;
}

/** A colour of other hands, where it is one that can be drawn. */
export function ownColor(color: string | undefined): string | null {
  return color !== undefined && /^#[0-9a-f]{6}$/i.test(color) && categoryOf(color) === null ? color : null;
}
