import { expect, test } from 'vitest';
import { groupCopies } from './copies';

const copy = (index: number, width: number, parameters: number, output = [8, 8, width]) => ({
  index,
  values: { width, depth: 3, i: index },
  parameters,
  output,
});

test('copies of which the same is to be said are told together', () => {
  expect(groupCopies([copy(0, 64, 70), copy(1, 64, 90), copy(2, 64, 90), copy(3, 128, 90)])).toEqual([
    { copies: '1', differs: 'width 64', parameters: 70, output: [8, 8, 64] },
    { copies: '2–3', differs: 'width 64', parameters: 90, output: [8, 8, 64] },
    { copies: '4', differs: 'width 128', parameters: 90, output: [8, 8, 128] },
  ]);
  expect(groupCopies([copy(0, 64, 90), copy(1, 64, 90)])).toEqual([
    { copies: '1–2', differs: '', parameters: 90, output: [8, 8, 64] },
  ]);
  expect(groupCopies([])).toEqual([]);
});
