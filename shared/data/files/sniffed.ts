/** What the header of a picture file says. */
import type { PictureSize } from '../picture';

export type PictureFormat = 'jpeg' | 'png' | 'webp' | 'gif' | 'bmp';

/** Where a file says how its picture is to be turned. */
export interface OrientationTag {
  /** As it stands there: of 1 to 8 by EXIF 2.32, but files also hold others, which mean nothing. */
  readonly value: number;
  /** Bytes from the beginning of the file to the two of the value. */
  readonly at: number;
  readonly littleEndian: boolean;
  /** In a PNG: from the chunk's type to its checksum, which covers what stands between. */
  readonly chunk?: { readonly from: number; readonly to: number };
}

export interface Frame extends PictureSize {
  readonly left: number;
  readonly top: number;
}

/** Height and width are those of the file, before it is turned. */
export interface SniffedPicture extends PictureSize {
  readonly format: PictureFormat;
  /** The file has no colour: a JPEG of one component, a PNG of colour type 0 or 4. */
  readonly grey: boolean;
  /** Of each channel of a pixel: 1 to 16. Colours of a palette have 8. */
  readonly bits: number;
  /** Pixels may be transparent. */
  readonly alpha: boolean;
  /** A JPEG of four inks (CMYK or YCCK). */
  readonly inks: boolean;
  /** Of a GIF whose first frame leaves some of its screen free: where the frame lies. */
  readonly frame?: Frame;
  /** 1 to 8 by EXIF 2.32; 1 where nothing is to be turned. */
  readonly orientation: number;
  /** All that a decoder may come upon; the first one counts. */
  readonly orientationTags: readonly OrientationTag[];
}
