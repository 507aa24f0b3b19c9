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
  if (textWidth(visible, size, weight) <= most) return visible;
  const characters = Array.from(visible);
  while (characters.length > 0 && textWidth(`${characters.join('').trimEnd()}…`, size, weight) > most) {
    characters.pop();
  }
  return `${characters.join('').trimEnd()}…`;
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
    for (const word of paragraph.split(/\s+/).map(visibleText)) {
      const longer = line === '' ? word : `${line} ${word}`;
      if (textWidth(longer, size, weight) <= most) {
        line = longer;
        continue;
      }
      if (line !== '') lines.push(line);
      line = '';
      for (const character of word) {
        if (line !== '' && textWidth(line + character, size, weight) > most) {
          lines.push(line);
          line = '';
        }
        line += character;
      }
    }
    return [...lines, line];
  });
}
