import { describe, expect, it } from 'vitest';
import { choice, flag, readOptions, real, text, whole } from './options';
import { UsageError } from './usage-error';

const spec = { epochs: whole(1), rate: real(0, 1), out: text, json: flag, backend: choice('auto', 'wasm') };
const read = (...args: string[]) => readOptions(args, spec, 'train FILE');

describe('readOptions', () => {
  it('reads files and options in any order', () => {
    expect(read('a.cnn', '--epochs', '3', '--rate=0.5', '--json', 'b.cnn', '--backend', 'wasm')).toEqual({
      files: ['a.cnn', 'b.cnn'],
      given: { epochs: 3, rate: 0.5, out: undefined, json: true, backend: 'wasm' },
      more: {},
    });
    expect(read().given.json).toBe(false);
  });

  it.each([
    [['--epochs', '0'], '--epochs must be a whole number of at least 1; it is “0”.'],
    [['--epochs', '1.5'], '--epochs must be a whole number of at least 1; it is “1.5”.'],
    [['--epochs', 'x'], '--epochs must be a whole number'],
    [['--epochs='], '--epochs must be a whole number'],
    [['--rate', '2'], '--rate must be a number from 0 to 1; it is “2”.'],
    [['--backend', 'gpu'], '--backend must be one of auto, wasm; it is “gpu”.'],
    [['--nonsense'], "Unknown option '--nonsense'."],
    [['--epochs'], '--epochs'],
  ])('refuses %j with a sentence and the usage', (args, sentence) => {
    expect(() => read(...args)).toThrow(UsageError);
    expect(() => read(...args)).toThrow(sentence);
    expect(() => read(...args)).toThrow(/\nUsage: train FILE$/);
  });
});
