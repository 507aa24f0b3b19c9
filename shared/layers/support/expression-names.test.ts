import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evaluate, ExpressionError } from './expression';
import { expressionProblem, namesIn, renameIn, substituteIn, written } from './expression-names';

describe('lists in expressions', () => {
  test.each([
    ['[64, 128, 256][i]', { i: 1 }, 128],
    ['[64][0] + 1', {}, 65],
    ['[[1, 2], [3, 4]][i][1 - i]', { i: 1 }, 3],
    ["['relu', 'tanh'][i]", { i: 1 }, 'tanh'],
    ['(i > 0 ? [1, 2] : [3, 4])[1]', { i: 0 }, 4],
    ['max([1, 5][1], 2)', {}, 5],
  ])('%s with %j is %s', (source, environment, value) => {
    expect(evaluate(source, environment)).toBe(value);
  });

  test.each([
    ['[64, 128][i]', /asks for entry 2 of a list of 2: its entries are 0 to 1\./],
    ['[64, 128][0 - 1]', /asks for entry -1/],
    ['[64, 128][0.5]', /asks for entry 0\.5/],
    ['[64, 128]', /is a list, where one value is wanted/],
    ['i[0]', /asks for an entry of 2, which is no list/],
    ['[64, 128] + 1', /no number/],
    ['[]', /a number or a name should stand there/],
    ['[1, 2', /“\]” should stand there/],
    ['[1][0', /“\]” should stand there/],
  ])('%s is refused in a sentence', (source, sentence) => {
    expect(() => evaluate(source, { i: 2 })).toThrow(ExpressionError);
    expect(() => evaluate(source, { i: 2 })).toThrow(sentence);
  });
});

describe('names in expressions', () => {
  test('are those of values, each once', () => {
    expect(namesIn("max(width, i) > width ? [a, 'b'][i] : true")).toEqual(['width', 'i', 'a']);
    expect(namesIn('max + 1')).toEqual(['max']);
    expect(namesIn('1 +$')).toEqual([]);
  });

  test.each([
    ['width * 2', null],
    ['widht * 2', /speaks of “widht”, which is not known; known here: width, i\./],
    ['width *', /can't be read at its end/],
    ['[1, 2][i]', null],
  ])('%s is judged', (source, problem) => {
    const found = expressionProblem(source, ['width', 'i']);
    if (problem === null) expect(found).toBeNull();
    else expect(found).toMatch(problem);
  });

  test('are renamed where they stand for the value, and nowhere else', () => {
    expect(renameIn("width * (widthIn + max(width, 1)) == 'width'", 'width', 'filters')).toBe(
      "filters * (widthIn + max(filters, 1)) == 'width'",
    );
    expect(renameIn('max(max, 1)', 'max', 'most')).toBe('max(most, 1)');
    expect(renameIn('width *$', 'width', 'filters')).toBe('width *$');
  });

  test('give way to what they stand for, whatever stands around them', () => {
    const values = fc.constantFrom('-3', 'b - 2', 'b ? 1 : 2', '4', 'b');
    const sources = fc.constantFrom(
      'a * 2',
      '2 - a',
      'a > 1 ? a : -a',
      '[a, 7][0] % 3',
      'a / 2 + min(a, a * a)',
    );
    fc.assert(
      fc.property(sources, values, fc.integer({ min: 0, max: 9 }), (source, value, b) => {
        const direct = evaluate(source, { a: evaluate(value, { b }), b });
        expect(evaluate(substituteIn(source, new Map([['a', value]])), { b })).toBe(direct);
      }),
    );
  });

  test('values are written as expressions read them', () => {
    for (const value of [1, -2.5, 1e-7, 1e21, true, 'same']) {
      expect(evaluate(written(value) ?? '', {})).toBe(value);
    }
    expect(written("it's")).toBeNull();
  });
});
