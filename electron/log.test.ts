import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { logIn } from './log';

test('the log begins a new file when one is full, and keeps three older ones', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'convcanvas-log-'));
  try {
    const log = logIn(folder, { limit: 60, now: () => new Date(0) });
    for (let i = 0; i < 40; i += 1) log(`line ${i}`);
    expect(readdirSync(folder).sort()).toEqual(['main.1.log', 'main.2.log', 'main.3.log', 'main.log']);
    expect(readFileSync(path.join(folder, 'main.log'), 'utf8')).toContain(
      '1970-01-01T00:00:00.000Z line 39\n',
    );
    expect(readFileSync(path.join(folder, 'main.1.log'), 'utf8')).toContain('line 36');
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a log that can’t be written stops nothing', () => {
  expect(() => logIn(path.join('/dev/null', 'logs'))('line')).not.toThrow();
});
