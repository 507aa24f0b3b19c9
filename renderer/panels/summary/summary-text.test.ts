import { describe, expect, it } from 'vitest';
import type { Summary } from '../../../shared/compiler/summary';
import { summaryCsv, summaryMarkdown } from './summary-text';

const summary: Summary = {
  name: 'Two layers',
  layers: [
    {
      id: 'a',
      name: 'C1 | "first"',
      type: 'Conv2D',
      block: null,
      inputShapes: [[32, 32, 1]],
      outputShape: [28, 28, 6],
      params: { trainable: 156, nonTrainable: 0 },
      macs: 117600,
      receptiveField: { size: [5, 5], stride: [1, 1] },
    },
    {
      id: 'stage/b[0]/x',
      name: '=1+1',
      type: 'Dense',
      block: 'stage',
      inputShapes: [null],
      outputShape: null,
      params: { trainable: 10, nonTrainable: 2 },
      macs: 0,
      receptiveField: 'all',
    },
  ],
  totals: { trainable: 166, nonTrainable: 2, macs: 117600 },
  diagnostics: [],
};

describe('summary as text', () => {
  it('is a Markdown table with a row of totals', () => {
    const lines = summaryMarkdown(summary, 'chw').trimEnd().split('\n');
    expect(lines).toHaveLength(5);
    expect(lines[2]).toBe('| C1 \\| "first" | Conv2D | 6×28×28 | 156 | 0 | 117,600 | 5×5 |');
    expect(lines[3]).toBe('| stage/b[0]/x | Dense |  | 10 | 2 | 0 | all |');
    expect(lines[4]).toBe('| Total |  |  | 166 | 2 | 117,600 |  |');
  });

  it('is CSV with plain numbers and quoted quotes', () => {
    const lines = summaryCsv(summary, 'hwc').split('\r\n');
    expect(lines[1]).toBe('"C1 | ""first""",Conv2D,28×28×6,156,0,117600,5×5');
    expect(lines.at(-1)).toBe('');
  });

  it('never gives a spreadsheet something to run', () => {
    const named = { ...summary, layers: [{ ...summary.layers[1]!, block: null }] };
    expect(summaryCsv(named, 'hwc')).toContain("'=1+1,Dense");
  });
});
