import { expect, test } from 'vitest';
import { atDepth } from '../../build/lib/depth';
import { bundle } from '../bundle';
import { measureAll } from './measure-all';

const COUNT = atDepth(12, 100);
/** Of what the soak asks for: a whole one takes seconds. */
const SHARE = 0.1;
/** Far more than the soak allows, since the machine may be slow: what this ends hangs. */
const BOUNDS = { milliseconds: 40_000, megabytes: 500 } as const;

test(
  'documents that are meant to be dear are drawn and exported, or refused in a sentence',
  { timeout: 900_000 },
  async () => {
    const program = await bundle('costs/measurer.ts');
    const first = Number(process.env['FC_SEED'] ?? 1) * 1_000_000;
    const { opened, drawn, refused, wrong } = await measureAll(
      program,
      { first, count: COUNT, share: SHARE },
      BOUNDS,
    );
    expect(wrong).toEqual([]);
    expect(opened + refused).toBe(COUNT);
    // It would show nothing if none were opened, and none drawn.
    expect(opened).toBeGreaterThan(COUNT / 2);
    expect(drawn).toBeGreaterThan(0);
  },
);
