/** Decoded pixels to those of a picture: one channel for grey, three for colour, nothing transparent. */
import type { DecodedPixels } from './decoded-pixels';

/**
 * What is transparent lies on white, in whole numbers so that every host gives the same: (v·a + 255·(255 − a) + 127) / 255,
 * cut, which is the blend rounded.
 * @param grey take the first channel of a file without colour, however often its decoder repeats it
 */
export function ontoWhite(
  pixels: DecodedPixels,
  grey: boolean,
): { readonly channels: 1 | 3; readonly values: Uint8Array } {
  const { height, width, channels: given, values } = pixels;
  const channels = grey ? 1 : 3;
  if (given === channels) return { channels, values };
  const hasAlpha = given === 2 || given === 4;
  // One channel of grey is each of the three colours.
  const step = given >= 3 ? 1 : 0;
  const count = height * width;
  const mixed = new Uint8Array(count * channels);
  for (let pixel = 0; pixel < count; pixel += 1) {
    const at = pixel * given;
    const alpha = hasAlpha ? (values[at + given - 1] ?? 0) : 255;
    for (let c = 0; c < channels; c += 1) {
      const value = values[at + c * step] ?? 0;
      mixed[pixel * channels + c] = Math.floor((value * alpha + 255 * (255 - alpha) + 127) / 255);
    }
  }
  return { channels, values: mixed };
}
