/** What is asked of a browser for a picture whose bits are to stay as they are. */

export interface PixelsAsked {
  /** The last part of its media type: jpeg, png, webp or gif. */
  readonly format: string;
  readonly height: number;
  readonly width: number;
}

/** Without these a browser fits colours to the screen, and multiplies them by alpha, which loses digits. */
export const exactly: ImageBitmapOptions = { colorSpaceConversion: 'none', premultiplyAlpha: 'none' };
