import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findPython } from '../../../build/lib/find-python.mjs';
import { evaluate } from '../../layers/support/expression';
import { toPython } from './python-expression';

const environments = [
  { i: 0, width: 64, stride: 2, project: true, channels: 64 },
  { i: 3, width: 128, stride: 1, project: false, channels: 32 },
];

test.each([
  ['i == 0 ? 2 : 1', '2 if i == 0 else 1'],
  ['i == 0 && project', 'i == 0 and project'],
  ['!(i > 0 || project)', 'not (i > 0 or project)'],
  ['(i == 0 ? channels : width) * 4', '(channels if i == 0 else width) * 4'],
  ['i == 0 ? 1 : i == 1 ? 2 : 3', '1 if i == 0 else 2 if i == 1 else 3'],
  ['(i == 0 ? i : 1) ? 2 : 3', '2 if (i if i == 0 else 1) else 3'],
  ['width / 2', 'width // 2'],
  ['floor(width / 3)', 'width // 3'],
  ['floor((width + 1) / (i + 2))', '(width + 1) // (i + 2)'],
  ['width / 3', 'width / 3'],
  ['round(width / 3)', 'math.floor(width / 3 + 0.5)'],
  ['max(i, 1)', 'max(i, 1)'],
  ['max(width)', 'width'],
  ['-(width - 1)', '-(width - 1)'],
  ['width - (i - 1)', 'width - (i - 1)'],
  ['[64, 128, 256, 512][i]', '[64, 128, 256, 512][i]'],
  ["project == true ? 'a' : 'b'", "'a' if project == True else 'b'"],
  // (a < b) < c compares a truth value with a number: an error of ours, and something else in Python.
  ['project == 1', null],
  ['i && width', null],
  ['(i - 5) % 3', null],
])('%s', (source, python) => {
  expect(toPython(source, environments, (name) => name)).toBe(python);
});

test('names are called as the code calls them', () => {
  expect(toPython('lambda * 2', [{ lambda: 3 }], (name) => `${name}_`)).toBe('lambda_ * 2');
});

test.each([
  ['width * 0.5', 'int(width * 0.5)'],
  [
    '[1, 2, 3][width * 0.5 / 32 - (i == 0 ? 0 : 1)]',
    '[1, 2, 3][int(width * 0.5 / 32 - (0 if i == 0 else 1))]',
  ],
  ['i > 9 ? width / 3 : 1', 'width / 3 if i > 9 else 1'],
  ['floor(width * 0.5 / 3)', 'math.floor(width * 0.5 / 3)'],
])('a size is a whole number in Python, too: %s', (source, python) => {
  expect(toPython(source, environments, (name) => name)).toBe(python);
});

test('however long an expression is, its quotients stay as they are', () => {
  const source = `${'0 + '.repeat(240)}width / 3`;
  expect(source.length).toBeLessThanOrEqual(1_000);
  expect(toPython(source, environments, (name) => name)).toBe(source);
  const remainder = `${'0 + '.repeat(240)}(i - 5) % 3`;
  expect(toPython(remainder, environments, (name) => name)).toBeNull();
});

test('a name that is not known there is no name of the code', () => {
  expect(toPython('i == 9 ? exec : 1', environments, (name) => name)).toBeNull();
  expect(toPython('width', [], (name) => name)).toBeNull();
});

test('brackets are not nested deeper than Python reads them', () => {
  const nested = (depth: number) => `${'1 - ('.repeat(depth)}i - 1${')'.repeat(depth)}`;
  expect(toPython(nested(50), environments, (name) => name)).toBe(nested(50));
  expect(toPython(nested(51), environments, (name) => name)).toBeNull();
});

test('what fails in Python is not written, though it is never the result', () => {
  expect(toPython('1 / 0 > 3 ? 1 : 2', environments, (name) => name)).toBeNull();
});

const python = findPython([]);
test.skipIf(python === null)('Python computes the same as we do', () => {
  const { whole, truth } = fc.letrec<{ whole: string; truth: string }>((tie) => {
    const wholes = fc.tuple(tie('whole'), tie('whole'));
    return {
      whole: fc.oneof(
        { maxDepth: 4, withCrossShrink: true },
        fc.constantFrom('i', 'width', 'stride', 'channels', '0.5', '2', '3', '7'),
        fc
          .tuple(fc.constantFrom('+', '-', '*', '/', '%'), wholes)
          .map(([sign, [a, b]]) => `(${a} ${sign} ${b})`),
        fc.tuple(fc.constantFrom('floor', 'ceil', 'round'), tie('whole')).map(([f, a]) => `${f}(${a})`),
        fc.tuple(fc.constantFrom('min', 'max'), wholes).map(([f, [a, b]]) => `${f}(${a}, ${b})`),
        fc.tuple(tie('truth'), wholes).map(([c, [a, b]]) => `(${c} ? ${a} : ${b})`),
        wholes.map(([a, b]) => `[${a}, ${b}, 5, 9][i]`),
      ),
      truth: fc.oneof(
        { maxDepth: 3 },
        fc.constantFrom('project', 'true', 'false'),
        fc.tuple(fc.constantFrom('<', '>=', '==', '!='), wholes).map(([sign, [a, b]]) => `${a} ${sign} ${b}`),
        fc
          .tuple(fc.constantFrom('&&', '||'), tie('truth'), tie('truth'))
          .map(([s, a, b]) => `(${a}) ${s} (${b})`),
        tie('truth').map((a) => `!(${a})`),
      ),
    };
  });
  const cases = fc.sample(fc.oneof(whole, truth), { numRuns: 2_000, seed: 16 }).flatMap((source) => {
    const text = toPython(source, environments, (name) => name);
    if (text === null) return [];
    const rows = environments.flatMap((environment) => {
      try {
        return [{ text, environment, value: evaluate(source, environment) }];
      } catch {
        return [];
      }
    });
    const whole = rows.every(({ value }) => Number.isInteger(value));
    return rows.map((row) => ({ ...row, whole }));
  });
  expect(cases.length).toBeGreaterThan(1_000);
  const program = [
    'import json, math, sys',
    'for case in json.load(sys.stdin):',
    '    value = eval(case["text"], {"math": math}, case["environment"])',
    '    wanted = case["value"]',
    '    same = value == wanted and isinstance(value, bool) == isinstance(wanted, bool)',
    '    if not same or case["whole"] and isinstance(value, float): print(case, value)',
  ].join('\n');
  const { stdout, stderr } = spawnSync(python ?? '', ['-c', program], {
    input: JSON.stringify(cases),
    encoding: 'utf8',
  });
  expect(`${stdout}${stderr}`).toBe('');
});
