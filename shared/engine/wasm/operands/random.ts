export enum RandomMaskOperand {
  From,
  To,
  /** Words of the random stream. */
  StreamLow,
  StreamHigh,
  /** Draws from it on keep their element. */
  Threshold,
  Factor,
  /** Five, as are the strides. */
  Sizes,
  /** In draws: 0 along axes that share one. */
  MaskStrides = 11,
}

export enum RandomNoiseOperand {
  From,
  To,
  /** Words of the random stream. */
  StreamLow,
  StreamHigh,
  Floats,
  Deviation,
}
