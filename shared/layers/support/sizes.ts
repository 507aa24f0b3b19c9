/** The arithmetic of output sizes for layers without a window. What can't be told yet is left out. */
import type { Dim, Shape } from '../shape';
import type { FormulaStep } from '../define';
import { count, shapeText, sizeText } from './words';

/** One number for each channel is left. */
export const perChannel = ([, , channels = null]: Shape): readonly FormulaStep[] =>
  channels === null
    ? []
    : [
        {
          title: 'Output length',
          formula: 'one number per channel: C',
          filled: count(channels),
          result: count(channels),
        },
      ];

/** `sign`: + for rows and columns that are added, − for those that are cut off. */
export function withSides(
  [height = null, width = null]: Shape,
  [top, bottom, left, right]: readonly [number, number, number, number],
  sign: '+' | '−',
): readonly FormulaStep[] {
  const axis = (
    title: string,
    size: Dim,
    [one, two]: readonly [string, string],
    ends: readonly [number, number],
  ) =>
    size === null
      ? []
      : [
          {
            title,
            formula: `${title === 'Output height' ? 'H' : 'W'} ${sign} ${one} ${sign} ${two}`,
            filled: `${size} ${sign} ${ends[0]} ${sign} ${ends[1]}`,
            result: sizeText(sign === '+' ? size + ends[0] + ends[1] : size - ends[0] - ends[1]),
          },
        ];
  return [
    ...axis('Output height', height, ['top', 'bottom'], [top, bottom]),
    ...axis('Output width', width, ['left', 'right'], [left, right]),
  ];
}

/** A shape that needs no arithmetic, but is another than before. */
export const outputSize = (
  formula: string,
  shape: Shape,
  filled = shapeText(shape),
): readonly FormulaStep[] =>
  shape.includes(null) ? [] : [{ title: 'Output size', formula, filled, result: shapeText(shape) }];
