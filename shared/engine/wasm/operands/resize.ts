/** The gradient's, too: it is read from the larger picture, and the smaller one is written. */
export enum MirrorPadOperand {
  From,
  To,
  Images,
  Height,
  Width,
  Channels,
  Top,
  Left,
  NewHeight,
  NewWidth,
  /** Else the nearest pixel is repeated. */
  Reflect,
}

/** The gradient's, too: it is read from the new picture, and the old one's is written. */
export enum ResizeOperand {
  From,
  To,
  Images,
  Height,
  Width,
  Channels,
  NewHeight,
  NewWidth,
  Bilinear,
  AlignCorners,
}
