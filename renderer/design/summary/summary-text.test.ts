import { describe, expect, it } from 'vitest';
import type { Shape } from '../../../shared/layers/shape';
import { shapeText, type ShapeNotation } from '../../format/shape';
import { row } from './fixtures';
import { sumOf } from './summary-rows';
import { summaryCsv, summaryMarkdown, summaryPlain, type SummaryTableText } from './summary-text';

const as =
  (notation: ShapeNotation) =>
  (shape: Shape): string =>
    shapeText(shape, notation);

const first = row('C1 | "first"', {
  outputShape: [28, 28, 6],
  trainable: 156,
  macs: 117600,
  memory: 20640,
  receptiveField: { size: [5, 5], stride: [1, 1] },
});
const inner = row('b', {
  path: 'stage / b',
  type: 'Unit',
  copies: 3,
  trainable: 10,
  nonTrainable: 2,
  receptiveField: 'all',
});

const table: SummaryTableText = {
  title: 'Two layers',
  rows: [
    { row: first, depth: 0 },
    { row: inner, depth: 1 },
  ],
  totals: [{ label: 'Total', amounts: sumOf([first, inner]) }],
  write: as('chw'),
  note: 'MACs of one image.',
};

describe('summary as text', () => {
  it('is aligned, with what is inside a block indented', () => {
    expect(summaryPlain(table)).toBe(
      [
        'Two layers',
        '='.repeat(98),
        'Layer         Type     Output   Trainable  Non-trainable     MACs  Memory (bytes)  Receptive field',
        '-'.repeat(98),
        'C1 | "first"  Conv2D   6×28×28        156              0  117,600          20,640  5×5',
        '  b           Unit ×3                  10              2        0               0  all',
        '='.repeat(98),
        'Total                                 166              2  117,600          20,640',
        '='.repeat(98),
        'MACs of one image.',
        '',
      ]
        .join('\n')
        .replaceAll('='.repeat(98), '='.repeat(98))
        .replaceAll('-'.repeat(98), '-'.repeat(98)),
    );
  });

  it('is a Markdown table with a row of totals', () => {
    const lines = summaryMarkdown(table).trimEnd().split('\n');
    expect(lines).toHaveLength(5);
    expect(lines[2]).toBe('| C1 \\| "first" | Conv2D | 6×28×28 | 156 | 0 | 117,600 | 20,640 | 5×5 |');
    expect(lines[3]).toBe('| stage / b | Unit ×3 |  | 10 | 2 | 0 | 0 | all |');
    expect(lines[4]).toBe('| Total |  |  | 166 | 2 | 117,600 | 20,640 |  |');
  });

  it('is CSV with plain numbers and quoted quotes', () => {
    const lines = summaryCsv({ ...table, write: as('hwc') }).split('\r\n');
    expect(lines[1]).toBe('"C1 | ""first""",Conv2D,28×28×6,156,0,117600,20640,5×5');
    expect(lines.at(-1)).toBe('');
  });

  it('never gives a spreadsheet something to run', () => {
    const named = { ...table, rows: [{ row: row('=1+1', { type: 'Dense' }), depth: 0 }] };
    expect(summaryCsv(named)).toContain("'=1+1,Dense");
  });
});
