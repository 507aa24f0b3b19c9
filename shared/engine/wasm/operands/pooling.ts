/** What all four end with, from their `Geometry` on. */
export enum PoolGeometry {
  Images,
  Height,
  Width,
  Channels,
  OutHeight,
  OutWidth,
  Tall,
  Wide,
  StrideY,
  StrideX,
  Top,
  Left,
  Bottom,
  Right,
}

export enum MaxPoolOperand {
  From,
  To,
  /** Of the maxima in their windows; or 0. */
  Places,
  Geometry,
}

export enum MaxPoolGradientOperand {
  Gradient,
  To,
  Places,
  Geometry,
}

export enum AveragePoolOperand {
  From,
  To,
  /** Whether pixels of the padding are counted. */
  CountPadding,
  Geometry,
}

export enum AveragePoolGradientOperand {
  Gradient,
  To,
  CountPadding,
  Geometry,
}
