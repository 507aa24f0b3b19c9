import { expect, test } from 'vitest';
import { atDepth } from '../../build/lib/depth';
import { bundle } from '../bundle';
import { openAll } from './open-all';

const COUNT = atDepth(500, 1_500);

test(
  'changed files open or are refused in a sentence, and nothing crashes or hangs',
  { timeout: 300_000 },
  async () => {
    const program = await bundle('openings/opener.worker.ts');
    const first = Number(process.env['FC_SEED'] ?? 1) * 1_000_000;
    const { opened, refused, wrong } = await openAll(program, COUNT, first);
    expect([...wrong]).toEqual([]);
    const sum = (counts: Readonly<Record<string, number>>): number =>
      Object.values(counts).reduce((a, b) => a + b, 0);
    expect(sum(opened) + sum(refused)).toBe(COUNT);
    // It would show nothing if all opened, or none.
    for (const kind of ['document', 'model', 'costly', 'block', 'drafts'] as const) {
      expect(opened[kind]).toBeGreaterThan(0);
      expect(refused[kind]).toBeGreaterThan(0);
    }
    expect(opened.contradiction).toBe(0);
    expect(refused.contradiction).toBeGreaterThan(COUNT / 15);
  },
);
