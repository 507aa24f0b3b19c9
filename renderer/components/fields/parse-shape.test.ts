import { describe, expect, it } from 'vitest';
import { parseShape } from './parse-shape';

describe('parseShape', () => {
  it.each([
    ['28×28×1', [28, 28, 1]],
    [' 28 x 28 X 1 ', [28, 28, 1]],
    ['28, 28, 1', [28, 28, 1]],
    ['[224 224 3]', [224, 224, 3]],
    ['(3,)', [3]],
    ['100', [100]],
    ['0×0', [0, 0]],
  ])('reads %s', (text, shape) => {
    expect(parseShape(text)).toEqual(shape);
  });

  it.each(['', '×', '28×-1', '28.5', 'a×b', '1e9', '9999999999'])('does not take %j', (text) => {
    expect(parseShape(text)).toBeNull();
  });
});
