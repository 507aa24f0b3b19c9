/** Which rows of the summary a search text finds. */
import type { Shape } from '../../../shared/layers/shape';
import type { SummaryRow } from './summary-rows';

/** Upper and lower case are one, and `x` can be typed for `×`. */
const plain = (text: string): string => text.toLowerCase().replaceAll('×', 'x');

export interface Filtered {
  readonly rows: readonly SummaryRow[];
  /** Those that were looked for, without the blocks around them: no amount is in two of them. */
  readonly found: readonly SummaryRow[];
}

/**
 * Each word must be in the name, the type or the output shape. A block that is found is shown with all that is in it;
 * one in which something is found stays, to say where that is.
 */
export function filterRows(
  rows: readonly SummaryRow[],
  query: string,
  write: (shape: Shape) => string,
): Filtered {
  const parts = plain(query).split(/\s+/).filter(Boolean);
  if (parts.length === 0) return { rows, found: rows };
  const found: SummaryRow[] = [];
  const keep = (row: SummaryRow): readonly SummaryRow[] => {
    const shape = row.outputShape === null ? '' : write(row.outputShape);
    const text = plain(`${row.path}\n${row.type}\n${shape}`);
    if (parts.every((part) => text.includes(part))) {
      found.push(row);
      return [row];
    }
    const children = row.children.flatMap(keep);
    return children.length === 0 ? [] : [{ ...row, children }];
  };
  return { rows: rows.flatMap(keep), found };
}
