/** Pictures by the browser's own decoders, equal to the bit to Pillow's: `createImageBitmap` for all, others where alpha is. */
import { DataError } from '../../../shared/data/data-error';
import { exactly, type PixelsAsked } from './exactly';
import { pixelsByImageDecoder } from './pixels-by-image-decoder';
import { pixelsByWebgl } from './pixels-by-webgl';

/** Row by row, channels last. Four channels where a pixel is not opaque, and then colours that alpha did not touch. */
export interface DecodedPixels {
  readonly height: number;
  readonly width: number;
  readonly channels: 3 | 4;
  readonly values: Uint8Array;
}

/**
 * The first frame of a picture, in eight bits to a channel (of sixteen the upper ones), without its colour profile and
 * gamma; grey is three equal channels. Browsers turn what asks to be turned: the caller has taken such tags out.
 * @param bytes a whole file
 * @param about what its header says; a browser that sees another size is not believed
 *
 * Rejects with the browser's error where the file is damaged, with a `DataError` where the browser has no exact way.
 */
export async function decodePixels(bytes: Uint8Array, about: PixelsAsked): Promise<DecodedPixels> {
  const { height, width, format } = about;
  // Shared memory is not taken by a blob: of that this is a copy.
  const file = new Uint8Array(bytes);
  const bitmap = await createImageBitmap(new Blob([file], { type: `image/${format}` }), exactly);
  try {
    if (bitmap.width !== width || bitmap.height !== height)
      throw new Error(
        `The browser sees ${bitmap.width}×${bitmap.height} pixels where the header says ${width}×${height}.`,
      );
    const opaque = opaquePixels(bitmap);
    if (opaque !== null) return { height, width, channels: 3, values: opaque };
    const values = (await pixelsByImageDecoder(file, about)) ?? (await pixelsByWebgl(bitmap));
    if (values !== null) return { height, width, channels: 4, values };
  } finally {
    bitmap.close();
  }
  throw new DataError(
    'This browser can’t read transparent pictures exactly. Use a newer one, or save the picture without transparency.',
  );
}

/** Of one sheet: larger ones cost memory, and from some size on browsers draw nothing and don't say so. */
const SHEET_PIXELS = 2 ** 22;

/**
 * RGB of a picture without transparency, else null: a 2D canvas keeps colours multiplied by alpha, so they are exact where
 * alpha is 255 only.
 */
function opaquePixels(bitmap: ImageBitmap): Uint8Array | null {
  const { height, width } = bitmap;
  const rows = Math.min(height, Math.max(1, Math.floor(SHEET_PIXELS / width)));
  const context = new OffscreenCanvas(width, rows).getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('The browser has no canvas in a worker.');
  // What was there before is replaced, not painted over.
  context.globalCompositeOperation = 'copy';
  const values = new Uint8Array(height * width * 3);
  let to = 0;
  for (let top = 0; top < height; top += rows) {
    context.drawImage(bitmap, 0, -top);
    const { data } = context.getImageData(0, 0, width, Math.min(rows, height - top));
    for (let from = 0; from < data.length; from += 4) {
      if (data[from + 3] !== 255) return null;
      values[to] = data[from] ?? 0;
      values[to + 1] = data[from + 1] ?? 0;
      values[to + 2] = data[from + 2] ?? 0;
      to += 3;
    }
  }
  return values;
}
