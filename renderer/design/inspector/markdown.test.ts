import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseInline, parseMarkdown } from './markdown';

describe('parseMarkdown', () => {
  it('tells headings, paragraphs, lists and code apart', () => {
    const text =
      '# Title\nOne line\ngoes on.\n\n- first\n  and more\n- second\n\n1. one\n2. two\n\n```\na * b\n\nc\n```\nEnd';
    expect(parseMarkdown(text)).toEqual([
      { kind: 'heading', level: 1, text: 'Title' },
      { kind: 'paragraph', text: 'One line goes on.' },
      { kind: 'list', ordered: false, items: ['first and more', 'second'] },
      { kind: 'list', ordered: true, items: ['one', 'two'] },
      { kind: 'code', text: 'a * b\n\nc' },
      { kind: 'paragraph', text: 'End' },
    ]);
  });

  it('ends a code block that is never closed with the text', () => {
    expect(parseMarkdown('```\nx')).toEqual([{ kind: 'code', text: 'x' }]);
    expect(parseMarkdown('')).toEqual([]);
  });

  it.each([
    ['#', 'heading'],
    ['-', 'list'],
  ])('reads a line that has many spaces behind its %s', (mark, kind) => {
    const [block] = parseMarkdown(`${mark}${' '.repeat(20_000)}x\u2028x`);
    expect(block).toMatchObject({
      kind,
      ...(kind === 'list' ? { items: ['x\u2028x'] } : { text: 'x\u2028x' }),
    });
  });
});

describe('parseInline', () => {
  it('finds bold, italics, code and the words of links', () => {
    expect(parseInline('A **bold** and *slanted* `2*3*4` [link](javascript:x).')).toEqual([
      { kind: 'text', text: 'A ' },
      { kind: 'strong', text: 'bold' },
      { kind: 'text', text: ' and ' },
      { kind: 'emphasis', text: 'slanted' },
      { kind: 'text', text: ' ' },
      { kind: 'code', text: '2*3*4' },
      { kind: 'text', text: ' ' },
      { kind: 'text', text: 'link' },
      { kind: 'text', text: '.' },
    ]);
  });

  it('leaves arithmetic, names and HTML as they are', () => {
    for (const text of ['3 * 4 * 5', 'kernel_size and use_bias', '<img src=x onerror=alert(1)>']) {
      expect(parseInline(text)).toEqual([{ kind: 'text', text }]);
    }
  });

  // What each mark is, as a regular expression says it. On long texts this one takes time by the square.
  const INLINE =
    /`([^`]+)`|\*\*(.+?)\*\*|\*([^*\s](?:[^*]*[^*\s])?)\*|(?<!\w)_([^_]+)_(?!\w)|\[([^\]]+)\]\([^)]*\)/g;

  it('finds what the expression of its marks finds', () => {
    const text = fc.string({
      unit: fc.constantFrom('*', '**', '_', '`', '[', ']', '](', ')', 'a', ' '),
      maxLength: 30,
    });
    fc.assert(
      fc.property(text, (source) => {
        const words = [...source.matchAll(INLINE)].map((match) => match.slice(1).find(Boolean));
        const plain = source.replace(INLINE, (...match: readonly string[]) => match.slice(1, 6).join(''));
        const spans = parseInline(source);
        expect(spans.map((span) => span.text).join('')).toBe(plain);
        expect(spans.map((span) => span.text)).toEqual(expect.arrayContaining(words));
      }),
      { numRuns: 2_000 },
    );
  });

  it.each(['[', '[a](', '*a', '**a ', '_a ', '`[', '[]('])(
    'leaves “%s” alone where it is never ended',
    (part) => {
      const text = part.repeat(part === '[' ? 20_001 : 1);
      expect(parseInline(text)).toEqual([{ kind: 'text', text }]);
    },
  );
});
