export enum UnaryOperand {
  Code,
  From,
  To,
  Floats,
  /** The function's numbers: slope, limits, or scale and offset. */
  A,
  B,
}

export enum UnaryGradientOperand {
  Code,
  /** The argument, or the value where the derivative is told from it. */
  Saved,
  Gradient,
  To,
  Floats,
  A,
  B,
}

export enum BinaryOperand {
  Code,
  A,
  B,
  /** Contiguous. */
  To,
  /** Four, as are the strides, which are in floats, the last of them 0 or 1. */
  Sizes,
  AStrides = 8,
  BStrides = 12,
}

export enum BinaryGradientOperand {
  Code,
  A,
  B,
  To,
  /** As those of `BinaryOperand`. */
  Sizes,
  AStrides = 8,
  BStrides = 12,
  /** 0: the gradient is that by A, 1: by B. */
  Side = 16,
  Gradient,
}

export enum SumOperand {
  A,
  B,
  To,
  Floats,
}
