/** A picture file to pixels that are equal to the bit on every host: around its decoder all is done by us. */
import { DataError } from '../data-error';
import type { Picture } from '../picture';
import { readBmp } from './bmp';
import type { DecodePixels, DecodedPixels } from './decoded-pixels';
import { ontoWhite } from './onto-white';
import { sniffPicture } from './sniff';
import { pngIsWhole } from './sniff-png';
import type { Frame, SniffedPicture } from './sniffed';
import { stripOrientation } from './strip-orientation';
import { turn } from './turn';
import { damaged } from './unreadable';

/**
 * Bytes of a file to a picture of one channel (files without colour) or three, as bytes, turned as the file asks, on white.
 * Throws `DataError`, which names the file.
 */
export type DecodePicture = (file: string, bytes: Uint8Array) => Promise<Picture>;

/** @param pixels the platform's decoder of everything but BMP */
export function pictureDecoder(pixels: DecodePixels): DecodePicture {
  return async (file, bytes) => {
    const about = sniffPicture(file, bytes);
    if (about.format === 'png' && !pngIsWhole(file, bytes)) throw damaged(file);
    const decoded = await decodedBy(pixels, file, bytes, about);
    checkShape(file, decoded, about);
    const { height, width } = decoded;
    const opaque = ontoWhite(decoded, about.grey);
    if (about.frame !== undefined) whitenAround(about.frame, opaque, width);
    return turn({ height, width, ...opaque }, about.orientation);
  };
}

async function decodedBy(
  pixels: DecodePixels,
  file: string,
  bytes: Uint8Array,
  about: SniffedPicture,
): Promise<DecodedPixels> {
  if (about.format === 'bmp') return readBmp(file, bytes);
  try {
    return await pixels(stripOrientation(bytes, about.orientationTags), about);
  } catch (error) {
    // What decoders say is for whoever wrote them.
    throw error instanceof DataError ? error : damaged(file);
  }
}

/**
 * Decoders don't agree on what lies around the first frame of a GIF: the background's colour, black, or nothing. Browsers
 * leave it transparent, and so it is white.
 */
function whitenAround(
  frame: Frame,
  { channels, values }: { readonly channels: number; readonly values: Uint8Array },
  width: number,
): void {
  for (let pixel = 0; pixel < values.length / channels; pixel += 1) {
    const [x, y] = [(pixel % width) - frame.left, Math.floor(pixel / width) - frame.top];
    const isInside = x >= 0 && y >= 0 && x < frame.width && y < frame.height;
    if (!isInside) values.fill(255, pixel * channels, (pixel + 1) * channels);
  }
}

/** A decoder that turned the picture, or read another one than its header promises, would go unnoticed otherwise. */
function checkShape(file: string, decoded: DecodedPixels, about: SniffedPicture): void {
  const { height, width, channels, values } = decoded;
  const fits =
    height === about.height && width === about.width && values.length === height * width * channels;
  if (!fits) throw damaged(file);
}
