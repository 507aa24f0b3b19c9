import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { colorDistance, contrastRatio } from './contrast';

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');

/** The custom properties of the rule with that selector. */
function tokensOf(selector: string): ReadonlyMap<string, string> {
  const rules = [...css.matchAll(/([^{}]+)\{([^{}]*)\}/g)];
  const body = rules.find(([, name = '']) =>
    name
      .replace(/\/\*[^]*?\*\//g, '')
      .split(',')
      .some((each) => each.trim() === selector),
  )?.[2];
  if (body === undefined) throw new Error(`tokens.css has no rule for ${selector}.`);
  return new Map(
    [...body.matchAll(/--([\w-]+):\s*([^;]+);/g)].map(([, name = '', value = '']) => [name, value]),
  );
}

const themes = [
  { name: 'light', selector: "[data-theme='light']", text: 4.5, part: 3, wire: 3, line: 1 },
  { name: 'dark', selector: "[data-theme='dark']", text: 4.5, part: 3, wire: 3, line: 1 },
  {
    name: 'high contrast, light',
    selector: "[data-theme='light'][data-contrast='more']",
    text: 7,
    part: 4.5,
    wire: 7,
    line: 3,
  },
  {
    name: 'high contrast, dark',
    selector: "[data-theme='dark'][data-contrast='more']",
    text: 7,
    part: 4.5,
    wire: 7,
    line: 3,
  },
] as const;

const surfaces = ['panel', 'bg', 'canvas', 'field', 'hover', 'soft', 'raised'] as const;
const categories = [...tokensOf("[data-theme='light']").keys()].filter((name) => name.startsWith('c-'));
/** Text that is written on every surface; links are written in the accent, and stand on all but the raised one. */
const inks = ['ink', 'ink2', 'ink3'] as const;
const marked = ['accent', 'bad', 'warn', 'ok'] as const;

test('all themes name the same colours', () => {
  const [first, ...others] = themes.map(({ selector }) =>
    [...tokensOf(selector).keys()].filter((name) => !name.startsWith('f') || name === 'field').sort(),
  );
  for (const names of others) expect(names).toEqual(first);
  expect(categories).toHaveLength(10);
});

describe.each(themes)('$name', ({ selector, text, part, wire, line }) => {
  const tokens = tokensOf(selector);
  const color = (name: string): string => tokens.get(name) ?? '';
  /** Pairs below the least, with what they reach. */
  const tooFaint = (names: readonly string[], grounds: readonly string[], least: number): readonly string[] =>
    names.flatMap((name) =>
      grounds.flatMap((ground) => {
        const ratio = contrastRatio(color(name), color(ground));
        return ratio < least ? [`${name} on ${ground}: ${ratio.toFixed(2)} : 1, needs ${least} : 1`] : [];
      }),
    );

  test('text can be read on every surface', () => {
    expect(tooFaint(inks, surfaces, text)).toEqual([]);
    const plain = surfaces.filter((surface) => surface !== 'raised');
    expect(tooFaint(marked, plain, text)).toEqual([]);
    expect(tooFaint(['bad', 'ink', 'ink2'], ['bad-soft'], text)).toEqual([]);
    expect(tooFaint(['warn', 'ink', 'ink2'], ['warn-soft'], text)).toEqual([]);
    expect(tooFaint(['code-keyword', 'code-string', 'code-number'], ['panel', 'soft'], text)).toEqual([]);
    expect(tooFaint(['accent-ink'], ['accent', 'accent-hover'], text)).toEqual([]);
  });

  test('wires, the focus and categories stand out from what is behind them', () => {
    expect(tooFaint(['accent'], surfaces, 3)).toEqual([]);
    expect(tooFaint(['wire'], ['canvas', 'panel'], wire)).toEqual([]);
    expect(tooFaint(['line', 'line-strong'], ['panel', 'canvas', 'field'], line)).toEqual([]);
    expect(tooFaint(categories, ['panel', 'canvas'], part)).toEqual([]);
  });

  test('no two categories look alike', () => {
    const alike = categories.flatMap((a, i) =>
      categories.slice(i + 1).flatMap((b) => {
        const distance = colorDistance(color(a), color(b));
        return distance < 0.06 ? [`${a} and ${b}: ${distance.toFixed(3)}`] : [];
      }),
    );
    expect(alike).toEqual([]);
  });
});

test('the measures are those of their sources', () => {
  expect(contrastRatio('#000', '#fff')).toBeCloseTo(21, 5);
  // The grey that WCAG's own tools give as the lightest for AA on white.
  expect(contrastRatio('#767676', '#ffffff')).toBeCloseTo(4.54, 2);
  expect(colorDistance('#000', '#fff')).toBeCloseTo(1, 3);
  expect(() => contrastRatio('red', '#fff')).toThrow('"red" is no colour');
});
