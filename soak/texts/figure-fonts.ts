/** The fonts of the app's figures. */
import { readFileSync } from 'node:fs';
import { fromRoot } from '../../build/lib/paths.mjs';
import type { PdfOptions } from '../../shared/export/figure/pdf';

const file = (weight: number): Uint8Array =>
  readFileSync(
    fromRoot('node_modules', '@fontsource', 'inter', 'files', `inter-latin-${weight}-normal.woff`),
  );

export const figureFonts = (): PdfOptions['fonts'] => ({ 400: file(400), 600: file(600) });
