import { moveMarks } from '../move-marks';
import { integer } from '../../schema/fields';
import { createResizer } from '../resize';
import { defineTransform } from './define';

/** Bilinear, with half-pixel centres and without antialiasing: see ../resize.ts. */
export const resize = defineTransform({
  type: 'Resize',
  title: 'Resize',
  help: 'Stretches a picture to a height and a width, whatever its proportions.',
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
    const to = { height, width, channels: from.channels };
    if (from.height === height && from.width === width) return { to, apply: (picture) => picture };
    const resized = createResizer(from, to, from.channels);
    const [down, across] = [height / from.height, width / from.width];
    return {
      to,
      apply: (picture) => ({
        ...to,
        values: resized(picture.values),
        ...moveMarks(picture, {
          to,
          forth: ({ x, y }) => ({ x: x * across, y: y * down }),
          back: ({ x, y }) => ({ x: x / across, y: y / down }),
        }),
      }),
    };
  },
  says: ({ height, width }) =>
    `Stretch it to ${height} x ${width} (height x width): bilinear, half-pixel centres, no antialiasing.`,
});
