export enum NormStatisticsOperand {
  Mean,
  Variance,
  /** Or 0, as beta. */
  Gamma,
  Beta,
  R,
  Slope,
  Shift,
  Channels,
  Epsilon,
}

export enum NormMovingOperand {
  Moving,
  Fresh,
  Channels,
  Momentum,
}

export enum NormApplyOperand {
  From,
  To,
  Slope,
  Shift,
  Rows,
  Channels,
  Activation,
  Low,
  High,
}

export enum NormSumsOperand {
  Gradient,
  From,
  /** For each piece a row of both sums, 2 · channels. */
  Partial,
  Mean,
  R,
  Rows,
  Channels,
  /** Rows of a piece. */
  Length,
}

export enum NormCoefficientsOperand {
  /** 2 · channels. */
  Sums,
  Mean,
  R,
  Slope,
  /** Or 0, as that of beta; both are added to. */
  GammaGradient,
  BetaGradient,
  /** a, b and d, 3 · channels. */
  Factors,
  Channels,
  Rows,
  /** Whether the statistics are the batch's. */
  OfBatch,
}

export enum NormGradientOperand {
  Gradient,
  From,
  To,
  Factors,
  Rows,
  Channels,
}
