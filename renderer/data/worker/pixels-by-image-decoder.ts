/** RGBA as it stands in the file, by WebCodecs, which needs no graphics card. */
import type { PixelsAsked } from './exactly';

/**
 * Null where the browser has no `ImageDecoder`, does not decode this format, or keeps it in other pixels than RGB: to make
 * RGB of those it multiplies by alpha, or cuts digits.
 * @param bytes a whole file
 */
export async function pixelsByImageDecoder(
  bytes: Uint8Array<ArrayBuffer>,
  { format, height, width }: PixelsAsked,
): Promise<Uint8Array | null> {
  const type = `image/${format}`;
  if (!('ImageDecoder' in self) || !(await ImageDecoder.isTypeSupported(type))) return null;
  const decoder = new ImageDecoder({ data: bytes, type, colorSpaceConversion: 'none' });
  try {
    const { image: frame } = await decoder.decode({ frameIndex: 0 });
    try {
      return await rgbaOf(frame, height, width);
    } finally {
      frame.close();
    }
  } finally {
    decoder.close();
  }
}

async function rgbaOf(frame: VideoFrame, height: number, width: number): Promise<Uint8Array | null> {
  const swapped = frame.format === 'BGRA';
  const { visibleRect } = frame;
  if (!swapped && frame.format !== 'RGBA') return null;
  if (visibleRect === null || visibleRect.width !== width || visibleRect.height !== height) return null;
  const values = new Uint8Array(height * width * 4);
  // In the frame's own format nothing is computed: asked for RGBA, Chromium goes by way of premultiplied colours.
  await frame.copyTo(values, { layout: [{ offset: 0, stride: width * 4 }] });
  if (swapped) swapRedAndBlue(values);
  return values;
}

function swapRedAndBlue(values: Uint8Array): void {
  for (let at = 0; at < values.length; at += 4) {
    const blue = values[at] ?? 0;
    values[at] = values[at + 2] ?? 0;
    values[at + 2] = blue;
  }
}
