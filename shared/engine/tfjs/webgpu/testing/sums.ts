/** Sums over rows, and over each picture's pixels. */
import fc from 'fast-check';
import { COLUMN_SUM, PICTURE_SUM } from '../../context';
import { difference, noise, runKernel, valueAt } from './run-kernel';

interface Sums {
  readonly pictures: number;
  readonly pixels: number;
  readonly channels: number;
}

export const sumCases: fc.Arbitrary<Sums> = fc.record({
  pictures: fc.integer({ min: 1, max: 9 }),
  // Some are split over workgroups.
  pixels: fc.oneof(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 1000, max: 5000 })),
  channels: fc.oneof(fc.integer({ min: 1, max: 9 }), fc.constantFrom(33, 64, 70)),
});

export async function checkSums({ pictures, pixels, channels }: Sums): Promise<string | null> {
  const data = noise(pictures * pixels * channels, 1);
  const ofPictures = new Float64Array(pictures * channels);
  const ofAll = new Float64Array(channels);
  data.forEach((value, index) => {
    const channel = index % channels;
    const place = Math.floor(index / (pixels * channels)) * channels + channel;
    ofPictures[place] = valueAt(ofPictures, place) + value;
    ofAll[channel] = valueAt(ofAll, channel) + value;
  });
  const rows = { data, shape: [pictures * pixels, channels] };
  const byPicture = { data, shape: [pictures, pixels, channels] };
  return (
    difference('sum', await runKernel(COLUMN_SUM, { x: rows }, {}, [channels]), ofAll) ??
    difference(
      'sum by picture',
      await runKernel(PICTURE_SUM, { x: byPicture }, {}, [pictures, channels]),
      ofPictures,
    )
  );
}
