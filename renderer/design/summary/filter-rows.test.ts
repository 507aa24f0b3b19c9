import { describe, expect, it } from 'vitest';
import type { Shape } from '../../../shared/layers/shape';
import { shapeText, type ShapeNotation } from '../../format/shape';
import { row } from './fixtures';
import { filterRows } from './filter-rows';

const as =
  (notation: ShapeNotation) =>
  (shape: Shape): string =>
    shapeText(shape, notation);

const names = (rows: readonly { readonly name: string }[]): string[] => rows.map(({ name }) => name);
const conv = row('conv1', { outputShape: [28, 28, 6] });
const pool = row('pool1', { type: 'MaxPooling2D', outputShape: [14, 14, 6] });

describe('filtering the summary', () => {
  it('shows everything for no words', () => {
    const rows = [conv, pool];
    expect(filterRows(rows, '  ', as('hwc'))).toEqual({ rows, found: rows });
  });

  it('looks at name, type and the shape as it is written', () => {
    expect(names(filterRows([conv, pool], 'POOLING', as('hwc')).rows)).toEqual(['pool1']);
    expect(names(filterRows([conv, pool], 'conv', as('hwc')).rows)).toEqual(['conv1']);
    expect(names(filterRows([conv, pool], '14x14', as('hwc')).rows)).toEqual(['pool1']);
    expect(names(filterRows([conv, pool], '6×28', as('chw')).rows)).toEqual(['conv1']);
    expect(names(filterRows([conv, pool], '6×28', as('hwc')).rows)).toEqual([]);
  });

  it('wants every word', () => {
    expect(names(filterRows([conv, pool], '1 max', as('hwc')).rows)).toEqual(['pool1']);
  });

  it('keeps the block around what it finds, without counting it', () => {
    const inner = row('unit', { path: 'stage / unit', type: 'Bottleneck' });
    const other = row('rest', { path: 'stage / rest', type: 'Block' });
    const stage = row('stage', { type: 'Stage', children: [inner, other] });
    const { rows, found } = filterRows([conv, stage], 'bottleneck', as('hwc'));
    expect(names(rows)).toEqual(['stage']);
    expect(names(rows[0]!.children)).toEqual(['unit']);
    expect(names(found)).toEqual(['unit']);
  });

  it('shows a block that it finds with all that is in it, once', () => {
    const stage = row('stage', { children: [row('unit', { path: 'stage / unit' })] });
    const { rows, found } = filterRows([stage], 'stage', as('hwc'));
    expect(rows).toEqual([stage]);
    expect(found).toEqual([stage]);
  });
});
