export enum ColumnSumsOperand {
  From,
  /** A row of sums for each piece. */
  Partial,
  Rows,
  Columns,
  /** Rows of a piece. */
  Length,
  /** A vector: squared distances from it are summed; or 0: values are. */
  Center,
}

export enum ColumnSumsFinishOperand {
  Partial,
  To,
  Pieces,
  Columns,
  Factor,
  /** Whether the sums are added to what is there. */
  Add,
}
