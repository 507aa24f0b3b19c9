import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCsv } from './csv';

const cells = (text: string, path = 'a.csv') => readCsv(path, text).map((row) => row.cells);

describe('a table', () => {
  it.each([
    // The examples of RFC 4180, section 2.
    [
      'aaa,bbb,ccc\r\nzzz,yyy,xxx\r\n',
      [
        ['aaa', 'bbb', 'ccc'],
        ['zzz', 'yyy', 'xxx'],
      ],
    ],
    [
      'aaa,bbb,ccc\r\nzzz,yyy,xxx',
      [
        ['aaa', 'bbb', 'ccc'],
        ['zzz', 'yyy', 'xxx'],
      ],
    ],
    [
      '"aaa","b\r\nbb","ccc"\r\nzzz,yyy,xxx',
      [
        ['aaa', 'b\r\nbb', 'ccc'],
        ['zzz', 'yyy', 'xxx'],
      ],
    ],
    ['"aaa","b""bb","ccc"', [['aaa', 'b"bb', 'ccc']]],
    // Other ends of lines, empty lines and cells, other separators, spaces.
    [
      'a,b\rc,d\n\ne,\n',
      [
        ['a', 'b'],
        ['c', 'd'],
        ['e', ''],
      ],
    ],
    [
      'a;b;"c,d"\n1,5;2;3\n',
      [
        ['a', 'b', 'c,d'],
        ['1,5', '2', '3'],
      ],
    ],
    ['a, b ,  "c ,d" \n', [['a', 'b', 'c ,d']]],
    ['a\tb,c\n', [['a\tb', 'c']]],
    ['', []],
  ])('%j is read', (text, expected) => {
    expect(cells(text)).toEqual(expected);
  });

  it('of tabs has commas in its cells', () => {
    expect(cells('a,b\tc\n\t""\n', 'a.tsv')).toEqual([
      ['a,b', 'c'],
      ['', ''],
    ]);
  });

  it('says in which line a row begins', () => {
    expect(readCsv('a.csv', '"a\nb",c\n\nd,e\n').map(({ line }) => line)).toEqual([1, 4]);
  });

  it('that breaks the rules is refused with its line', () => {
    expect(() => cells('a,b\nc,"d\ne,f\n')).toThrow(
      'In line 2 of a.csv a cell begins with a quote and does not end with one. Mend the line',
    );
    expect(() => cells('a,"b"c\n')).toThrow('In line 1 of a.csv something follows a cell in quotes.');
  });

  it('comes back as it was written', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', ',', ';', '"', '\n', '\r', ' ', '\t', 'é') });
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1 }), (rows) => {
        const written = rows
          .map((row) => row.map((each) => `"${each.replaceAll('"', '""')}"`).join('\t'))
          .join('\r\n');
        expect(cells(written, 'a.tsv')).toEqual(rows);
      }),
    );
  });
});
