import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { anchors } from './anchors';

const root = path.resolve(import.meta.dirname, '..');
const sources = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.tsx'))
  .map((file) => readFileSync(path.join(root, file), 'utf8'))
  .join('\n');

test('each name is taken by an element of the window', () => {
  // A name may be made of a part that differs: `${drawer} button`.
  const taken = [...sources.matchAll(/\.\.\.anchor\((?:'([^']+)'|`\$\{\w+\}([^`]+)`)\)/g)];
  const isTaken = (name: string): boolean =>
    taken.some(([, whole, end]) => name === whole || (end !== undefined && name.endsWith(end)));
  expect(Object.keys(anchors).filter((name) => !isTaken(name))).toEqual([]);
});

test('the tour and the window look for nothing by how it is built', () => {
  const tour = readFileSync(path.join(root, 'learn/tour/steps.ts'), 'utf8');
  expect(tour).not.toContain('querySelector');
});
