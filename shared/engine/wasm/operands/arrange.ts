export enum FillOperand {
  To,
  Floats,
  Value,
}

export enum CopyOperand {
  From,
  To,
  Factor,
  /** Five, as are the strides, which are in floats. */
  Sizes,
  FromStrides = 8,
  ToStrides = 13,
}

export enum PadImageOperand {
  From,
  To,
  Images,
  Height,
  Width,
  /** Bytes of one. */
  Pixel,
  /** Of the border; negative: so much is cut. */
  Top,
  Left,
  NewHeight,
  NewWidth,
  /** What the border is filled with. */
  Value,
}

export enum PackOperand {
  From,
  To,
  Taps,
  Inner,
  Columns,
  /** Strides of what is read, in floats. */
  ByTap,
  ByInner,
  ByColumn,
  /** Whether taps are taken backwards. */
  Flip,
}
