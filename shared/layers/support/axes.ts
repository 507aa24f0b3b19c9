/** Which axis of a picture a layer works along. */
import { choice } from '../../schema/fields';

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
