/** The sections of the palette, in the order in which a network is usually built. */
import type { Category } from '../../../shared/layers/define';

export const categoryTitles: Readonly<Record<Category, string>> = {
  io: 'Input and output',
  convolution: 'Convolution',
  activation: 'Activation',
  pooling: 'Pooling',
  normalization: 'Normalization',
  regularization: 'Regularization',
  merge: 'Merge',
  dense: 'Dense',
  shape: 'Shape',
  block: 'Block',
};

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
