import { describe, expect, it } from 'vitest';
import type { Shape } from '../../../shared/layers/shape';
import { shapeText, type ShapeNotation } from '../../format/shape';
import { compile } from '../../../shared/compiler/compile';
import { trainingMemory } from '../../../shared/compiler/memory';
import { emptyDocument, type ConvDocument, type Definition } from '../../../shared/graph/document';
import { findTemplate } from '../../../templates';
import { filterRows } from './filter-rows';
import { sortRows } from './sort-rows';
import { flatten, rowsByBlock, rowsByLayer, sumOf } from './summary-rows';

const as =
  (notation: ShapeNotation) =>
  (shape: Shape): string =>
    shapeText(shape, notation);

const training = { batchSize: 32, optimizer: 'adam' } as const;

/** input, two stages of two units of one convolution each, output. */
function nested(repeat = 2): ConvDocument {
  const unit: Definition = {
    name: 'Unit',
    params: [],
    nodes: [
      {
        id: 'conv',
        type: 'Conv2D',
        name: 'conv',
        params: { filters: 4, kernelSize: [3, 3], padding: 'same' },
      },
    ],
    edges: [],
    inputs: [{ name: 'in', node: 'conv', port: 'in' }],
    outputs: [{ name: 'out', node: 'conv', port: 'out' }],
  };
  const block = (id: string, definition: string, name: string, times: number) => ({
    id,
    type: 'Block' as const,
    name,
    params: {},
    definition,
    args: {},
    repeat: times,
  });
  const stage: Definition = {
    name: 'Stage',
    params: [],
    nodes: [block('u', 'unit', 'units', 2)],
    edges: [],
    inputs: [{ name: 'in', node: 'u', port: 'in' }],
    outputs: [{ name: 'out', node: 'u', port: 'out' }],
  };
  return {
    ...emptyDocument(),
    nodes: [
      { id: 'input', type: 'Input', name: 'input', params: { shape: [8, 8, 4] } },
      block('s', 'stage', 'stages', repeat),
    ],
    edges: [{ source: 'input', sourcePort: 'out', target: 's', targetPort: 'in' }],
    definitions: { unit, stage },
  };
}

describe('rows of the summary', () => {
  it('gives each layer its part of the memory', () => {
    const compiled = compile(findTemplate('lenet5')!.document);
    const rows = rowsByLayer(compiled, training);
    expect(rows.map(({ name }) => name)).toEqual(compiled.layers.map(({ name }) => name));
    expect(sumOf(rows)).toEqual({
      trainable: compiled.totals.trainable,
      nonTrainable: compiled.totals.nonTrainable,
      macs: compiled.totals.macs,
      memory: trainingMemory(compiled, 32, 'adam').total,
    });
  });

  it('sums a block over all its copies, with the blocks inside below it', () => {
    const compiled = compile(nested());
    const placed = flatten(rowsByBlock(compiled, training));
    const each = (4 * 9 + 1) * 4;
    expect(
      placed.map(({ row, depth }) => [depth, row.path, row.type, row.copies, row.outputShape, row.trainable]),
    ).toEqual([
      [0, 'input', 'Input', 1, [8, 8, 4], 0],
      [0, 'stages', 'Stage', 2, [8, 8, 4], 4 * each],
      [1, 'stages / units', 'Unit', 4, [8, 8, 4], 4 * each],
    ]);
    expect(placed.map(({ row }) => row.node)).toEqual(['input', 's', 's']);
  });

  it('sums to the network either way', () => {
    for (const name of ['resnet50', 'densenet121', 'googlenet', 'unet']) {
      const template = findTemplate(name);
      if (template === undefined) continue;
      const compiled = compile(template.document);
      expect(sumOf(rowsByBlock(compiled, training))).toEqual(sumOf(rowsByLayer(compiled, training)));
    }
  });

  it('takes a thousand layers at once', () => {
    const compiled = compile(nested(500));
    const started = performance.now();
    const rows = rowsByLayer(compiled, training);
    const sorted = sortRows(filterRows(rows, 'conv', as('hwc')).rows, {
      column: 'name',
      direction: 'descending',
    });
    rowsByBlock(compiled, training);
    expect(sorted).toHaveLength(1000);
    // Some 10 ms here; far off only if it grows with the square.
    expect(performance.now() - started).toBeLessThan(500);
  });
});
