/** The files of reference/pictures, what Pillow reads in them, and what the data worker's decoder does. */
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import type { PictureAsked, PictureFound, PixelsFound } from '../pictures.worker';
import { runWorker } from './run-worker';

const folder = new URL('../reference/pictures/', import.meta.url);

// Our own script wrote it.
export const expected = JSON.parse(readFileSync(new URL('expected.json', folder), 'utf8')) as Readonly<
  Record<string, PixelsFound>
>;

/** A file as the decoder is asked for it, whole unless `length` says how many bytes are left. */
export function askedFor(name: string, length?: number): PictureAsked {
  const ending = name.split('.').at(-1) ?? '';
  const { height = 0, width = 0 } = expected[name] ?? {};
  const bytes = readFileSync(new URL(name, folder)).subarray(0, length).toString('base64');
  return { name, format: ending === 'jpg' ? 'jpeg' : ending, height, width, bytes };
}

export const decodedInWorker = (
  page: Page,
  address: string,
  asked: readonly PictureAsked[],
): Promise<readonly PictureFound[]> => runWorker(page, address, 'pictures.worker.ts', asked);
