import { describe, expect, test } from 'vitest';
import { dataFields } from '../shared/schema/data-fields';
import { shape, toggle } from '../shared/schema/fields';
import { trainingFields } from '../shared/schema/training-fields';
import { readOptions, text } from './options';
import { firstGiven, optionKinds, settingsFrom, usageOf } from './setting-options';

const fields = {
  ...trainingFields,
  ...dataFields,
  fast: toggle({ label: 'Fast', help: 'Whether it hurries.', default: false }),
  size: shape({ label: 'Size', help: 'No word says it.', default: [1], minRank: 1, maxRank: 3 }),
};
const read = (...args: string[]) => readOptions(args, { out: text }, 'train FILE', optionKinds(fields));

describe('settings on the command line', () => {
  test('are read by their own bounds, and by their names in the document', () => {
    const { files, given, more } = read(
      ...['a.cnn', '--out', 'b.cnn', '--batch', '8', '--learning-rate', '0.5', '--optimizer', 'sgd'],
      ...['--validation', '0.2', '--limit', '100', '--fast', 'on'],
    );
    expect([files, given]).toEqual([['a.cnn'], { out: 'b.cnn' }]);
    expect(settingsFrom(trainingFields, more)).toEqual({ batchSize: 8, learningRate: 0.5, optimizer: 'sgd' });
    expect(settingsFrom(fields, more)).toMatchObject({ validation: 0.2, limit: 100, fast: true });
    expect(firstGiven(dataFields, more)).toBe('--validation');
    expect(firstGiven(trainingFields, read('--limit', '5').more)).toBeNull();
  });

  test.each([
    [['--epochs', '0'], '--epochs must be a whole number from 1 to 1000000; it is “0”.'],
    [['--momentum', '1.5'], '--momentum must be a number from 0 to 1; it is “1.5”.'],
    [['--schedule', 'step'], '--schedule must be one of linear, cosine, constant; it is “step”.'],
    [['--size', '3'], "Unknown option '--size'."],
  ])('%j is refused in a sentence', (args, sentence) => {
    expect(() => read(...args)).toThrow(sentence);
  });

  test('stand in the usage', () => {
    const usage = usageOf(fields).join(' ');
    expect(usage).toContain('[--optimizer adam|adamw|sgd|rmsprop] [--learning-rate R] [--momentum R]');
    expect(usage).toContain('[--batch N] [--epochs N] [--seed N] [--fit pad|resize|crop]');
    expect(usage).not.toContain('--size');
  });
});
