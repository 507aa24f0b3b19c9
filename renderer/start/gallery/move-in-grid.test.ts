import { expect, test } from 'vitest';
import { ABOVE, moveInGrid } from './move-in-grid';

/** 0 1 2 / 3 4 5 / 6 */
const move = (key: string, index: number) => moveInGrid(key, index, 7, 3);

test('moves within the grid and stays at its edges', () => {
  expect(move('ArrowRight', 2)).toBe(3);
  expect(move('ArrowRight', 6)).toBe(6);
  expect(move('ArrowLeft', 3)).toBe(2);
  expect(move('ArrowLeft', 0)).toBe(0);
  expect(move('ArrowDown', 0)).toBe(3);
  expect(move('ArrowDown', 5)).toBe(6);
  expect(move('ArrowDown', 6)).toBe(6);
  expect(move('ArrowUp', 4)).toBe(1);
  expect(move('Home', 5)).toBe(0);
  expect(move('End', 0)).toBe(6);
});

test('leaves it upwards from the first row, and knows no other key', () => {
  expect(move('ArrowUp', 2)).toBe(ABOVE);
  expect(move('a', 2)).toBeNull();
});
