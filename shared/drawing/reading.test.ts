import { expect, test } from 'vitest';
import { applyEdits } from '../graph/apply';
import { findTemplate } from '../../templates/index';
import { readingOf } from './reading';
import { detourOf, detourPath } from './route';
import type { Card } from './cards';

const lenet = findTemplate('lenet5_modern')!.document;

test('a graph is read the way that most of its wires run', () => {
  expect(readingOf(lenet)).toBe('down');
  const layout = { input: { x: 0, y: 0 }, conv1: { x: 400, y: -80 }, output: { x: 800, y: 0 } };
  expect(readingOf(applyEdits(lenet, [{ edit: 'place', layout }]))).toBe('across');
});

test('wires that run across go around above or below', () => {
  const card = (id: string, x: number, y: number): Card => ({ id, nodes: [id], x, y, height: 100 });
  const [a, between, b] = [card('a', 0, 0), card('c', 400, -30), card('b', 900, 0)];
  const at = detourOf(a, b, [a, between, b], 'across');
  expect(at).toBeGreaterThan(between.y + between.height);
  expect(detourOf(a, b, [a, card('d', 400, 150), b], 'across')).toBeNull();
  const [path, x, y] = detourPath(
    { sourceX: 300, sourceY: 50, targetX: 900, targetY: 50 },
    at ?? 0,
    'across',
  );
  expect(path).toMatch(/^M 300,50 .* 900,50$/);
  expect([x, y]).toEqual([600, at]);
});
