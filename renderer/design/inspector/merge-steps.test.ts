import { describe, expect, it } from 'vitest';
import { mergeSteps } from './merge-steps';

const step = (title: string, filled = '(32 − 5) / 1 + 1') => ({
  title,
  formula: '(W − F) / S + 1',
  filled,
  result: '28',
});

describe('mergeSteps', () => {
  it('says the same arithmetic once', () => {
    expect(mergeSteps([step('Output height'), step('Output width')])).toEqual([
      step('Output height and width'),
    ]);
  });

  it('keeps what differs', () => {
    const steps = [step('Output height'), step('Output width', '(30 − 3) / 1 + 1')];
    expect(mergeSteps(steps)).toEqual(steps);
  });
});
