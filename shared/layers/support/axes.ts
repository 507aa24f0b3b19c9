/** Which axis of a picture a layer works along. */
import type { Window } from '../define';
import { choice } from '../../schema/fields';
import { shifted } from './readings';

export const axisParam = choice({
  default: 'channels',
  label: 'Along',
  help: 'Which axis it works along; a vector has only one.',
  options: [
    { value: 'channels', label: 'Channels' },
    { value: 'rows', label: 'Rows' },
    { value: 'columns', label: 'Columns' },
  ],
  alsoKnownAs: ['axis', 'dim'],
});

export const axisIndex = (axis: 'channels' | 'rows' | 'columns', rank: number): number =>
  rank === 1 || axis === 'channels' ? rank - 1 : axis === 'rows' ? 0 : 1;

/** What stands so many entries further along the axis; channels lie within a position. */
export function shiftedAlong(axis: 'channels' | 'rows' | 'columns', start: number, rank: number): Window {
  if (rank === 1 || axis === 'rows') return shifted(start, 0);
  return axis === 'columns' ? shifted(0, start) : null;
}
