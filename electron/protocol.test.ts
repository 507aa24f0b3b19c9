import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answer, isAppUrl } from './protocol';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'convcanvas-app-'));
  await mkdir(path.join(folder, 'dist', 'renderer'), { recursive: true });
  await mkdir(path.join(folder, 'datasets'));
  await writeFile(path.join(folder, 'dist', 'renderer', 'index.html'), 'page');
  await writeFile(path.join(folder, 'datasets', 'README.md'), 'data');
  await writeFile(path.join(folder, 'secret.txt'), 'secret');
  await symlink(path.join(folder, 'secret.txt'), path.join(folder, 'dist', 'renderer', 'link.txt'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const get = (url: string, method = 'GET'): Promise<Response> => answer(folder, { url, method });

test('the page comes isolated, with a strict policy', async () => {
  const response = await get('app://convcanvas/');
  expect(await response.text()).toBe('page');
  expect(response.headers.get('Cross-Origin-Opener-Policy')).toBe('same-origin');
  expect(response.headers.get('Cross-Origin-Embedder-Policy')).toBe('require-corp');
  expect(response.headers.get('Content-Security-Policy')).toContain("default-src 'none'");
  expect(await (await get('app://convcanvas/datasets/README.md')).text()).toBe('data');
});

test.each([
  'app://convcanvas/../secret.txt',
  'app://convcanvas/datasets/../secret.txt',
  'app://convcanvas/%2e%2e/%2e%2e/secret.txt',
  'app://convcanvas/..%2f..%2fsecret.txt',
  'app://convcanvas/link.txt',
  'app://convcanvas/dist%5c..%5csecret.txt',
  'app://convcanvas/missing',
  'app://convcanvas/%252e%252e/secret.txt',
  'app://convcanvas/..\\secret.txt',
  'app://convcanvas/datasets/%00/../../secret.txt',
  'app://convcanvas/index.html%00.txt',
  'app://convcanvas//etc/passwd',
  'app://convcanvas/C:%5csecret.txt',
  'app://convcanvas/%c0%ae%c0%ae/secret.txt',
  'app://convcanvas/%',
])('nothing outside of the app is given: %s', async (url) => {
  const response = await get(url);
  expect(response.status).toBe(404);
  expect(await response.text()).not.toContain('secret');
});

test('only the app is answered, and only to be read', async () => {
  expect((await get('app://elsewhere/')).status).toBe(403);
  expect((await get('app://convcanvas/', 'POST')).status).toBe(405);
  expect(isAppUrl('app://convcanvas/x')).toBe(true);
  for (const url of ['https://convcanvas/', 'app://convcanvas.evil/', 'file:///etc/passwd', 'nonsense']) {
    expect(isAppUrl(url)).toBe(false);
  }
});
