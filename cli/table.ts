import { visibleText } from '../shared/schema/visible-text';
import { say } from './output';

/** A table for people. A heading that begins with `>` belongs to a column of numbers. */
export function printTable(headings: readonly string[], cells: readonly (readonly string[])[]): void {
  const rows = cells.map((row) => row.map(visibleText));
  const titles = headings.map((heading) => heading.replace(/^>/, ''));
  const widths = titles.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return headings[column]?.startsWith('>') ? cell.padStart(width) : cell.padEnd(width);
      })
      .join('  ')
      .trimEnd();
  say(line(titles));
  say(widths.map((width) => '─'.repeat(width)).join('  '));
  for (const row of rows) say(line(row));
}
