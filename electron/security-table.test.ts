/** docs/security.md says which test holds which protection: they have to be there. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { FuseV1Options, FuseVersion } from '@electron/fuses';
import { describe, expect, test } from 'vitest';
import { fuses } from '../build/lib/set-fuses.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');

const rows = read('docs/security.md')
  .split('\n')
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .filter((cells) => /^(?:A?\d+)$/.test(cells[1] ?? ''))
  .map(([, number = '', point = '', , where = '', named = '']) => ({ number, point, where, named }));

test('the table has the twenty points of Electron’s checklist, and our own', () => {
  const numbers = rows.map(({ number }) => number);
  expect(numbers.slice(0, 20)).toEqual(Array.from({ length: 20 }, (_, i) => String(i + 1)));
  expect(numbers.slice(20)).toEqual(Array.from({ length: numbers.length - 20 }, (_, i) => `A${i + 1}`));
  expect(numbers.length).toBeGreaterThan(25);
});

describe('each row names a place and a test that are there', () => {
  test.each(rows)('$number $point', ({ where, named }) => {
    const place = /^`([^`]+)`$/.exec(where)?.[1];
    expect(place !== undefined && existsSync(path.join(root, place)), where).toBe(true);
    const [, file = '', title = ''] = /^`([^`]+)`: (.+)$/.exec(named) ?? [];
    const source = read(file).replaceAll("\\'", "'");
    const declared = [`test('${title}'`, `desktopTest('${title}'`, `('${title}'`, `'${title}',`];
    expect(
      declared.some((text) => source.includes(text)),
      `${file}: ${title}`,
    ).toBe(true);
  });
});

test('Electron is pinned to one version', () => {
  const { devDependencies } = JSON.parse(read('package.json')) as { devDependencies: Record<string, string> };
  expect(devDependencies['electron']).toMatch(/^\d+\.\d+\.\d+$/);
});

test('the fuses are set strictly, and the app is packed into an archive', () => {
  expect(fuses).toEqual({
    version: FuseVersion.V1,
    strictlyRequireAllFuses: true,
    resetAdHocDarwinSignature: true,
    [FuseV1Options.RunAsNode]: false,
    [FuseV1Options.EnableCookieEncryption]: true,
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: false,
    [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
    [FuseV1Options.OnlyLoadAppFromAsar]: true,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
    [FuseV1Options.WasmTrapHandlers]: true,
  });
  const config = read('build/electron-builder.yml');
  expect(config).toMatch(/^asar: true$/m);
  expect(config).toMatch(/^afterPack: \.\/build\/lib\/set-fuses\.mjs$/m);
});
