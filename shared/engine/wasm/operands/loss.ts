export enum LossOperand {
  Code,
  Value,
  Target,
  Gradient,
  /** By row, as hits and shares. */
  Losses,
  /** 1 where the largest value is the truth's, else 0. */
  Hits,
  Rows,
  Columns,
  /** Each row's share of the weights. */
  Shares,
}

export enum RowSumOperand {
  Values,
  Shares,
  Rows,
  /** Whether values are summed as they are, where their share is not 0. */
  Counting,
  /** In float64. */
  Result,
}
