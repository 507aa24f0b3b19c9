/** The sections of the palette, in the order in which a network is usually built. */
import { type Category, categoryTitles } from '../../shared/layers/support/categories';

/** Small sections share a heading, so that the palette stays short. */
const sections: readonly (readonly [Category, ...Category[]])[] = [
  ['convolution'],
  ['activation'],
  ['pooling'],
  ['normalization', 'regularization'],
  ['merge'],
  ['dense', 'shape'],
  ['io'],
  ['block'],
];

function headingOf([first, ...others]: readonly [Category, ...Category[]]): string {
  return [categoryTitles[first], ...others.map((category) => categoryTitles[category].toLowerCase())].join(
    ', ',
  );
}

/** The plainest names first within each section. */
export function bySection<T extends { readonly category: Category; readonly label: string }>(
  items: readonly T[],
): readonly { readonly title: string; readonly items: readonly T[] }[] {
  return sections
    .map((section) => ({
      title: headingOf(section),
      items: section.flatMap((category) =>
        items.filter((item) => item.category === category).sort((a, b) => a.label.length - b.label.length),
      ),
    }))
    .filter(({ items: found }) => found.length > 0);
}
