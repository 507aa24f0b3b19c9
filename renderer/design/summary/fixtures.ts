/** Rows for the tests of the summary. */
import type { SummaryRow } from './summary-rows';

export function row(name: string, given: Partial<SummaryRow> = {}): SummaryRow {
  return {
    key: name,
    name,
    path: name,
    type: 'Conv2D',
    copies: 1,
    outputShape: null,
    trainable: 0,
    nonTrainable: 0,
    macs: 0,
    memory: 0,
    receptiveField: null,
    node: name,
    children: [],
    ...given,
  };
}
