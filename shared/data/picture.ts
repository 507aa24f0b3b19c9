/** A picture on its way to a network, with what is known of places in it. */

export interface PictureSize {
  readonly height: number;
  readonly width: number;
}

export interface PictureShape extends PictureSize {
  readonly channels: number;
}

/** In pixels from the upper left corner: the first pixel reaches from 0 to 1. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A part of the picture, of one class. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly label: number;
}

/** What is known of places in a picture. A transform that moves pixels moves these with them. */
export interface Marks {
  /** The class of each pixel, row by row; `UNMARKED` where none is known or none shall count. */
  readonly mask?: Uint8Array;
  readonly boxes?: readonly Box[];
  /** In an order that means something (left eye, right eye), so that each stays, also outside of the picture. */
  readonly points?: readonly Point[];
}

export interface Picture extends PictureShape, Marks {
  /** Row by row, channels last: bytes, or numbers on the same scale; behind `Normalize` what the network takes. */
  readonly values: Uint8Array | Float32Array;
}

/** In masks: no class. Losses leave such pixels out. */
export const UNMARKED = 255;
