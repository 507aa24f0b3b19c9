/** Rows and columns around a picture: parameters, and what reflection needs. */
import type { KnownShape } from '../shape';
import type { Finding, Suggestion } from '../define';
import { integer } from '../../schema/fields';
import type { ExplicitPadding } from './primitives';

const side = (label: string, help: string, amount: number) =>
  integer({ default: amount, min: 0, max: 10_000, label, help, unit: 'px' });

/** Four sides of `amount` pixels, that are "added" or "cut off". */
export const sidesParams = (amount: number, verb: string) => ({
  top: side('Top', `Rows that are ${verb} at the top.`, amount),
  bottom: side('Bottom', `Rows that are ${verb} at the bottom.`, amount),
  left: side('Left', `Columns that are ${verb} on the left.`, amount),
  right: side('Right', `Columns that are ${verb} on the right.`, amount),
});

interface Sides {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

export const sidesOf = ({ top, bottom, left, right }: Sides): ExplicitPadding => [top, bottom, left, right];

export const sidesBrief = (sides: Sides): string => {
  const all = sidesOf(sides);
  return all.every((each) => each === all[0]) ? String(all[0]) : all.join('/');
};

/** As Keras takes it: ((top, bottom), (left, right)). */
export const sidesPairs = ({ top, bottom, left, right }: Sides) => [
  [top, bottom],
  [left, right],
];

/** Reflection leaves the border itself out, so it has one pixel less than the picture to show. */
export function reflectionTooWide(
  [top, bottom, left, right]: ExplicitPadding,
  [height = 0, width = 0]: KnownShape,
  param: string,
  suggestions: readonly Suggestion[],
): readonly Finding[] {
  if (Math.max(top, bottom) < height && Math.max(left, right) < width) return [];
  return [
    {
      severity: 'error',
      code: 'reflection-larger-than-input',
      param,
      message: `A picture of ${height}×${width} can be mirrored for ${height - 1} rows and ${width - 1} columns at most, but ${Math.max(top, bottom)} and ${Math.max(left, right)} are asked for.`,
      suggestions,
    },
  ];
}
