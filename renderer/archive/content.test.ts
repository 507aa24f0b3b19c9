import { afterEach, expect, test, vi } from 'vitest';
import { contentSource } from './content';

afterEach(() => vi.unstubAllGlobals());

const CHANGED = /^The file can’t be read any more: .* Open it again\.$/;
const url = 'app://convcanvas/opened/1';

/** Answers each request so, and says which ranges were asked for. */
function answering(answer: () => Response): (string | null)[] {
  const asked: (string | null)[] = [];
  vi.stubGlobal('fetch', (address: string, { headers }: RequestInit) => {
    expect(address).toBe(url);
    asked.push(new Headers(headers).get('range'));
    return Promise.resolve().then(answer);
  });
  return asked;
}

test('a blob is read in parts, and no more than there is', async () => {
  const source = contentSource(new Blob(['0123456789']));
  expect(source.size).toBe(10);
  expect(new TextDecoder().decode(await source.read(2, 3))).toBe('234');
  expect(await source.read(10, 0)).toHaveLength(0);
  await expect(source.read(9, 2)).rejects.toThrow(CHANGED);
});

test('a file of the desktop is asked for exactly the bytes that are wanted', async () => {
  const asked = answering(() => new Response('234', { status: 206 }));
  const source = contentSource({ url, size: 10 });
  expect(source.size).toBe(10);
  expect(new TextDecoder().decode(await source.read(2, 3))).toBe('234');
  expect(await source.read(0, 0)).toHaveLength(0);
  expect(asked).toEqual(['bytes=2-4']);
});

test.each([
  ['refused', () => new Response('There is no such file.', { status: 404 })],
  ['all of it', () => new Response('0123456789')],
  ['too little', () => new Response('23', { status: 206 })],
  ['too much', () => new Response('2345', { status: 206 })],
  [
    'cut off',
    () => {
      throw new TypeError('Failed to fetch');
    },
  ],
])('an answer that is not these bytes is a sentence: %s', async (_name, answer) => {
  answering(answer);
  await expect(contentSource({ url, size: 10 }).read(2, 3)).rejects.toThrow(CHANGED);
});
