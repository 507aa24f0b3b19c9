import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const text = (name: string): string => readFileSync(path.join(import.meta.dirname, name), 'utf8');

test('what reaches peers is taken away before anything else of the page runs', () => {
  // The page has one script, and modules run in the order in which they are imported.
  expect(text('index.html').match(/<script[^>]*>/g)).toEqual(['<script type="module" src="./main.ts">']);
  expect(/^import .*$/m.exec(text('main.ts'))?.[0]).toBe("import './no-peers';");
  expect(text('no-peers.ts')).not.toMatch(/^import /m);
});
