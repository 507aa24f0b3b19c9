/** sharp (libvips) as the decoder of picture files in Node: equal to the bit to Pillow's (e2e/interop/decode.interop.test.ts). */
import type { Sharp } from 'sharp';
import { DataError } from '../shared/data/data-error';
import type { DecodedPixels } from '../shared/data/files/decoded-pixels';
import type { SniffedPicture } from '../shared/data/files/sniffed';

/** sharp is no part of the desktop app, and 20 MB: it is loaded with the first picture. */
async function loadSharp(): Promise<typeof import('sharp').default> {
  try {
    return (await import('sharp')).default;
  } catch {
    throw new DataError(
      "Pictures can't be decoded: the library sharp is missing, or not made for this machine. Install it with npm ci.",
    );
  }
}

/** A `DecodePixels`. Throws what sharp throws, and `DataError` where there is no sharp. */
export async function decodePixels(bytes: Uint8Array, about: SniffedPicture): Promise<DecodedPixels> {
  const sharp = await loadSharp();
  // Warnings are no errors, as in Pillow; what is cut off is one.
  const picture = sharp(bytes, { ignoreIcc: true, failOn: 'error', limitInputPixels: 2 ** 28 });
  if (about.inks) return fromInks(await raw(picture, 'cmyk'));
  if (about.bits === 16) return upperBytes(await raw(picture, about.grey ? 'grey16' : 'rgb16', 'ushort'));
  // Of "b-w" sharp gives no alpha; as colour the grey comes three times.
  return raw(picture, about.grey && !about.alpha ? 'b-w' : 'srgb');
}

/** The space in which libvips decodes is asked for by name, so that it converts nothing and mixes in no gamma. */
async function raw(
  picture: Sharp,
  space: 'cmyk' | 'grey16' | 'rgb16' | 'b-w' | 'srgb',
  depth: 'uchar' | 'ushort' = 'uchar',
): Promise<DecodedPixels> {
  const { data, info } = await picture
    .pipelineColourspace(space)
    .toColourspace(space)
    .raw({ depth })
    .toBuffer({ resolveWithObject: true });
  const { height, width, channels } = info;
  return { height, width, channels, values: new Uint8Array(data.buffer, data.byteOffset, data.byteLength) };
}

/** v >> 8 of values that sharp gives in this machine's order of bytes. */
function upperBytes(wide: DecodedPixels): DecodedPixels {
  const upper = new Uint8Array(Uint16Array.of(0x0100).buffer)[1] === 1 ? 1 : 0;
  const values = new Uint8Array(wide.values.length / 2);
  for (let i = 0; i < values.length; i += 1) values[i] = wide.values[2 * i + upper] ?? 0;
  return { ...wide, values };
}

/**
 * Cyan, magenta, yellow and black, 255 as full ink, to red, green, blue: (255 − C)·(255 − K) / 255, cut to a whole number as
 * Chromium does it, so that the window and the command line have equal bits. Pillow rounds (ConvertCMYK in its Convert.c):
 * half of its values are 1 higher. JPEG by Adobe holds the inks inverted; libvips turns them over, with Adobe's marker and
 * without it, as Pillow does.
 */
function fromInks({ height, width, values }: DecodedPixels): DecodedPixels {
  const colours = new Uint8Array(height * width * 3);
  for (let pixel = 0; pixel < height * width; pixel += 1) {
    const light = 255 - (values[4 * pixel + 3] ?? 0);
    for (let c = 0; c < 3; c += 1)
      colours[3 * pixel + c] = Math.floor(((255 - (values[4 * pixel + c] ?? 0)) * light) / 255);
  }
  return { height, width, channels: 3, values: colours };
}
