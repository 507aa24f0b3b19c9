import { moveMarks } from '../move-marks';
import { integer } from '../../schema/fields';
import { createResizer } from '../resize';
import { defineTransform } from './define';

/** Keeps the proportions: a larger picture is shrunk until it fits, then zeros are put around it. */
export const fitInside = defineTransform({
  type: 'FitInside',
  title: 'Fit inside',
  help: 'Shrinks a picture until it fits, if it is larger, and puts black around it up to a height and a width.',
  random: false,
  params: {
    height: integer({
      label: 'Height',
      help: 'Rows of pixels afterwards.',
      default: 32,
      max: 10_000,
      unit: 'px',
    }),
    width: integer({
      label: 'Width',
      help: 'Columns of pixels afterwards.',
      default: 32,
      max: 10_000,
      unit: 'px',
    }),
  },
  prepare({ height, width }, from) {
    const { channels } = from;
    const to = { height, width, channels };
    if (from.height === height && from.width === width) return { to, apply: (picture) => picture };
    const shrink = Math.min(1, height / from.height, width / from.width);
    const inner = {
      height: Math.max(1, Math.round(from.height * shrink)),
      width: Math.max(1, Math.round(from.width * shrink)),
    };
    // The odd row or column comes at the bottom and right.
    const top = Math.floor((height - inner.height) / 2);
    const left = Math.floor((width - inner.width) / 2);
    const resized = createResizer(from, inner, channels);
    const values = new Float32Array(height * width * channels);
    const row = inner.width * channels;
    const [down, across] = [inner.height / from.height, inner.width / from.width];
    return {
      to,
      apply(picture) {
        const within = resized(picture.values);
        for (let y = 0; y < inner.height; y += 1) {
          values.set(within.subarray(y * row, (y + 1) * row), ((top + y) * width + left) * channels);
        }
        const marks = moveMarks(picture, {
          to,
          forth: ({ x, y }) => ({ x: left + x * across, y: top + y * down }),
          back: ({ x, y }) => ({ x: (x - left) / across, y: (y - top) / down }),
        });
        return { ...to, values, ...marks };
      },
    };
  },
  says: ({ height, width }) =>
    `Shrink it in proportion if it is larger than ${height} x ${width} (height x width), then put zeros around it up to that size, the odd row or column at the bottom and right. Shrinking is bilinear, half-pixel centres, no antialiasing.`,
});
