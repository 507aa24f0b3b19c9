import { integer } from '../../schema/fields';
import { createResizer } from '../resize';
import { scalePicture } from '../scale-picture';
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
  prepare: (size, from) => scalePicture(from, size, () => createResizer(from, size, from.channels)),
  says: ({ height, width }) =>
    `Stretch it to ${height} x ${width} (height x width): bilinear, half-pixel centres, no antialiasing.`,
});
