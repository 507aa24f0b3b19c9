/** Turns and mirrors pixels as EXIF's orientation asks (EXIF 2.32, 4.6.4 A; the same as Pillow's `exif_transpose`). */
import type { PictureShape } from '../picture';

interface Bytes extends PictureShape {
  readonly values: Uint8Array;
}

/** By the row and column of what comes out, the row and column that go there. */
type Origin = (y: number, x: number, height: number, width: number) => readonly [y: number, x: number];

const origins: Readonly<Record<number, Origin>> = {
  2: (y, x, _, width) => [y, width - 1 - x],
  3: (y, x, height, width) => [height - 1 - y, width - 1 - x],
  4: (y, x, height) => [height - 1 - y, x],
  5: (y, x) => [x, y],
  6: (y, x, height) => [height - 1 - x, y],
  7: (y, x, height, width) => [height - 1 - x, width - 1 - y],
  8: (y, x, _, width) => [x, width - 1 - y],
};

/** @param orientation 1 to 8; from 5 on height and width change places. 1 gives the picture itself. */
export function turn(picture: Bytes, orientation: number): Bytes {
  const origin = origins[orientation];
  if (origin === undefined) return picture;
  const { channels, values } = picture;
  const lying = orientation >= 5;
  const height = lying ? picture.width : picture.height;
  const width = lying ? picture.height : picture.width;
  // Where a pixel comes from is linear in its row and column: it is asked at three corners.
  const from = (y: number, x: number): number => {
    const [fromY, fromX] = origin(y, x, picture.height, picture.width);
    return (fromY * picture.width + fromX) * channels;
  };
  const first = from(0, 0);
  const [down, right] = [from(1, 0) - first, from(0, 1) - first];
  const turned = new Uint8Array(values.length);
  let out = 0;
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const at = first + y * down + x * right;
      for (let c = 0; c < channels; c += 1, out += 1) turned[out] = values[at + c] ?? 0;
    }
  return { height, width, channels, values: turned };
}
