import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { paletteOf } from './palette';

const css = readFileSync(new URL('../../../renderer/theme/tokens.css', import.meta.url), 'utf8');
/** `#fff` is `#ffffff`. */
const long = (color: string): string =>
  color.length === 4 ? `#${Array.from(color.slice(1), (digit) => digit + digit).join('')}` : color;

function tokens(theme: 'light' | 'dark'): ReadonlyMap<string, string> {
  const rules = css.slice(css.indexOf(`[data-theme='${theme}']`));
  const body = rules.slice(0, rules.indexOf('}'));
  return new Map(
    [...body.matchAll(/--([\w-]+): (#[0-9a-f]+);/g)].map(([, name = '', color = '']) => [name, long(color)]),
  );
}
const categories: ReadonlyMap<string, string> = new Map(
  [...css.matchAll(/\[data-category='(\w+)'\] \{\s*--k: var\(--([\w-]+)\)/g)].map(
    ([, category = '', name = '']) => [category, name],
  ),
);

test.each(['light', 'dark'] as const)('figures have the app’s colours (%s)', (theme) => {
  const known = tokens(theme);
  const { of, ...rest } = paletteOf(theme, 'color');
  for (const [category, color] of Object.entries(of))
    expect(color, category).toBe(known.get(categories.get(category) ?? ''));
  for (const [name, token] of [
    ['panel', 'panel'],
    ['line', 'line'],
    ['lineStrong', 'line-strong'],
    ['ink', 'ink'],
    ['ink2', 'ink2'],
    ['ink3', 'ink3'],
    ['wire', 'wire'],
  ] as const) {
    expect(rest[name], name).toBe(known.get(token));
  }
});
