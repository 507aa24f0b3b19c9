/** What the transforms have in common that give a picture another size as a whole. */
import { DataError } from './data-error';
import { moveMarks } from './move-marks';
import type { Picture, PictureShape, PictureSize } from './picture';
import type { Prepared } from './transforms/define';

/** Resizes values, row by row, channels last: what `createResizer` and `createAntialiaser` give. */
type Resizing = (values: Picture['values']) => Picture['values'];

/** As many as Resize can ask for. In proportion a strip of a few pixels' height could grow beyond any memory. */
const MOST_PIXELS = 100_000_000;

/**
 * The pixels by `resizing`, which is made only where the size changes, and the marks in proportion. Throws
 * `DataError` where pictures would have too many pixels.
 */
export function scalePicture(from: PictureShape, size: PictureSize, resizing: () => Resizing): Prepared {
  const to = { height: size.height, width: size.width, channels: from.channels };
  if (from.height === to.height && from.width === to.width) return { to, apply: (picture) => picture };
  if (to.height * to.width > MOST_PIXELS) {
    throw new DataError(
      `A picture of ${from.height}×${from.width} pixels would become ${to.height}×${to.width}, which is too large. Leave such pictures out, or stretch them by “Resize” instead.`,
    );
  }
  const resized = resizing();
  const [down, across] = [to.height / from.height, to.width / from.width];
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
}
