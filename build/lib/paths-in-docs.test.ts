import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fromRoot } from './paths.mjs';

const pages = [
  'README.md',
  ...readdirSync(fromRoot('docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];
/** `shared/graph/edit.ts` and the like; what stands for many files has a sign of its own. */
const PATH =
  /`((?:shared|node|renderer|electron|cli|templates|datasets|e2e|bench|soak|build|docs|findings)\/[\w./-]+\.(?:tsx?|mjs|md|json|cjs|py|sh))`/g;

test.each(pages)('the files that %s names are there', (page) => {
  const named = [...readFileSync(fromRoot(page), 'utf8').matchAll(PATH)].map(([, name = '']) => name);
  expect(named.filter((name) => !existsSync(fromRoot(name)))).toEqual([]);
});
