/*
 * The pixels are those that are walked: of the output of a convolution, of the input of a transposed one. A run is what a
 * window reads in one go; its length is in floats, all strides are in bytes.
 */

export enum ConvolutionOperand {
  From,
  To,
  Panels,
  /** Or 0. */
  Bias,
  Activation,
  Low,
  High,
  Images,
  Height,
  Width,
  FromImage,
  FromRow,
  FromPixel,
  ToImage,
  ToRow,
  ToPixel,
  RunRows,
  RunColumns,
  RunLength,
  RunRowStride,
  RunColumnStride,
  Channels,
}

export enum TransposedConvolutionOperand {
  From,
  To,
  Panels,
  /** Or 0. */
  Bias,
  Scratch,
  /** For each thread. */
  ScratchBytes,
  /** Pixels at a time. */
  Step,
  Images,
  Height,
  Width,
  FromImage,
  FromRow,
  FromPixel,
  /** Floats of a pixel that are multiplied. */
  Inner,
  Tall,
  Wide,
  StrideY,
  StrideX,
  DilationY,
  DilationX,
  Top,
  Left,
  OutHeight,
  OutWidth,
  Channels,
  ToImage,
  ToRow,
  ToPixel,
}

export enum WeightGradientOperand {
  From,
  Gradient,
  To,
  Images,
  Height,
  Width,
  FromImage,
  FromRow,
  FromPixel,
  GradientImage,
  GradientRow,
  GradientPixel,
  RunRows,
  RunColumns,
  RunLength,
  RunRowStride,
  RunColumnStride,
  Channels,
  /** Bytes between rows of the kernel's gradient. */
  ToRow,
}
