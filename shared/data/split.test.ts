import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitRows } from './split';

const labelled = (labels: readonly number[]): Uint16Array => Uint16Array.from(labels);

const share = (labels: Uint16Array, rows: readonly number[], label: number): number =>
  rows.filter((row) => labels[row] === label).length;

describe('splitRows', () => {
  it('keeps each class in proportion and is decided by the seed', () => {
    const pictures = labelled(Array.from({ length: 1000 }, (_, row) => (row % 10 < 7 ? 0 : 2)));
    const split = splitRows(pictures, { validation: 0.15, limit: 400, seed: 1 });
    expect(split.validation).toHaveLength(60);
    expect(split.train).toHaveLength(340);
    expect(share(pictures, split.validation, 0)).toBe(42);
    expect(share(pictures, split.train, 2)).toBe(102);
    expect(splitRows(pictures, { validation: 0.15, limit: 400, seed: 1 })).toEqual(split);
    expect(splitRows(pictures, { validation: 0.15, limit: 400, seed: 2 })).not.toEqual(split);
  });

  it('uses everything where nothing is kept', () => {
    const split = splitRows(labelled([3, 1, 3, 1]), { validation: 0, limit: null, seed: 5 });
    expect(split).toEqual({ train: [0, 1, 2, 3], validation: [] });
  });

  it('never uses a picture twice and takes exactly as many as asked', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(6), { maxLength: 200 }),
        fc.double({ min: 0, max: 0.9, noNaN: true }),
        fc.option(fc.nat(250)),
        fc.nat(),
        (labels, validation, limit, seed) => {
          const split = splitRows(labelled(labels), { validation, limit, seed });
          const used = [...split.train, ...split.validation];
          expect(new Set(used).size).toBe(used.length);
          expect(used).toHaveLength(Math.min(limit ?? labels.length, labels.length));
          expect(split.validation).toHaveLength(Math.round(used.length * validation));
        },
      ),
    );
  });
});
