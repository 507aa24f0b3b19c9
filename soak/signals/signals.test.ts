import { beforeAll, describe, expect, test } from 'vitest';
import { buildStale } from '../../build/lib/targets.mjs';
import { interrupt, signals } from './interrupt';

// Each is a start of Node and a training, which take their time on a busy machine.
const PATIENCE = 120_000;
beforeAll(() => buildStale('kernels', 'cli'), 300_000);

const after = { from: 'step', milliseconds: 300 } as const;

describe.each(signals)('%s', (signal) => {
  test('keeps what was learned', { timeout: PATIENCE }, async () => {
    const { toldSteps, keptSteps } = await interrupt({
      signal,
      start: signal === 'SIGTERM' ? 'build' : 'alone',
      after,
      again: null,
      unheard: signal === 'SIGHUP',
    });
    expect(toldSteps).toBeGreaterThan(0);
    expect(keptSteps).toBeGreaterThanOrEqual(toldSteps);
  });
});

test('a second signal ends at once, with what was learned', { timeout: PATIENCE }, async () => {
  const { keptSteps } = await interrupt({
    signal: 'SIGTERM',
    start: 'alone',
    after,
    again: 250,
    unheard: false,
  });
  expect(keptSteps).toBeGreaterThan(0);
});

test('through npm, too', { timeout: PATIENCE }, async () => {
  const { keptSteps } = await interrupt({
    signal: 'SIGTERM',
    start: 'npm',
    after,
    again: null,
    unheard: false,
  });
  expect(keptSteps).toBeGreaterThan(0);
});

test(
  'before the first step there is nothing to keep, and nothing is left',
  { timeout: PATIENCE },
  async () => {
    const early = { from: 'start', milliseconds: 50 } as const;
    const { keptSteps } = await interrupt({
      signal: 'SIGTERM',
      start: 'alone',
      after: early,
      again: null,
      unheard: false,
    });
    expect(keptSteps).toBeNull();
  },
);
