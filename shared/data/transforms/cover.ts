import { integer } from '../../schema/fields';
import { createAntialiaser } from '../antialias';
import { scalePicture } from '../scale-picture';
import { defineTransform } from './define';

/**
 * One side fits and the other reaches as far or beyond, cut to a whole number as torchvision's `Resize(int)` does: for a
 * square it is ShorterSide. Bytes and numbers come out as there.
 */
export const cover = defineTransform({
  type: 'Cover',
  title: 'Cover',
  help: 'Resizes a picture in proportion, with antialiasing, until it just covers a height and a width: one side fits, the other may be longer.',
  random: false,
  params: {
    height: integer({
      label: 'Height',
      help: 'Rows of pixels that are to be covered.',
      default: 224,
      max: 10_000,
      unit: 'px',
    }),
    width: integer({
      label: 'Width',
      help: 'Columns of pixels that are to be covered.',
      default: 224,
      max: 10_000,
      unit: 'px',
    }),
  },
  prepare({ height, width }, from) {
    // In whole numbers: whether the height asks for more than the width.
    const isHeightShort = height * from.width >= width * from.height;
    const to = isHeightShort
      ? { height, width: Math.floor((height * from.width) / from.height) }
      : { height: Math.floor((width * from.height) / from.width), width };
    return scalePicture(from, to, () => createAntialiaser(from, to, from.channels, 'bilinear'));
  },
  says: ({ height, width }) =>
    `Resize it in proportion until it just covers ${height} x ${width} (height x width), the side that is longer than that cut to a whole number: bilinear, with antialiasing, as Pillow 12.0 does.`,
});
