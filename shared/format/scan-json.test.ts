import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDocument } from './document-format';
import { FormatError } from './format-error';
import { parseHarmlessJson } from './harmless-json';
import { jsonExcess } from './scan-json';

const KEYS = 'has more than 100,000 different keys';
const VALUES = 'holds more than 1,000,000 values';
const DEEP = 'is nested more than 64 levels deep';
const times = (part: string, count: number): string => Array.from({ length: count }, () => part).join(',');
const keys = (count: number): string =>
  `{${Array.from({ length: count }, (_, index) => `"k${index}":0`).join(',')}}`;

describe('what JSON would cost', () => {
  it.each<[string, string, string | null]>([
    ['as many keys as are allowed', keys(100_000), null],
    ['a key more', keys(100_001), KEYS],
    ['keys that are spread over objects', `[${keys(60_000)},${keys(60_000).replaceAll('k', 'm')}]`, KEYS],
    ['one key over and over', `[${times('{"a":0}', 200_000)}]`, null],
    ['as many entries as are allowed', `[${times('0', 999_999)}]`, null],
    ['an entry more', `[${times('0', 1_000_001)}]`, VALUES],
    ['lists and objects', `[${times('{"a":[]}', 800_000)}]`, VALUES],
    ['as deep as is allowed', `${'['.repeat(64)}${']'.repeat(64)}`, null],
    ['deeper', `${'{"a":'.repeat(65)}0${'}'.repeat(65)}`, DEEP],
    ['deeper without an end', '['.repeat(1_000_000), DEEP],
    ['signs within texts', JSON.stringify({ a: '[{:,"\\'.repeat(1_000_000) }), null],
    ['a text without an end', `["${'\\"'.repeat(1_000_000)}`, null],
  ])('%s', (_, text, excess) => {
    expect(jsonExcess(text)).toBe(excess);
  });

  it('is counted as JSON.parse reads it', () => {
    interface Count {
      readonly values: number;
      readonly keys: ReadonlySet<string>;
      readonly depth: number;
    }
    const count = (value: unknown): Count => {
      if (typeof value !== 'object' || value === null) return { values: 1, keys: new Set(), depth: 0 };
      const inner = Object.values(value).map(count);
      const own = Array.isArray(value) ? [] : Object.keys(value);
      return {
        values: inner.reduce((sum, { values }) => sum + values, inner.length === 0 ? 2 : 1),
        keys: new Set([...own, ...inner.flatMap(({ keys: names }) => [...names])]),
        depth: 1 + Math.max(0, ...inner.map(({ depth }) => depth)),
      };
    };
    fc.assert(
      fc.property(fc.json(), (text) => {
        const { values, keys: names, depth } = count(JSON.parse(text));
        const exact = { values, keys: names.size, depth };
        expect(jsonExcess(text, exact)).toBeNull();
        expect(jsonExcess(text, { ...exact, values: values - 1 })).not.toBeNull();
        if (depth > 0) expect(jsonExcess(text, { ...exact, depth: depth - 1 })).not.toBeNull();
        if (names.size > 0) expect(jsonExcess(text, { ...exact, keys: names.size - 1 })).not.toBeNull();
      }),
    );
  });
});

describe('parsing', () => {
  it('says what there is too much of', () => {
    expect(() => parseHarmlessJson(keys(100_001), 'The document')).toThrow(
      new FormatError(`The document can't be opened: it ${KEYS}, which is the limit.`),
    );
    expect(() => parseHarmlessJson(' '.repeat(32 * 1024 ** 2 + 1), 'The block')).toThrow(
      'The block is too large: it has 33554433 characters, and 33554432 is the limit.',
    );
  });

  it('drops keys that would change a prototype, also where an escape hides them', () => {
    for (const text of [
      '{"a":{"__proto__":{"x":1}}}',
      '{"a":{"\\u005f_proto__":{"x":1}}}',
      '{"a":{"\\u005F\\u005Fpro\\u0074o__":{"x":1}}}',
    ]) {
      const root = parseHarmlessJson(text, 'It') as { a: object };
      expect(Object.hasOwn(root.a, '__proto__')).toBe(false);
    }
  });

  it('finds the place of a mistake behind a million lines', () => {
    expect(() => parseHarmlessJson(`${'\n'.repeat(1_000_000)}{"a" 1}`, 'It')).toThrow(
      'It is not valid JSON (line 1000001, column 6). It may be damaged or cut off.',
    );
  });

  it('ends in a sentence where there are more mistakes than the stack holds', () => {
    const mistaken = (edges: number): string =>
      `{"format":"convcanvas","version":1,"name":"x","nodes":[],"edges":[${times('{}', edges)}]}`;
    expect(() => parseDocument(mistaken(10))).toThrow(
      /edges\[0\]\.source must be text; it is missing \(and 39 more/,
    );
    expect(() => parseDocument(mistaken(100_000))).toThrow(
      "The document can't be opened: it has more mistakes than can be told.",
    );
  });

  it('keeps its sentences short', () => {
    const version = JSON.stringify({ format: 'convcanvas', version: 'v'.repeat(1_000_000) });
    expect(() => parseDocument(version)).toThrow(/^.{1,300}$/);
  });
});
