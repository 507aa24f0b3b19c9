import { moveMarks } from '../move-marks';
import { share } from '../../schema/fields';
import { defineTransform } from './define';

export const horizontalFlip = defineTransform({
  type: 'HorizontalFlip',
  title: 'Flip sideways',
  help: 'Mirrors some pictures left to right, anew in each epoch. Not for what has a left and a right, as digits do.',
  random: true,
  params: {
    p: share({ label: 'Share', help: 'The share of the pictures that is mirrored.', default: 0.5 }),
  },
  prepare({ p }, from) {
    const { height, width, channels } = from;
    const values = new Float32Array(height * width * channels);
    const mirrored = ({ x, y }: { readonly x: number; readonly y: number }) => ({ x: width - x, y });
    return {
      to: from,
      apply(picture, draw) {
        if (draw(0) >= p) return picture;
        for (let row = 0; row < height * width; row += width) {
          for (let x = 0; x < width; x += 1) {
            const source = (row + width - 1 - x) * channels;
            const target = (row + x) * channels;
            for (let c = 0; c < channels; c += 1) values[target + c] = picture.values[source + c] ?? 0;
          }
        }
        return {
          ...from,
          values,
          ...moveMarks(picture, { to: from, forth: mirrored, back: mirrored }),
        };
      },
    };
  },
  says: ({ p }) => `Mirror it left to right with probability ${p}.`,
});
