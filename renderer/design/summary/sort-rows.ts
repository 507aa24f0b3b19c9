/** The order of the summary's rows, by one column. */
import type { Shape } from '../../../shared/layers/shape';
import type { AmountKey, SummaryRow } from './summary-rows';

export type ColumnKey = 'name' | 'type' | 'outputShape' | AmountKey | 'receptiveField';

export interface Sorting {
  readonly column: ColumnKey;
  readonly direction: 'ascending' | 'descending';
}

const words = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** What a row weighs in a column; null where there is nothing to compare. */
function valueOf(row: SummaryRow, column: ColumnKey): string | number | null {
  if (column === 'outputShape') return elements(row.outputShape);
  if (column !== 'receptiveField') return row[column];
  const { receptiveField: field } = row;
  if (field === null || field === 'all') return field === null ? null : Infinity;
  return field.size[0] * field.size[1];
}

function elements(shape: Shape | null): number | null {
  let product = 1;
  for (const dim of shape ?? [null]) {
    if (dim === null) return null;
    product *= dim;
  }
  return product;
}

/**
 * Equal rows keep their order, what is unknown comes last either way, and blocks stay below the block that they lie in.
 * Shapes go by their number of values.
 */
export function sortRows(rows: readonly SummaryRow[], sorting: Sorting | null): readonly SummaryRow[] {
  if (sorting === null) return rows;
  const sign = sorting.direction === 'ascending' ? 1 : -1;
  return rows
    .map((row) => ({ row, value: valueOf(row, sorting.column) }))
    .sort((a, b) => {
      if (a.value === null || b.value === null) return Number(a.value === null) - Number(b.value === null);
      if (typeof a.value === 'string' || typeof b.value === 'string')
        return sign * words.compare(String(a.value), String(b.value));
      return a.value === b.value ? 0 : sign * (a.value < b.value ? -1 : 1);
    })
    .map(({ row }) =>
      row.children.length < 2 ? row : { ...row, children: sortRows(row.children, sorting) },
    );
}

const texts: readonly ColumnKey[] = ['name', 'type'];

/** Numbers start with the largest, words with A; a third click gives the order of execution back. */
export function nextSorting(now: Sorting | null, column: ColumnKey): Sorting | null {
  const [first, second] = texts.includes(column)
    ? (['ascending', 'descending'] as const)
    : (['descending', 'ascending'] as const);
  if (now?.column !== column) return { column, direction: first };
  return now.direction === first ? { column, direction: second } : null;
}
