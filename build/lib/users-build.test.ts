import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Failure } from './failure.mjs';
import { fromRoot } from './paths.mjs';
import { buildIfStale } from './staleness.mjs';
import { bundleRenderer } from './targets.mjs';
import { refuseOtherBuilds } from './users-build.mjs';

const temporary = mkdtempSync(path.join(tmpdir(), 'convcanvas-build-'));
afterAll(() => rmSync(temporary, { recursive: true, force: true }));

function builtOf(name: string, script: string): string {
  const folder = path.join(temporary, name);
  mkdirSync(path.join(folder, 'assets'), { recursive: true });
  writeFileSync(path.join(folder, 'assets', 'app.js'), script);
  return folder;
}

describe('of builds, the tests and the bench take that of users only', () => {
  test('the app built from within this test runner', async () => {
    expect(process.env['NODE_ENV']).toBe('test');
    const folder = path.join(temporary, 'app');
    await bundleRenderer(folder);
    expect(() => refuseOtherBuilds(folder)).not.toThrow();
  }, 300_000);

  test('not one with React’s development build in it, nor one without React', () => {
    const development = builtOf('development', 'const a=r.jsxDEV("p",{});"https://react.dev/errors/"');
    expect(() => refuseOtherBuilds(development)).toThrow(Failure);
    expect(() => refuseOtherBuilds(development)).toThrow(/not the build that users get/);
    expect(() => refuseOtherBuilds(builtOf('nothing', 'const a=1;'))).toThrow(/not the build that users get/);
    expect(() => refuseOtherBuilds(builtOf('users', '"https://react.dev/errors/"'))).not.toThrow();
  });
});

describe('a stamp', () => {
  const name = 'test-of-stamps';
  const output = `.cache/build/${name}/out.txt`;
  const stamp = fromRoot('.cache', 'build', `${name}.stamp`);
  const tidy = (): void => {
    for (const file of [stamp, fromRoot('.cache', 'build', name)])
      rmSync(file, { recursive: true, force: true });
  };
  beforeAll(tidy);
  afterAll(tidy);

  test('knows what was built: another build into the same place is not taken for it', async () => {
    mkdirSync(fromRoot('.cache', 'build', name), { recursive: true });
    const target = {
      name,
      sources: ['build/lib/paths.mjs'],
      outputs: [output],
      build: () => writeFile(fromRoot(output), 'as users get it'),
    };
    expect(await buildIfStale(target)).toBe(true);
    expect(await buildIfStale(target)).toBe(false);
    writeFileSync(fromRoot(output), 'by another hand');
    expect(await buildIfStale(target)).toBe(true);
    expect(await buildIfStale(target)).toBe(false);
  });
});
