export enum SgdOperand {
  Weights,
  Gradients,
  Floats,
  /** η */
  Rate,
}

export enum MomentumOperand {
  Weights,
  Gradients,
  Floats,
  /** η */
  Rate,
  /** u */
  Velocity,
  /** μ */
  Momentum,
}

export enum RmsPropOperand {
  Weights,
  Gradients,
  Floats,
  /** η */
  Rate,
  /** s */
  Squares,
  /** 1 − ρ */
  Part,
  /** ε */
  Epsilon,
}

export enum AdamOperand {
  Weights,
  Gradients,
  Floats,
  /** α */
  Alpha,
  /** m */
  Means,
  /** 1 − β₁ */
  MeansPart,
  /** ε */
  Epsilon,
  /** v */
  Squares,
  /** 1 − β₂ */
  SquaresPart,
  /** η */
  Rate,
  /** λ */
  Decay,
}
