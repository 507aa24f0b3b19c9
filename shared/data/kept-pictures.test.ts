import { describe, expect, it } from 'vitest';
import { begin } from './kept-pictures';
import { openFeed } from './feed';
import type { Picture } from './picture';
import type { Rows } from './source';

/** Pictures of 4×4 whose values are their row; `reads` counts how often a file is decoded. */
function decoding(count: number) {
  const reads = new Array<number>(count).fill(0);
  const rows: Rows = {
    length: count,
    labels: new Uint16Array(count),
    decodes: true,
    read: (wanted) =>
      Promise.resolve(
        Array.from(wanted, (row): Picture => {
          reads[row] = (reads[row] ?? 0) + 1;
          return { height: 4, width: 4, channels: 1, values: new Uint8Array(16).fill(row) };
        }),
      ),
  };
  return { rows, reads };
}

const small = { type: 'Resize', params: { height: 2, width: 2 } };
const valuesOf = (pictures: readonly Picture[]) => pictures.map(({ values }) => values[0]);

describe('pictures behind a fixed first step', () => {
  it('are decoded once, in whatever order they are asked for', async () => {
    const { rows, reads } = decoding(20);
    const { rows: kept, pipeline } = begin(rows, [small], 1);
    expect(valuesOf(await kept.read([3, 19, 0]))).toEqual([3, 19, 0]);
    expect(valuesOf(await kept.read([19, 3, 3, 7]))).toEqual([19, 3, 3, 7]);
    expect(reads.filter((times) => times > 1)).toEqual([]);
    expect(pipeline.shapeAfter({ height: 2, width: 2, channels: 1 })).toEqual({
      height: 2,
      width: 2,
      channels: 1,
    });
    // Whoever begins with the same step has the same pictures.
    await begin(rows, [small, { type: 'Normalize', params: { mean: [0], deviation: [1] } }], 9).rows.read([
      3,
    ]);
    expect(reads[3]).toBe(1);
  });

  it('are anew where the step is another, and where it draws', async () => {
    const { rows, reads } = decoding(4);
    await begin(rows, [small], 1).rows.read([0]);
    await begin(rows, [{ type: 'Resize', params: { height: 3, width: 3 } }], 1).rows.read([0]);
    expect(reads[0]).toBe(2);
    const flip = { type: 'HorizontalFlip', params: { p: 0.5 } };
    expect(begin(rows, [flip, small], 1).rows).toBe(rows);
  });

  it('leave what random steps behind it draw as it is', async () => {
    const steps = [small, { type: 'HorizontalFlip', params: { p: 0.5 } }];
    const ramp = (decodes: boolean): Rows => ({
      ...{ length: 40, labels: new Uint16Array(40), decodes },
      read: (wanted) =>
        Promise.resolve(
          Array.from(wanted, (row) => ({
            ...{ height: 2, width: 2, channels: 1 },
            values: Uint8Array.of(row, 100 + row, row, 100 + row),
          })),
        ),
    });
    const fedBy = async (rows: Rows) => {
      const source = {
        facts: {
          ...{ name: '', title: '', summary: '', licence: '', source: '', height: 2, width: 2, channels: 1 },
          ...{ classNames: ['a'], trainCount: 40, testCount: 0, fingerprint: '', leftOut: [], remarks: [] },
          classCounts: { training: [], validation: [], test: [] },
        },
        part: () => rows,
        close: () => undefined,
      };
      const feed = await openFeed(source, {
        ...{ inputId: 'in', outputId: 'out', steps, seed: 5 },
        choice: { part: 'training', split: null },
      });
      const batch = await feed.read([...rows.labels.keys()], 2);
      return [...(batch.inputs['in']?.data ?? [])];
    };
    const [kept, plain] = [await fedBy(ramp(true)), await fedBy(ramp(false))];
    expect(kept).toEqual(plain);
    // Some were turned over, and some were not.
    expect(new Set(plain.filter((_, i) => i % 4 === 0).map((value) => value >= 100)).size).toBe(2);
  });
});
