import { describe, expect, it } from 'vitest';
import { row } from './fixtures';
import { nextSorting, sortRows, type Sorting } from './sort-rows';

const names = (rows: readonly { readonly name: string }[]): string[] => rows.map(({ name }) => name);
const down = (column: Sorting['column']): Sorting => ({ column, direction: 'descending' });
const up = (column: Sorting['column']): Sorting => ({ column, direction: 'ascending' });

describe('sorting the summary', () => {
  it('keeps the order of execution where none is asked for, and among equals', () => {
    const rows = [row('b', { macs: 1 }), row('a', { macs: 1 }), row('c', { macs: 2 })];
    expect(sortRows(rows, null)).toBe(rows);
    expect(names(sortRows(rows, down('macs')))).toEqual(['c', 'b', 'a']);
    expect(names(sortRows(rows, up('macs')))).toEqual(['b', 'a', 'c']);
  });

  it('counts in names', () => {
    expect(names(sortRows([row('conv10'), row('conv2'), row('Conv1')], up('name')))).toEqual([
      'Conv1',
      'conv2',
      'conv10',
    ]);
  });

  it('compares shapes by their values, and puts what is unknown last either way', () => {
    const rows = [
      row('unknown'),
      row('partly', { outputShape: [null, 4, 4] }),
      row('vector', { outputShape: [120] }),
      row('picture', { outputShape: [28, 28, 6] }),
    ];
    expect(names(sortRows(rows, down('outputShape')))).toEqual(['picture', 'vector', 'unknown', 'partly']);
    expect(names(sortRows(rows, up('outputShape')))).toEqual(['vector', 'picture', 'unknown', 'partly']);
  });

  it('takes the whole input for the largest receptive field', () => {
    const rows = [
      row('small', { receptiveField: { size: [3, 3], stride: [1, 1] } }),
      row('all', { receptiveField: 'all' }),
      row('large', { receptiveField: { size: [212, 212], stride: [32, 32] } }),
    ];
    expect(names(sortRows(rows, down('receptiveField')))).toEqual(['all', 'large', 'small']);
  });

  it('sorts what is inside a block below it', () => {
    const stage = row('stage', { macs: 3, children: [row('x', { macs: 1 }), row('y', { macs: 2 })] });
    const [first, second] = sortRows([row('a', { macs: 1 }), stage], down('macs'));
    expect(names([first!, second!])).toEqual(['stage', 'a']);
    expect(names(first!.children)).toEqual(['y', 'x']);
  });

  it('starts with the largest number or the first word, turns, and lets go', () => {
    expect(nextSorting(null, 'macs')).toEqual(down('macs'));
    expect(nextSorting(down('macs'), 'macs')).toEqual(up('macs'));
    expect(nextSorting(up('macs'), 'macs')).toBeNull();
    expect(nextSorting(up('macs'), 'name')).toEqual(up('name'));
  });
});
