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

const order: readonly Category[] = [
  'convolution',
  'activation',
  'pooling',
  'normalization',
  'regularization',
  'merge',
  'dense',
  'shape',
  'io',
  'block',
];

export function byCategory<T extends { readonly category: Category }>(
  items: readonly T[],
): readonly { readonly category: Category; readonly items: readonly T[] }[] {
  return order
    .map((category) => ({ category, items: items.filter((item) => item.category === category) }))
    .filter(({ items: found }) => found.length > 0);
}
