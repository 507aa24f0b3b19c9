import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openedFiles } from './opened-files';
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

describe('what the page has open', () => {
  const opened = openedFiles();
  const part = (url: string, range?: string, method = 'GET'): Promise<Response> =>
    answer(folder, { url, method, headers: new Headers(range === undefined ? {} : { range }) }, opened);

  test('is given in parts, with exactly the bytes that were asked for', async () => {
    const file = path.join(folder, 'open.cnn');
    await writeFile(file, '0123456789');
    const { url, size } = await opened.give(file);
    expect(size).toBe(10);
    expect(url).not.toContain('open.cnn');
    const response = await part(url, 'bytes=2-4');
    expect(response.status).toBe(206);
    expect(await response.text()).toBe('234');
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-length': '3',
      'content-range': 'bytes 2-4/10',
      'cache-control': 'no-store',
      'content-type': 'application/octet-stream',
      'cross-origin-resource-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
    });
    expect(await (await part(url, 'bytes=0-9')).text()).toBe('0123456789');
  });

  test('ranges that are none, or lie outside, are refused', async () => {
    const file = path.join(folder, 'ranges.cnn');
    await writeFile(file, '0123456789');
    const { url } = await opened.give(file);
    for (const range of [
      undefined,
      '',
      'bytes=0-10',
      'bytes=10-10',
      'bytes=5-4',
      'bytes=-5',
      'bytes=5-',
      'bytes=0-1,3-4',
      'bytes=0x0-1',
      'bytes=0-99999999999999999999',
      'items=0-1',
    ]) {
      const response = await part(url, range);
      expect(response.status, range).toBe(416);
      expect(await response.text()).not.toMatch(/\d/);
    }
    expect((await part(url, 'bytes=0-1', 'HEAD')).status).toBe(404);
    expect((await part(url, 'bytes=0-1', 'POST')).status).toBe(405);
  });

  test('names that were never given out are refused, and so is a file that is another by now', async () => {
    const file = path.join(folder, 'changed.cnn');
    await writeFile(file, 'old');
    const { url } = await opened.give(file);
    const name = url.slice('app://convcanvas/opened/'.length);
    for (const wrong of [
      '',
      '00000000-0000-4000-8000-000000000000',
      name.toUpperCase(),
      `${name}/`,
      `${name}?x`,
      `../opened/${name}`,
      `%2e%2e/secret.txt`,
      '../../secret.txt',
      path.join(folder, 'secret.txt'),
    ]) {
      const response = await part(`app://convcanvas/opened/${wrong}`, 'bytes=0-2');
      expect(response.status, wrong).toBe(404);
      expect(await response.text()).not.toContain('secret');
    }
    expect((await answer(folder, { url, method: 'GET' })).status).toBe(404);
    await writeFile(file, 'longer');
    expect((await part(url, 'bytes=0-2')).status).toBe(404);
    await rm(file);
    expect((await part(url, 'bytes=0-2')).status).toBe(404);
    await mkdir(file);
    expect((await part(url, 'bytes=0-2')).status).toBe(404);
  });
});
