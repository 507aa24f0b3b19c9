import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { atDepth } from '../../build/lib/depth';
import type { FlatEdge, FlatNode } from './compiled';
import { compareIds, orderNodes } from './order';

/** As it is meant: the texts and numbers of both, one after the other. */
function byParts(a: string, b: string): number {
  const [left, right] = [a.split(/(\d+)/), b.split(/(\d+)/)];
  for (let i = 0; i < Math.max(left.length, right.length); i += 1) {
    const [x = '', y = ''] = [left[i], right[i]];
    if (x === y) continue;
    if (i % 2 === 1) return Number(x) - Number(y) || (x < y ? -1 : 1);
    return x < y ? -1 : 1;
  }
  return 0;
}

const flat = (id: string): FlatNode => ({
  id,
  name: id,
  type: 'Add',
  params: {},
  origin: { scope: null, node: id },
  block: null,
});
const edge = (source: string, target: string, port: number): FlatEdge => ({
  source,
  sourcePort: 'out',
  target,
  targetPort: `in:${port}`,
});

describe('the order of ids', () => {
  test('compares texts and numbers, one after the other', () => {
    const id = fc.string({ unit: fc.constantFrom('a', 'b', '/', '[', '0', '1', '9'), maxLength: 8 });
    fc.assert(
      fc.property(id, id, (a, b) => {
        expect(Math.sign(compareIds(a, b))).toBe(Math.sign(byParts(a, b)));
      }),
      { numRuns: atDepth(500, 2_000) },
    );
  });
});

describe('circles', () => {
  test('of thousands a few are told', () => {
    const nodes = Array.from({ length: 1_000 }, (_, i) => flat(`n${i}`));
    const edges = nodes.flatMap(({ id }, i) => [
      edge(id, `n${(i + 1) % 1_000}`, 0),
      ...Array.from({ length: 40 }, (_, k) => edge(id, `n${(i * 7 + k * 13) % 1_000}`, k + 1)),
    ]);
    const { cycles, rest } = orderNodes(nodes, edges);
    expect(rest).toHaveLength(1_000);
    expect(cycles.length).toBeGreaterThan(0);
    expect(cycles.length).toBeLessThanOrEqual(20);
  });
});
