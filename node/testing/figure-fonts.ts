/** The files of the figures' font, from where they are installed. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

const { resolve } = createRequire(import.meta.url);
const file = (weight: number): Promise<Uint8Array> =>
  readFile(resolve(`@fontsource/inter/files/inter-latin-${weight}-normal.woff`));

export async function figureFonts(): Promise<{ readonly 400: Uint8Array; readonly 600: Uint8Array }> {
  return { 400: await file(400), 600: await file(600) };
}
