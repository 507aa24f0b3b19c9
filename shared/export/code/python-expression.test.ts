import { expect, test } from 'vitest';
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
  ['floor((width + 1) / (i + 2))', 'math.floor((width + 1) / (i + 2))'],
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
