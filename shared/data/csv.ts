/** Tables in text: RFC 4180, with tabs or semicolons between cells as well, and lines that end as on any system. */
import { DataError } from './data-error';

export interface CsvRow {
  /** The line in which it begins, counted from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

/**
 * Rows that are not empty, in order. Spaces around cells that are not in quotes are left out, as people put them there for
 * themselves. Throws `DataError`, which names the file.
 */
export function readCsv(path: string, text: string): readonly CsvRow[] {
  const separator = separatorOf(path, text);
  const rows: CsvRow[] = [];
  let [line, at] = [1, 0];
  while (at < text.length) {
    const begin = line;
    const cells: string[] = [];
    for (;;) {
      const cell =
        text[firstSign(text, at, separator)] === '"'
          ? quoted(text, at, separator)
          : plain(text, at, separator);
      if (typeof cell === 'string') {
        throw new DataError(
          `In line ${begin} of ${path} ${cell}. Mend the line, or save the table once more.`,
        );
      }
      cells.push(cell.value);
      line += cell.lines;
      at = cell.next;
      if (text[at] !== separator) break;
      at += 1;
    }
    if (text[at] === '\r') at += text[at + 1] === '\n' ? 2 : 1;
    else at += 1;
    line += 1;
    if (cells.length > 1 || cells[0] !== '') rows.push({ line: begin, cells });
  }
  return rows;
}

/** A tab in `*.tsv`; else what the first line has most of, outside quotes. */
function separatorOf(path: string, text: string): string {
  if (/\.tsv$/i.test(path)) return '\t';
  const first = (/^[^\r\n]*/.exec(text)?.[0] ?? '').replace(/"[^"]*"/g, '');
  const count = (sign: string): number => first.split(sign).length;
  return [',', ';', '\t'].reduce((best, sign) => (count(sign) > count(best) ? sign : best));
}

interface Cell {
  readonly value: string;
  /** Where it ends: at a separator, a line's end or the text's. */
  readonly next: number;
  /** Ends of lines inside it. */
  readonly lines: number;
}

const isEnd = (sign: string | undefined): boolean => sign === undefined || sign === '\n' || sign === '\r';

function firstSign(text: string, from: number, separator: string): number {
  let at = from;
  while (text[at] === ' ' || (text[at] === '\t' && separator !== '\t')) at += 1;
  return at;
}

function plain(text: string, from: number, separator: string): Cell {
  let next = from;
  while (!isEnd(text[next]) && text[next] !== separator) next += 1;
  return { value: text.slice(from, next).trim(), next, lines: 0 };
}

/** A string says what is wrong with it. */
function quoted(text: string, from: number, separator: string): Cell | string {
  const begin = firstSign(text, from, separator) + 1;
  let end = text.indexOf('"', begin);
  // Two quotes are one that belongs to the cell.
  while (end >= 0 && text[end + 1] === '"') end = text.indexOf('"', end + 2);
  if (end < 0) return 'a cell begins with a quote and does not end with one';
  const next = firstSign(text, end + 1, separator);
  if (!isEnd(text[next]) && text[next] !== separator) return 'something follows a cell in quotes';
  const inside = text.slice(begin, end);
  return { value: inside.replaceAll('""', '"'), next, lines: inside.split(/\r\n|\r|\n/).length - 1 };
}
