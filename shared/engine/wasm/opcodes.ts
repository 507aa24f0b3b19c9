/**
 * The instructions that the WebAssembly module interprets. This file is compiled twice: as TypeScript for the
 * planner, and as AssemblyScript for the interpreter. So are each one's operands, in `operands/`.
 */
export enum Opcode {
  Fill,
  Copy,
  PadImage,
  Pack,
  Convolution,
  WeightGradient,
  TransposedConvolution,
  Depthwise,
  DepthwiseInputGradient,
  DepthwiseWeightGradient,
  ColumnSums,
  ColumnSumsFinish,
  Unary,
  UnaryGradient,
  Binary,
  BinaryGradient,
  Sum,
  Reduce,
  MaxPool,
  MaxPoolGradient,
  AveragePool,
  AveragePoolGradient,
  NormStatistics,
  NormMoving,
  NormApply,
  NormSums,
  NormCoefficients,
  NormGradient,
  Softmax,
  SoftmaxGradient,
  ArgMax,
  Loss,
  RowSum,
  Extent,
  Histogram,
  DeadChannels,
  MirrorPad,
  MirrorPadGradient,
  Resize,
  ResizeGradient,
  RandomMask,
  RandomNoise,
  Sgd,
  Momentum,
  RmsProp,
  Adam,
}

/** What a convolution does to its sums, and the primitive `unary`'s functions. */
export enum Activation {
  None,
  /** Limited to [low, high]. */
  Clip,
  /** Below zero times low. */
  Leaky,
}

export enum UnaryCode {
  Relu,
  LeakyRelu,
  Elu,
  Selu,
  Gelu,
  GeluTanh,
  Swish,
  Sigmoid,
  Tanh,
  Clip,
  Affine,
  Exp,
  Log,
  Sqrt,
  Square,
  Abs,
  Neg,
  /** Only its derivative, told from a value of Clip: 1 strictly between the limits. */
  Inside,
}

export enum BinaryCode {
  Add,
  Subtract,
  Multiply,
  Divide,
  Maximum,
  Minimum,
  /** 1 or 0. Its gradient passes where both are equal, as that of the largest of a reduction. */
  Equal,
}

export enum ReduceCode {
  Sum,
  Max,
}

/** Losses that are computed with their gradients in one go. */
export enum LossCode {
  /** Of classes. */
  Categorical,
  /** Of a share for each class. */
  CategoricalShares,
  Binary,
}
