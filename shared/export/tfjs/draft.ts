/** Layers of TensorFlow.js before they have names, each with what feeds it: a graph of values, made from its end. */
import type { KnownShape } from '../../layers/shape';
import type { ExplicitPadding } from '../../layers/support/primitives';
import type { EmittedLayer } from '../../layers/support/emission';
import { count } from '../../layers/support/words';

export interface TfjsWeight {
  /** `kernel`, `moving_mean`. */
  readonly name: string;
  readonly shape: KnownShape;
  readonly data: Float32Array;
}

export interface Draft {
  readonly className: string;
  /** In the spelling of Keras' saved configs. */
  readonly args: EmittedLayer['args'];
  readonly weights: readonly TfjsWeight[];
  readonly feeds: readonly Source[];
}

/** A layer that has its name already, or one that has none yet. */
export type Source = string | Draft;

export const draft = (
  className: string,
  args: EmittedLayer['args'],
  feeds: readonly Source[],
  weights: readonly TfjsWeight[] = [],
): Draft => ({ className, args, weights, feeds });

/** All that these stand on and that has no name yet, each behind what feeds it. */
export function inOrder(ends: readonly Source[]): readonly Draft[] {
  const done = new Set<Draft>();
  const visit = (source: Source): void => {
    if (typeof source === 'string' || done.has(source)) return;
    source.feeds.forEach(visit);
    done.add(source);
  };
  ends.forEach(visit);
  return [...done];
}

/** Why layers of TensorFlow.js can't do it: a sentence. */
export class Unwritable extends Error {
  override readonly name = 'Unwritable';
}

/** A gigabyte: browsers hand out hardly more at once. */
const MOST_NUMBERS = 2 ** 28;

/** The values of a weight that we make. Throws `Unwritable` where it would be larger than browsers can hold. */
export function zeros(length: number): Float32Array {
  if (length > MOST_NUMBERS)
    throw new Unwritable(
      `One weight would hold ${count(length)} numbers there, since TensorFlow.js has to be given zeros for what it can't leave out.`,
    );
  return new Float32Array(length);
}

// Layers of which several primitives are made. All are of pictures.

const sidePairs = ([top, bottom, left, right]: ExplicitPadding): readonly (readonly number[])[] => [
  [top, bottom],
  [left, right],
];

const isNone = (sides: ExplicitPadding): boolean => sides.every((side) => side === 0);

export const zerosAround = (x: Source, sides: ExplicitPadding): Source =>
  isNone(sides)
    ? x
    : draft('ZeroPadding2D', { padding: sidePairs(sides), data_format: 'channels_last' }, [x]);

export const cropped = (x: Source, sides: ExplicitPadding): Source =>
  isNone(sides) ? x : draft('Cropping2D', { cropping: sidePairs(sides), data_format: 'channels_last' }, [x]);

export const reshaped = (x: Source, shape: KnownShape): Source =>
  draft('Reshape', { target_shape: shape }, [x]);

/** `axis` and the channels change places: done twice, nothing is changed. */
export const swappedWithChannels = (x: Source, axis: 0 | 1): Source =>
  draft('Permute', { dims: axis === 0 ? [3, 2, 1] : [1, 3, 2] }, [x]);

export const scaled = (x: Source, scale: number, offset = 0): Source =>
  draft('Rescaling', { scale, offset }, [x]);
