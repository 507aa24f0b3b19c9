/**
 * The table as it is shown, as text: aligned for terminals and mails, Markdown for papers, CSV for spreadsheets. Exact
 * numbers, never rounded ones.
 */
import type { Shape } from '../../../shared/layers/shape';
import { exactly } from '../../format/numbers';
import { csvCell } from '../../../shared/schema/csv-cell';
import { markdownText } from '../../format/table-text';
import { visibleText } from '../../../shared/schema/visible-text';
import type { Amounts, PlacedRow, SummaryRow } from './summary-rows';
import { largest } from '../../../shared/layers/support/extremes';

export interface SummaryTableText {
  readonly title: string;
  readonly rows: readonly PlacedRow[];
  /** The last lines, with what they are of: what is shown, the whole network. */
  readonly totals: readonly { readonly label: string; readonly amounts: Amounts }[];
  readonly write: (shape: Shape) => string;
  /** Says which memory is meant: `Memory while training at batch 64 with Adam.` */
  readonly note: string;
}

const columns = [
  'Layer',
  'Type',
  'Output',
  'Trainable',
  'Non-trainable',
  'MACs',
  'Memory (bytes)',
  'Receptive field',
] as const;
/** Index of the first and last column with numbers, which are aligned to the right. */
const FIRST_NUMBER = 3;
const LAST_NUMBER = 6;
const isNumber = (column: number): boolean => column >= FIRST_NUMBER && column <= LAST_NUMBER;

export function fieldText(field: SummaryRow['receptiveField']): string {
  if (field === null) return '';
  if (field === 'all') return 'all';
  return `${field.size[0]}×${field.size[1]}`;
}

export function typeText({ type, copies }: Pick<SummaryRow, 'type' | 'copies'>): string {
  return copies === 1 ? type : `${type} ×${exactly(copies)}`;
}

type Cells = readonly string[];

function amountCells(amounts: Amounts, number: (value: number) => string): Cells {
  const { trainable, nonTrainable, macs, memory } = amounts;
  return [trainable, nonTrainable, macs, memory].map(number);
}

function cellsOf(
  { rows, totals, write }: SummaryTableText,
  number: (value: number) => string,
  name: (placed: PlacedRow) => string,
  text: (own: string) => string,
): { readonly body: readonly Cells[]; readonly foot: readonly Cells[] } {
  return {
    body: rows.map((placed) => [
      name(placed),
      text(typeText(placed.row)),
      placed.row.outputShape === null ? '' : write(placed.row.outputShape),
      ...amountCells(placed.row, number),
      fieldText(placed.row.receptiveField),
    ]),
    foot: totals.map(({ label, amounts }) => [text(label), '', '', ...amountCells(amounts, number), '']),
  };
}

/** Columns of equal width between rules, as torchinfo and Keras print their summaries. */
export function summaryPlain(table: SummaryTableText): string {
  const { body, foot } = cellsOf(
    table,
    exactly,
    ({ row, depth }) => `${'  '.repeat(depth)}${visibleText(row.name)}`,
    visibleText,
  );
  const all = [columns, ...body, ...foot];
  const widths = columns.map((_, column) => largest(all.map((cells) => cells[column]?.length ?? 0)));
  const line = (cells: Cells): string =>
    cells
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return isNumber(column) ? cell.padStart(width) : cell.padEnd(width);
      })
      .join('  ')
      .trimEnd();
  const width = widths.reduce((sum, each) => sum + each, 2 * (widths.length - 1));
  const [thick, thin] = ['='.repeat(width), '-'.repeat(width)];
  return [
    visibleText(table.title),
    thick,
    line(columns),
    thin,
    ...body.map(line),
    thick,
    ...foot.map(line),
    thick,
    table.note,
    '',
  ].join('\n');
}

export function summaryMarkdown(table: SummaryTableText): string {
  const line = (cells: Cells): string => `| ${cells.join(' | ')} |`;
  const rule = columns.map((_, column) => (isNumber(column) ? '---:' : '---'));
  const { body, foot } = cellsOf(table, exactly, ({ row }) => markdownText(row.path), markdownText);
  return [line(columns), line(rule), ...body.map(line), ...foot.map(line), ''].join('\n');
}

/** RFC 4180. */
export function summaryCsv(table: SummaryTableText): string {
  const { body, foot } = cellsOf(
    table,
    String,
    ({ row }) => row.path,
    (own) => own,
  );
  return [columns, ...body, ...foot].map((row) => `${row.map(csvCell).join(',')}\r\n`).join('');
}
