/** A table that names pictures of its folder and says the class of each. */
import { fromUtf8 } from '../../format/utf8';
import { classedSet } from '../classed-set';
import { type CsvRow, readCsv } from '../csv';
import { DataError } from '../data-error';
import { findNamed, several } from '../find-named';
import {
  alikeNames,
  byCodeUnits,
  type ClassedPictures,
  classFolders,
  isHidden,
  isOfPictures,
  partOfName,
  type PictureFile,
} from '../picture-paths';
import type { LeftOut, PartName } from '../source';
import { columnsOf, type TableColumns } from '../table-columns';
import type { Folder, SourceFormat } from './define';

/** Bytes of text: a line of a hundred for a million pictures. */
const LARGEST = 2 ** 27;
const MOST_COLUMNS = 100;
const MOST_CLASSES = 10_000;

const isTable = (path: string): boolean => /\.(csv|tsv)$/i.test(path) && !isHidden(path);
const isCalledSo = (path: string): boolean => /(^|\/)(labels|annotations)\.(csv|tsv)$/i.test(path);

interface Table {
  readonly path: string;
  readonly rows: readonly CsvRow[];
  readonly columns: TableColumns;
}

export const labelTable: SourceFormat = {
  title: 'A table of pictures',
  help: 'labels.csv, annotations.csv or another .csv or .tsv beside pictures: a column names them, another, called label or the only other one, says the class of each, and one called split may say train, val or test.',
  // Its table may be called train.csv, as a file of pixels is.
  asked: 'first',
  async find(folder) {
    const tables = folder.paths.filter(isTable).sort(byCodeUnits);
    if (tables.length === 0 || !folder.paths.some((path) => isOfPictures(path))) return null;
    const foldersSay = (classFolders(folder.paths)?.classNames.length ?? 0) > 1;
    const table = await chosen(folder, tables, foldersSay);
    return table && classedSet(folder, classedBy(folder, table));
  },
};

/**
 * The table that says the classes. Where folders could say them as well, it must be called so, or its column. Rejects with
 * `DataError` where there are several.
 */
async function chosen(folder: Folder, paths: readonly string[], foldersSay: boolean): Promise<Table | null> {
  const tables: Table[] = [];
  for (const path of [...paths.filter(isCalledSo), ...paths.filter((each) => !isCalledSo(each))]) {
    // A table of that name is preferred to all others.
    if (!isCalledSo(path) && tables.some((table) => isCalledSo(table.path))) break;
    try {
      const table = await readTable(folder, path);
      if (table !== null && (!foldersSay || isCalledSo(path) || table.columns.labelled)) tables.push(table);
    } catch (error) {
      // What lies beside classes in folders need not be a table of ours.
      if (!(error instanceof DataError) || !foldersSay || isCalledSo(path)) throw error;
    }
  }
  if (tables.length < 2) return tables[0] ?? null;
  if (foldersSay) return null;
  throw new DataError(
    `The folder ${folder.name} holds ${tables.length} tables that say classes of its pictures: ${tables.map(({ path }) => path).join(', ')}. Put all lines into one that is called labels.csv, with a column “split” for train, val and test.`,
  );
}

/** Null where it names no picture of the folder. Rejects with `DataError`. */
async function readTable({ paths, content }: Folder, path: string): Promise<Table | null> {
  const text = fromUtf8(await content(path, LARGEST));
  // Lines of pixels have hundreds of cells, and would take gigabytes as texts.
  const firstLine = /^[^\r\n]*/.exec(text)?.[0] ?? '';
  if (firstLine.split(/[,;\t]/).length > MOST_COLUMNS) return null;
  if (text.includes('\u{fffd}') || text.includes('\0'))
    throw new DataError(`${path} is not written in UTF-8. Save the table as “CSV UTF-8”.`);
  const rows = readCsv(path, text);
  const columns = columnsOf(path, rows, findNamed(paths, path));
  if (typeof columns === 'string') throw new DataError(columns);
  return columns && { path, rows, columns };
}

/** What a line says of a picture. */
interface Said {
  readonly path: string;
  readonly className: string;
  readonly part: PartName;
}

/** A text is the reason for which the line is not used. */
function saidBy(
  { line, cells }: CsvRow,
  path: string | null | typeof several,
  { path: table, columns }: Table,
  folder: string,
): Said | string {
  const picture = cells[columns.picture] ?? '';
  const where = `Line ${line} of ${table}`;
  if (picture === '') return `${where} names no picture.`;
  if (path === null) return `${where} names ${picture}, which is not in the folder ${folder}.`;
  if (path === several)
    return `${where} names ${picture}, and the folder ${folder} has more than one that is called so.`;
  const className = cells[columns.label] ?? '';
  if (className === '') return `${where} gives the picture ${picture} no class.`;
  const partName = columns.part === null ? 'train' : (cells[columns.part] ?? '');
  const part = partOfName(partName);
  if (part === undefined)
    return `${where} puts the picture ${picture} into the part “${partName}”, which is none of train, val and test.`;
  return { path, className, part };
}

/** What the table's lines say of each picture. Throws `DataError` where there are too many classes. */
function classedBy({ name, paths }: Folder, table: Table): ClassedPictures {
  const { path: tablePath, rows, columns } = table;
  const leftOut: LeftOut[] = [];
  const said = new Map<string, Said>();
  const contradicted = new Set<string>();
  const named = new Set<string>();
  // With the heading, so that names are taken as they were when the column was found.
  const found = findNamed(paths, tablePath)(rows.map(({ cells }) => cells[columns.picture] ?? ''));
  rows.forEach((row, at) => {
    if (at === 0 && columns.heading) return;
    const path = found[at] ?? null;
    const line = saidBy(row, path, table, name);
    if (typeof path === 'string') named.add(path);
    if (typeof line === 'string') {
      leftOut.push({ path: row.cells[columns.picture] || tablePath, why: line });
      return;
    }
    const known = said.get(line.path) ?? line;
    if (known.className !== line.className || known.part !== line.part) contradicted.add(line.path);
    said.set(line.path, line);
  });

  const lines = [...said.values()].filter(({ path }) => !contradicted.has(path));
  const classNames = [...new Set(lines.map(({ className }) => className))].sort(byCodeUnits);
  if (classNames.length > MOST_CLASSES)
    throw new DataError(
      `${tablePath} has ${classNames.length.toLocaleString('en-US')} classes, and ${MOST_CLASSES.toLocaleString('en-US')} is the limit. Give the column that says the class the name “label”.`,
    );
  const numbers = new Map(classNames.map((each, label) => [each, label]));
  const files: PictureFile[] = lines
    .map(({ path, className, part }) => ({ path, part, label: numbers.get(className) ?? 0 }))
    .sort((a, b) => byCodeUnits(a.path, b.path));
  for (const path of paths.filter((each) => isOfPictures(each)).sort(byCodeUnits)) {
    if (contradicted.has(path))
      leftOut.push({
        path,
        why: `${tablePath} names the picture ${path} more than once, with other classes or parts.`,
      });
    else if (!named.has(path))
      leftOut.push({ path, why: `The picture ${path} is not named in ${tablePath}.` });
  }
  return { classNames, files, leftOut, remarks: alikeNames(classNames) };
}
