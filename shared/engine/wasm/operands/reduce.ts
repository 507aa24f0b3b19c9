export enum ReduceOperand {
  Code,
  From,
  To,
  /** Sizes of the axes before the one that is reduced, of itself, and of those behind it. */
  Outer,
  Middle,
  Inner,
  Factor,
}

export enum SoftmaxOperand {
  From,
  To,
  Rows,
  Columns,
}

export enum SoftmaxGradientOperand {
  Value,
  Gradient,
  To,
  Rows,
  Columns,
}

export enum ArgMaxOperand {
  From,
  To,
  Rows,
  Columns,
}
