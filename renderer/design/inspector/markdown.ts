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

const FENCE = /^```/;
const HEADING = /^(#{1,6})\s+(.*)$/;
const ITEM = /^\s*(?:[-*+]|(\d+)[.)])\s+(.*)$/;

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

/** Links keep their words alone: the app works offline and opens no pages. */
const INLINE =
  /`([^`]+)`|\*\*(.+?)\*\*|\*([^*\s](?:[^*]*[^*\s])?)\*|(?<!\w)_([^_]+)_(?!\w)|\[([^\]]+)\]\([^)]*\)/g;

export function parseInline(text: string): readonly Span[] {
  const spans: Span[] = [];
  let from = 0;
  for (const match of text.matchAll(INLINE)) {
    if (match.index > from) spans.push({ kind: 'text', text: text.slice(from, match.index) });
    const [whole, code, strong, star, underscore, link] = match;
    if (code !== undefined) spans.push({ kind: 'code', text: code });
    else if (strong !== undefined) spans.push({ kind: 'strong', text: strong });
    else if (link !== undefined) spans.push({ kind: 'text', text: link });
    else spans.push({ kind: 'emphasis', text: star ?? underscore ?? '' });
    from = match.index + whole.length;
  }
  if (from < text.length) spans.push({ kind: 'text', text: text.slice(from) });
  return spans;
}
