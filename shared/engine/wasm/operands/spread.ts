export enum ExtentOperand {
  From,
  /** One for each piece. */
  Extents,
  Count,
  Pieces,
}

export enum HistogramOperand {
  From,
  Extents,
  /** By piece and bin. */
  Counts,
  Count,
  Pieces,
  Bins,
}

export enum DeadChannelsOperand {
  From,
  To,
  Rows,
  Columns,
}
