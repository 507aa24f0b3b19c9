/** How wide text is in Inter, without a window to ask: as it is drawn, with what can't be seen written out. */
import { visibleText } from '../../schema/visible-text';
import { interRegular, interSemibold } from './inter-widths';

export type FontWeight = 400 | 600;

const tableOf = (text: string): ReadonlyMap<string, number> =>
  new Map(
    text.split(' ').map((entry) => {
      const [code = '', advance = ''] = entry.split(':');
      return [String.fromCodePoint(parseInt(code, 36)), parseInt(advance, 36) / 1000] as const;
    }),
  );
const tables: Readonly<Record<FontWeight, ReadonlyMap<string, number>>> = {
  400: tableOf(interRegular),
  600: tableOf(interSemibold),
};

/** What is missing in the table comes from another font: Chinese, Japanese and emoji fill a square, others less. */
const otherWidth = (character: string): number => ((character.codePointAt(0) ?? 0) > 0x2e80 ? 1.05 : 0.68);

export function textWidth(text: string, size: number, weight: FontWeight = 400): number {
  let width = 0;
  for (const character of visibleText(text)) width += tables[weight].get(character) ?? otherWidth(character);
  return width * size;
}

/** Cut at the end with an ellipsis where it is wider than `most`. */
export function fitText(text: string, most: number, size: number, weight: FontWeight = 400): string {
  const visible = visibleText(text);
  const room = most / size;
  const ellipsis = textWidth('…', 1, weight);
  let [width, end, kept] = [0, 0, 0];
  for (const character of visible) {
    width += tables[weight].get(character) ?? otherWidth(character);
    if (width > room) return `${visible.slice(0, kept).trimEnd()}…`;
    // Blanks before the ellipsis are left out, so that they need no room.
    const fits = width + ellipsis <= room || (character.trim() === '' && kept === end);
    end += character.length;
    if (fits) kept = end;
  }
  return visible;
}

/** Lines that are no wider than `most`; a word that is wider alone is broken. Line breaks in the text are kept. */
export function wrapText(
  text: string,
  most: number,
  size: number,
  weight: FontWeight = 400,
): readonly string[] {
  return text.split(/\r?\n/).flatMap((paragraph) => {
    const lines: string[] = [];
    let line = '';
    let width = 0;
    const space = textWidth(' ', size, weight);
    for (const word of paragraph.split(/\s+/).map(visibleText)) {
      const own = textWidth(word, size, weight);
      const longer = line === '' ? own : width + space + own;
      if (longer <= most) {
        line = line === '' ? word : `${line} ${word}`;
        width = longer;
        continue;
      }
      if (line !== '') lines.push(line);
      line = '';
      width = 0;
      for (const character of word) {
        const more = textWidth(character, size, weight);
        if (line !== '' && width + more > most) {
          lines.push(line);
          line = '';
          width = 0;
        }
        line += character;
        width += more;
      }
    }
    return [...lines, line];
  });
}
