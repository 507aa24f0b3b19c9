/**
 * Writes shared/export/figure/inter-widths.ts: how wide each character of Inter is, measured in Chromium, so that
 * figures can be laid out where there is no window. Run by hand when the font's package changes.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { chromium } from '@playwright/test';
import { findBrowser } from './lib/find-browser.mjs';
import { runMain } from './lib/failure.mjs';
import { fromRoot } from './lib/paths.mjs';

const target = fromRoot('shared', 'export', 'figure', 'inter-widths.ts');
const font = fromRoot('node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2');
const extended = fromRoot('node_modules/@fontsource-variable/inter/files/inter-latin-ext-wght-normal.woff2');
/** Latin, Latin-1 and what labels are made of besides. */
const ranges = [
  [0x20, 0x7e],
  [0xa0, 0x17e],
];
const others = '–—‘’“”…−→←↑↓≈≠≤≥';
const weights = [400, 600];

await runMain(async () => {
  const browser = await chromium.launch({ executablePath: await findBrowser(), args: ['--no-sandbox'] });
  try {
    const page = await browser.newPage();
    const [latin, more] = [font, extended].map((file) => readFileSync(file).toString('base64'));
    const characters = [
      ...ranges.flatMap(([first, last]) =>
        Array.from({ length: (last ?? 0) - (first ?? 0) + 1 }, (_, i) =>
          String.fromCodePoint((first ?? 0) + i),
        ),
      ),
      ...others,
    ];
    const widths = await page.evaluate(
      async ({ latin, more, characters, weights }) => {
        for (const [name, data] of [
          ['Figure', latin],
          ['FigureMore', more],
        ]) {
          const face = new FontFace(name ?? '', `url(data:font/woff2;base64,${data})`, { weight: '100 900' });
          document.fonts.add(await face.load());
        }
        const context = document.createElement('canvas').getContext('2d');
        return weights.map((weight) =>
          characters.map((character) => {
            if (context === null) return 0;
            context.font = `${weight} 1000px Figure, FigureMore, sans-serif`;
            return Math.round(context.measureText(character).width);
          }),
        );
      },
      { latin, more, characters, weights },
    );
    const rows = (/** @type {number[]} */ values) =>
      characters
        .map((character, i) => `${character.codePointAt(0)?.toString(36)}:${values[i]?.toString(36)}`)
        .join(' ');
    writeFileSync(
      target,
      [
        '/** Made by build/generate-font-widths.mjs: `code:advance`, both in base 36; the advance in thousandths of the size. */',
        `export const interRegular =\n  '${rows(widths[0] ?? [])}';`,
        `export const interSemibold =\n  '${rows(widths[1] ?? [])}';`,
        '',
      ].join('\n'),
    );
    return 0;
  } finally {
    await browser.close();
  }
});
