import { choice, integer, toggle } from '../../schema/fields';
import { createAntialiaser } from '../antialias';
import { scalePicture } from '../scale-picture';
import { defineTransform } from './define';

/**
 * Sizes are those of torchvision's `Resize(int)`: the longer side is cut to a whole number, not rounded. Bytes come out as
 * Pillow's, in every bit. A picture that a step before has made numbers (Float32Array) stays numbers: it is neither
 * rounded to whole ones nor cut to 0..255, see ../antialias-numbers.ts.
 */
export const shorterSide = defineTransform({
  type: 'ShorterSide',
  title: 'Shorter side',
  help: 'Makes the shorter side so long, and the longer one in proportion, with antialiasing: for photographs.',
  random: false,
  params: {
    size: integer({
      label: 'Shorter side',
      help: 'Pixels of the shorter side afterwards.',
      default: 256,
      max: 10_000,
      unit: 'px',
    }),
    filter: choice({
      label: 'Filter',
      help: 'How pixels are weighed.',
      alsoKnownAs: ['interpolation'],
      default: 'bilinear',
      options: [
        {
          value: 'bilinear',
          label: 'Bilinear',
          help: 'By a triangle: soft, and never beyond black and white.',
        },
        {
          value: 'bicubic',
          label: 'Bicubic',
          help: 'By a cubic curve: sharper, with faint seams at hard edges.',
        },
      ],
    }),
    enlarge: toggle({
      label: 'Enlarge',
      help: 'Whether smaller pictures are enlarged; else they stay as they are.',
      default: true,
    }),
  },
  prepare({ size, filter, enlarge }, from) {
    const shorter = Math.min(from.height, from.width);
    const sized = (side: number): number => Math.floor((size * side) / shorter);
    const to = shorter > size || enlarge ? { height: sized(from.height), width: sized(from.width) } : from;
    return scalePicture(from, to, () => createAntialiaser(from, to, from.channels, filter));
  },
  says: ({ size, filter, enlarge }) =>
    `Resize it in proportion, so that the shorter side has ${size} pixels and the longer one ${size} x longer / shorter, cut to a whole number: ${filter}, with antialiasing, as Pillow 12.0 does.` +
    (enlarge ? '' : ` A picture whose shorter side has ${size} pixels or fewer stays as it is.`),
});
