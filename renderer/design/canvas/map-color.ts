/** A card on the map has the colour that it has on the sheet: its first layer's category. */
import type { Category } from '../../../shared/layers/support/categories';
import { findLayer } from '../../../shared/layers/index';
import { categoryOf, ownColor } from './group-colors';
import type { DrawnNode } from './drawn-node';
import type { DocumentStore } from '../../document/document-store';

const tokens: Readonly<Record<Category, string>> = {
  io: 'c-in',
  convolution: 'c-conv',
  activation: 'c-act',
  pooling: 'c-pool',
  normalization: 'c-norm',
  regularization: 'c-reg',
  merge: 'c-merge',
  dense: 'c-dense',
  shape: 'c-shape',
  block: 'c-block',
};

export function mapColor(documents: DocumentStore, { id, ...drawn }: DrawnNode): string {
  if (drawn.type === 'folded') {
    const { color } = drawn.data.group;
    const category = categoryOf(color);
    return category === null ? (ownColor(color) ?? 'var(--line-strong)') : `var(--${tokens[category]})`;
  }
  const node = documents.node(id);
  const layer = node && findLayer(node.type);
  return `var(--${layer ? tokens[layer.category] : 'line-strong'})`;
}
