/** What the columns of a table say that names pictures. */
import type { CsvRow } from './csv';
import { type FindNamed, several } from './find-named';
import { isOfPictures, partOfName } from './picture-paths';

export interface TableColumns {
  readonly picture: number;
  readonly label: number;
  /** Null where no column says it. */
  readonly part: number | null;
  /** Whether the first row names the columns. */
  readonly heading: boolean;
  /** Whether the heading says which column has the classes; else it is the only one that is left. */
  readonly labelled: boolean;
}

/** Names of the column of classes, in small letters without signs; those that say words before those that say numbers. */
const labelNames =
  'classname labelname label labels class classes category target classid labelid categoryid'.split(' ');
const partNames: ReadonlySet<string> = new Set(['split', 'set', 'part']);

/** Null where no column names a picture, or none is left for the class; a sentence where several are. */
export function columnsOf(
  path: string,
  rows: readonly CsvRow[],
  find: FindNamed,
): TableColumns | string | null {
  const [first] = rows;
  if (first === undefined) return null;
  const names = first.cells.map((cell) => cell.toLowerCase().replace(/[^a-z]/g, ''));
  const column = (at: number): string[] => rows.map(({ cells }) => cells[at] ?? '');
  const picture = pictureColumn(names, column, find);
  if (picture === null) return null;

  const labelName = labelNames.find((name) => names.includes(name) && names.indexOf(name) !== picture);
  const others = names.map((_, at) => at).filter((at) => at !== picture);
  const isPicture = (cell: string): boolean => isOfPictures(cell) || (find([cell])[0] ?? null) !== null;
  // What is said again further down is no heading.
  const again = others.some((at) => column(at).indexOf(first.cells[at] ?? '', 1) > 0);
  const heading = !isPicture(first.cells[picture] ?? '') && (labelName !== undefined || !again);

  const isPart = (at: number): boolean =>
    heading
      ? partNames.has(names[at] ?? '')
      : others.length > 1 && column(at).every((cell) => partOfName(cell) !== undefined);
  const part = others.find(isPart) ?? null;
  if (heading && labelName !== undefined)
    return { picture, label: names.indexOf(labelName), part, heading, labelled: true };
  const left = others.filter((at) => at !== part);
  const [label] = left;
  if (label === undefined) return null;
  if (left.length > 1)
    return `${left.length} columns of ${path} could say the class of a picture. Give the one that does the name “label” in the first line.`;
  return { picture, label, part, heading, labelled: false };
}

/** The column with most names of pictures in the folder, those with their endings before others; null where none has any. */
function pictureColumn(
  names: readonly string[],
  column: (at: number) => string[],
  find: FindNamed,
): number | null {
  let best: { readonly at: number; readonly score: number } | null = null;
  for (const at of names.keys()) {
    // Classes that are numbers may be names of pictures as well.
    if (labelNames.includes(names[at] ?? '')) continue;
    const cells = column(at);
    const found = find(cells);
    const score = cells.reduce((sum, cell, row) => {
      const path = found[row] ?? null;
      return path === null ? sum : sum + (path !== several && isOfPictures(cell) ? 2 : 1);
    }, 0);
    if (score > (best?.score ?? 0)) best = { at, score };
  }
  return best?.at ?? null;
}
