import { integer } from '../../schema/fields';
import { moveMarks } from '../move-marks';
import type { Picture } from '../picture';
import { defineTransform } from './define';

/**
 * Where the crop begins, as in torchvision's `center_crop`: half of what goes, and halves to the even number (Python's
 * `round`): 5 too many begin at 2, 3 too many at 2 as well, where Keras and Albumentations have 1. Below 0 where the
 * picture is smaller; then the odd row or column of the border comes at the bottom and right.
 */
function beginning(size: number, wanted: number): number {
  const half = Math.floor(Math.abs(size - wanted) / 2);
  if (size < wanted) return -half;
  const isOdd = (size - wanted) % 2 === 1;
  return isOdd ? half + (half % 2) : half;
}

/** Bytes stay bytes and numbers numbers. */
export const centerCrop = defineTransform({
  type: 'CenterCrop',
  title: 'Crop the middle',
  help: 'Keeps the middle of a picture, a height and a width of it, and puts black around it where it is smaller.',
  random: false,
  params: {
    height: integer({
      label: 'Height',
      help: 'Rows of pixels afterwards.',
      default: 224,
      max: 10_000,
      unit: 'px',
    }),
    width: integer({
      label: 'Width',
      help: 'Columns of pixels afterwards.',
      default: 224,
      max: 10_000,
      unit: 'px',
    }),
  },
  prepare({ height, width }, from) {
    const { channels } = from;
    const to = { height, width, channels };
    if (from.height === height && from.width === width) return { to, apply: (picture) => picture };
    const top = beginning(from.height, height);
    const left = beginning(from.width, width);
    const first = { row: Math.max(0, top), column: Math.max(0, left) };
    const rows = Math.min(from.height, height);
    const length = Math.min(from.width, width) * channels;

    // The border stays zero, since each picture covers the same part.
    const copy = <T extends Picture['values']>(values: T, cropped: T): T => {
      for (let y = 0; y < rows; y += 1) {
        const source = ((first.row + y) * from.width + first.column) * channels;
        const target = ((first.row - top + y) * width + first.column - left) * channels;
        cropped.set(values.subarray(source, source + length), target);
      }
      return cropped;
    };
    let bytes: Uint8Array | null = null;
    let numbers: Float32Array | null = null;
    const crop = (values: Picture['values']): Picture['values'] => {
      if (values instanceof Uint8Array)
        return copy(values, (bytes ??= new Uint8Array(height * width * channels)));
      return copy(values, (numbers ??= new Float32Array(height * width * channels)));
    };
    return {
      to,
      apply: (picture) => ({
        ...to,
        values: crop(picture.values),
        ...moveMarks(picture, {
          to,
          forth: ({ x, y }) => ({ x: x - left, y: y - top }),
          back: ({ x, y }) => ({ x: x + left, y: y + top }),
        }),
      }),
    };
  },
  says: ({ height, width }) =>
    `Take the middle ${height} x ${width} (height x width), beginning at half of the rows and columns that go, halves to the even number, as torchvision does; where it is smaller put zeros around it, the odd row or column at the bottom and right.`,
});
