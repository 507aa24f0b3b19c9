import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evaluate, ExpressionError } from './expression';

describe('expressions', () => {
  test.each([
    ['i == 0 ? 2 : 1', { i: 0 }, 2],
    ['i == 0 ? 2 : 1', { i: 3 }, 1],
    ['width * (i + 1) % 7', { width: 4, i: 1 }, 1],
    ['1 + 2 * 3 - 4 / 2', {}, 5],
    ['-2 - -3', {}, 1],
    ['a > 1 && !(b <= 2) || false', { a: 2, b: 3 }, true],
    ["kind == 'relu' ? 1 : 0", { kind: 'relu' }, 1],
    ['a ? b ? 1 : 2 : 3', { a: true, b: false }, 2],
    ['1e3 + .5', {}, 1000.5],
    [`${'('.repeat(90)}7${')'.repeat(90)}`, {}, 7],
    [Array.from({ length: 400 }, () => '1').join('+'), {}, 400],
    [`${Array.from({ length: 60 }, (_, i) => `i==${i}?${i}:`).join('')}0`, { i: 59 }, 59],
  ])('%s with %j is %s', (source, environment, value) => {
    expect(evaluate(source, environment)).toBe(value);
  });

  test.each([
    ['1 +', /at its end: a number or a name should stand there/],
    ['(1', /“\)” should stand there/],
    ['1 2', /at character 3, “2”: nothing more should stand there/],
    ['width * $', /at character 9, “\$”/],
    ['widht + 1', /speaks of “widht”, which is not known; known here: width, i\./],
    ['1 / 0', /divided by zero/],
    ["'a' + 1", /no number/],
    ['', /at its end/],
    [`${'('.repeat(300)}1${')'.repeat(300)}`, /nested too deeply/],
    [`${'-'.repeat(900)}1`, /nested too deeply/],
    [Array.from({ length: 200 }, () => '1?2').join(':'), /nested too deeply/],
    [`${'x'.repeat(900)} + 1`, /^“x{59}…” speaks of “x{59}…”, which is not known/],
    ['constructor', /not known/],
  ])('%j is refused in a sentence', (source, sentence) => {
    expect(() => evaluate(source, { width: 2, i: 0 })).toThrow(ExpressionError);
    expect(() => evaluate(source, { width: 2, i: 0 })).toThrow(sentence);
  });

  test('compute what JavaScript computes', () => {
    const leaf = fc.oneof(fc.integer({ min: 0, max: 50 }).map(String), fc.constantFrom('a', 'b'));
    const { whole } = fc.letrec<{ whole: string }>((tie) => ({
      whole: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        leaf,
        fc
          .tuple(tie('whole'), fc.constantFrom('+', '-', '*', '%', '<', '>=', '=='), tie('whole'))
          .map(([x, sign, y]) =>
            ['<', '>=', '=='].includes(sign) ? `(${x} ${sign} ${y} ? 1 : 0)` : `(${x}) ${sign} (${y})`,
          ),
        fc.tuple(tie('whole'), tie('whole'), tie('whole')).map(([x, y, z]) => `(${x} > 3 ? ${y} : ${z})`),
        tie('whole').map((x) => `-(${x})`),
      ),
    }));
    fc.assert(
      fc.property(whole, fc.integer(), fc.integer({ min: 1, max: 9 }), (source, a, b) => {
        // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call -- the oracle
        const expected: unknown = new Function('a', 'b', `return (${source});`)(a, b);
        if (typeof expected === 'number' && Number.isFinite(expected))
          expect(evaluate(source, { a, b })).toBe(expected);
        else expect(() => evaluate(source, { a, b })).toThrow(ExpressionError);
      }),
    );
  });
});
