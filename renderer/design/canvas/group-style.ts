import type { CSSProperties } from 'react';
import type { VisualGroup } from '../../../shared/graph/document';
import { categoryOf, ownColor } from './group-colors';

interface GroupStyle {
  readonly 'data-category'?: string;
  readonly style: CSSProperties & Partial<Record<'--k', string>>;
}

/** A group's colour: the theme's shade of it where it is one of ours. */
export function groupStyle({ color }: VisualGroup): GroupStyle {
  const [category, own] = [categoryOf(color), ownColor(color)];
  return {
    ...(category !== null && { 'data-category': category }),
    style: own === null ? {} : { '--k': own },
  };
}
