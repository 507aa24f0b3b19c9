/**
 * The few parts of Markdown that the teaching texts use: headings, paragraphs, lists, code, bold and italics. It makes
 * data and never HTML, so nothing in a text can do anything.
 */
export type Block =
  | { readonly kind: 'heading'; readonly level: number; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly string[] }
  | { readonly kind: 'code'; readonly text: string };

export interface Span {
  readonly kind: 'text' | 'strong' | 'emphasis' | 'code';
  readonly text: string;
}

// A text may come with a file. So that no line takes time that grows with the square of its length, what follows a mark
// begins with no space and may hold whatever it likes, so that there is one way to match it.
const FENCE = /^```/;
const HEADING = /^(#{1,6})\s+(?!\s)(.*)$/s;
const ITEM = /^\s*(?:[-*+]|(\d+)[.)])\s+(?!\s)(.*)$/s;

export function parseMarkdown(source: string): readonly Block[] {
  const lines = source.replaceAll('\r\n', '\n').split('\n');
  const blocks: Block[] = [];
  let at = 0;
  const takeWhile = (holds: (line: string) => boolean): string[] => {
    const taken: string[] = [];
    for (let line = lines[at]; line !== undefined && holds(line); line = lines[at]) {
      taken.push(line);
      at += 1;
    }
    return taken;
  };
  for (let line = lines[at]; line !== undefined; line = lines[at]) {
    const heading = HEADING.exec(line);
    if (line.trim() === '') {
      at += 1;
    } else if (FENCE.test(line)) {
      at += 1;
      blocks.push({ kind: 'code', text: takeWhile((each) => !FENCE.test(each)).join('\n') });
      at += 1;
    } else if (heading !== null) {
      at += 1;
      blocks.push({ kind: 'heading', level: heading[1]?.length ?? 1, text: heading[2] ?? '' });
    } else if (ITEM.test(line)) {
      const ordered = ITEM.exec(line)?.[1] !== undefined;
      // Lines that go on an item are indented, or simply follow it.
      const items: string[] = [];
      for (const each of takeWhile(
        (text) => text.trim() !== '' && !HEADING.test(text) && !FENCE.test(text),
      )) {
        const item = ITEM.exec(each);
        if (item !== null) items.push(item[2] ?? '');
        else items.push(`${items.pop() ?? ''} ${each.trim()}`);
      }
      blocks.push({ kind: 'list', ordered, items });
    } else {
      const text = takeWhile(
        (each) => each.trim() !== '' && !HEADING.test(each) && !FENCE.test(each) && !ITEM.test(each),
      );
      blocks.push({ kind: 'paragraph', text: text.map((each) => each.trim()).join(' ') });
    }
  }
  return blocks;
}

/** Links keep their words alone: the app works offline and opens no pages. Takes time by the text's length. */
export function parseInline(text: string): readonly Span[] {
  const marked = marksIn(text);
  const spans: Span[] = [];
  let from = 0;
  for (const match of text.matchAll(/[`*_[]/g)) {
    const at = match.index;
    const found = at < from ? null : marked(at);
    if (found === null) continue;
    if (at > from) spans.push({ kind: 'text', text: text.slice(from, at) });
    spans.push({ kind: found.kind, text: text.slice(found.first, found.last) });
    from = found.end;
  }
  if (from < text.length) spans.push({ kind: 'text', text: text.slice(from) });
  return spans;
}

interface Marked {
  readonly kind: Span['kind'];
  /** Its words are from `first` to before `last`; what goes on after the mark begins at `end`. */
  readonly first: number;
  readonly last: number;
  readonly end: number;
}

/** Tells what begins at a place; the places must rise, since what a mark ends with is searched for once and kept. */
function marksIn(text: string): (at: number) => Marked | null {
  const known = new Map<string, number>();
  /** Where `end` is next; beyond the text where it is nowhere. */
  const next = (end: string, from: number): number => {
    let at = known.get(end) ?? -1;
    if (at >= from) return at;
    at = text.indexOf(end, from);
    if (at < 0) at = Infinity;
    known.set(end, at);
    return at;
  };
  const span = (kind: Span['kind'], first: number, last: number, end: number): Marked | null =>
    last > first && end <= text.length ? { kind, first, last, end } : null;
  const isWord = (at: number): boolean => /\w/.test(text.charAt(at));
  const isSpace = (at: number): boolean => /\s/.test(text.charAt(at));

  return (at) => {
    const mark = text.charAt(at);
    if (mark === '[') {
      const last = next(']', at + 1);
      return text.charAt(last + 1) === '(' ? span('text', at + 1, last, next(')', last + 2) + 1) : null;
    }
    if (mark === '*' && text.charAt(at + 1) === '*') {
      const last = next('**', at + 3);
      return span('strong', at + 2, last, last + 2);
    }
    const last = next(mark, at + 1);
    if (mark === '*' && (isSpace(at + 1) || isSpace(last - 1))) return null;
    if (mark === '_' && (isWord(at - 1) || isWord(last + 1))) return null;
    return span(mark === '`' ? 'code' : 'emphasis', at + 1, last, last + 1);
  };
}
