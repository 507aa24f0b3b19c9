import { expect, test } from 'vitest';
import { reach } from './reach';

const edges = ['ab', 'ac', 'bd', 'cd', 'xd', 'de'].map(([source = '', target = '']) => ({
  source,
  sourcePort: 'out',
  target,
  targetPort: 'in',
}));

test('all that feeds a layer, and all that it feeds', () => {
  expect([...reach({ edges }, ['d'], 'upstream')].sort()).toEqual(['a', 'b', 'c', 'd', 'x']);
  expect([...reach({ edges }, ['b', 'x'], 'downstream')].sort()).toEqual(['b', 'd', 'e', 'x']);
  // Even where it runs in circles.
  const circle = [...edges, { source: 'e', sourcePort: 'out', target: 'a', targetPort: 'in' }];
  expect(reach({ edges: circle }, ['e'], 'downstream').size).toBe(5);
});
