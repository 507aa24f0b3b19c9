/** What layers read of their input, for the kinds that several of them have. */
import type { Reading, Slide, Window } from '../define';
import type { KnownShape } from '../shape';

/** What is left out reads the one position that stands at the same place. */
export const reading = (
  axis: 0 | 1,
  { size = 1, stride = 1, dilation = 1, stretch = 1, start = 0, along = axis }: Partial<Reading> = {},
): Reading => ({ size, stride, dilation, stretch, start: start === 0 ? 0 : start, along });

/** All rows, or all columns, wherever one stands. */
export const readingAll = (axis: 0 | 1, size: number): Reading => reading(axis, { size, stride: 0 });

/** What stands so many rows further down and columns further right. */
export const shifted = (rows: number, columns: number): Window => [
  reading(0, { start: rows }),
  reading(1, { start: columns }),
];

/** A window that slides, or is spread as in a transposed convolution. */
export function sliding({ size, strides, dilation, padding, over }: Slide): Window {
  const axis = (along: 0 | 1): Reading => {
    const [taps, step, apart] = [size[along], strides[along], dilation[along]];
    const before = padding[along === 0 ? 0 : 2];
    return over === 'input'
      ? { size: taps, stride: step, dilation: apart, stretch: 1, start: 0 - before, along }
      : { size: taps, stride: 1, dilation: apart, stretch: step, start: before - apart * (taps - 1), along };
  };
  return [axis(0), axis(1)];
}

/** For what works across the channels: of a picture that is within a position, of a vector across all of them. */
export const acrossChannels = (input: KnownShape): Window => (input.length === 1 ? 'global' : null);
