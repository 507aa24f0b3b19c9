import type { SniffedPicture } from './sniffed';

/**
 * Pixels as a platform's own decoder gives them: not turned, alpha not mixed in. Row by row, channels last: grey, grey and
 * alpha, colour, or colour and alpha. A decoder may give the grey of a file as three equal channels.
 */
export interface DecodedPixels {
  readonly height: number;
  readonly width: number;
  readonly channels: 1 | 2 | 3 | 4;
  readonly values: Uint8Array;
}

/**
 * What a platform must give: JPEG, PNG, WebP and the first frame of GIF to pixels, equal to the bit to Pillow's. Colour
 * profiles and gamma change nothing, values of 16 bits are cut to their upper 8, of four inks become red, green, blue, and
 * what a GIF's first frame leaves free of its screen is transparent (where Pillow fills it if the GIF has no clear colour).
 * It throws whatever it likes where the bytes are damaged or cut off, and a `DataError` where it has more to say.
 */
export type DecodePixels = (bytes: Uint8Array, about: SniffedPicture) => Promise<DecodedPixels>;
