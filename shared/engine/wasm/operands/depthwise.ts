/** What all three end with, from their `Geometry` on. */
export enum DepthwiseGeometry {
  Height,
  Width,
  Channels,
  OutHeight,
  OutWidth,
  Tall,
  Wide,
  StrideY,
  StrideX,
  DilationY,
  DilationX,
  Top,
  Left,
  /** Outputs of each channel. */
  Multiplier,
}

export enum DepthwiseOperand {
  From,
  To,
  Weights,
  /** Or 0. */
  Bias,
  Activation,
  Low,
  High,
  Images,
  Geometry,
}

export enum DepthwiseInputGradientOperand {
  Gradient,
  To,
  Weights,
  Images,
  Geometry,
}

export enum DepthwiseWeightGradientOperand {
  From,
  Gradient,
  To,
  Images,
  Geometry,
}
