import { expect, test } from 'vitest';
import { CARD_WIDTH, type Card } from './cards';
import { detourOf, detourPath } from './route';

const card = (id: string, x: number, y: number): Card => ({ id, nodes: [id], x, y, height: 100 });

test('a wire goes straight where nothing stands between', () => {
  const [a, b, beside] = [card('a', 0, 0), card('b', 0, 300), card('c', 400, 150)];
  expect(detourOf(a, b, [a, b, beside])).toBeNull();
});

test('a wire goes around what stands between, on the nearer free side', () => {
  const [a, b] = [card('a', 0, 0), card('b', 0, 600)];
  const left = card('c', -60, 200);
  expect(detourOf(a, b, [a, b, left])).toBeGreaterThan(left.x + CARD_WIDTH);
  const right = card('d', 60, 200);
  expect(detourOf(a, b, [a, b, right])).toBeLessThan(right.x);
  // The near side is taken: the far one is left.
  const blocker = card('e', left.x + CARD_WIDTH + 5, 380);
  expect(detourOf(a, b, [a, b, left, blocker])).toBeLessThan(left.x);
});

test('a wire back goes around both of its ends and what stands between', () => {
  const [a, b, c] = [card('a', 0, 0), card('b', 30, 300), card('c', 0, 600)];
  const at = detourOf(c, a, [a, b, c]);
  expect(at).toBeLessThan(0);
  // Its parts turn beyond the ends, and run beside them.
  const [path] = detourPath({ sourceX: 140, sourceY: 700, targetX: 140, targetY: 0 }, -46);
  expect(path).toBe('M 140,700 C 140,730 -46,730 -46,700 L -46,0 C -46,-30 140,-30 140,0');
});
