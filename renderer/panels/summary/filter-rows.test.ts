import { describe, expect, it } from 'vitest';
import { row } from './fixtures';
import { filterRows } from './filter-rows';

const names = (rows: readonly { readonly name: string }[]): string[] => rows.map(({ name }) => name);
const conv = row('conv1', { outputShape: [28, 28, 6] });
const pool = row('pool1', { type: 'MaxPooling2D', outputShape: [14, 14, 6] });

describe('filtering the summary', () => {
  it('shows everything for no words', () => {
    const rows = [conv, pool];
    expect(filterRows(rows, '  ', 'hwc')).toEqual({ rows, found: rows });
  });

  it('looks at name, type and the shape as it is written', () => {
    expect(names(filterRows([conv, pool], 'POOLING', 'hwc').rows)).toEqual(['pool1']);
    expect(names(filterRows([conv, pool], 'conv', 'hwc').rows)).toEqual(['conv1']);
    expect(names(filterRows([conv, pool], '14x14', 'hwc').rows)).toEqual(['pool1']);
    expect(names(filterRows([conv, pool], '6×28', 'chw').rows)).toEqual(['conv1']);
    expect(names(filterRows([conv, pool], '6×28', 'hwc').rows)).toEqual([]);
  });

  it('wants every word', () => {
    expect(names(filterRows([conv, pool], '1 max', 'hwc').rows)).toEqual(['pool1']);
  });

  it('keeps the block around what it finds, without counting it', () => {
    const inner = row('unit', { path: 'stage / unit', type: 'Bottleneck' });
    const other = row('rest', { path: 'stage / rest', type: 'Block' });
    const stage = row('stage', { type: 'Stage', children: [inner, other] });
    const { rows, found } = filterRows([conv, stage], 'bottleneck', 'hwc');
    expect(names(rows)).toEqual(['stage']);
    expect(names(rows[0]!.children)).toEqual(['unit']);
    expect(names(found)).toEqual(['unit']);
  });

  it('shows a block that it finds with all that is in it, once', () => {
    const stage = row('stage', { children: [row('unit', { path: 'stage / unit' })] });
    const { rows, found } = filterRows([stage], 'stage', 'hwc');
    expect(rows).toEqual([stage]);
    expect(found).toEqual([stage]);
  });
});
