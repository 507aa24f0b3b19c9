import { expect, test } from 'vitest';
import { bundle } from '../bundle';
import { kill, type Killed } from './kill';

const KILLS = 6;

// Each kill is a start of Node, which takes its time on a busy machine.
const PATIENCE = 300_000;

test('killed at any moment, every file is whole and the work is there', { timeout: PATIENCE }, async () => {
  const program = await bundle('kills/victim.ts');
  const killed: Killed[] = [];
  const lives = Array.from({ length: KILLS }, (_, i) => 150 + 1_200 * Math.random() * ((i + 1) / KILLS));
  await kill(program, lives, (each) => killed.push(each));
  expect(killed).toHaveLength(KILLS);
  for (const { lost } of killed) expect(lost).toBeLessThan(5_000);
  // It was at work when it was killed.
  expect(killed.reduce((sum, { wrote }) => sum + wrote, 0)).toBeGreaterThan(KILLS);
});
