/** What the paths in a folder say: which files are pictures, of which class, and in which part. */
import type { LeftOut, PartName } from './source';

/** Endings of files that hold a picture, whether or not it can be read: the decoder says what it makes of each. */
const endings = new Set(
  'jpg jpeg jpe jfif png webp gif bmp dib tif tiff heic heif avif jxl svg ico tga psd'.split(' '),
);

const parts: ReadonlyMap<string, PartName> = new Map([
  ['train', 'training'],
  ['training', 'training'],
  ['val', 'validation'],
  ['valid', 'validation'],
  ['validation', 'validation'],
  ['test', 'test'],
  ['testing', 'test'],
]);

/** The part that goes by this name, in capitals or not: `train`, `val`, `test` and their longer forms. */
export const partOfName = (name: string | undefined): PartName | undefined =>
  parts.get((name ?? '').toLowerCase());

export interface PictureFile {
  readonly path: string;
  /** Its number among the classes. */
  readonly label: number;
  readonly part: PartName;
}

export interface ClassedPictures {
  /** In the order of their signs' code units, as Keras and PyTorch read a folder. */
  readonly classNames: readonly string[];
  readonly files: readonly PictureFile[];
  readonly leftOut: readonly LeftOut[];
  readonly remarks: readonly string[];
}

/** What macOS and Windows put into folders without being asked; they compare names without regard to case. */
const litter: ReadonlySet<string> = new Set(['__macosx', 'thumbs.db', 'desktop.ini']);

export const isHiddenName = (name: string): boolean => name.startsWith('.') || litter.has(name.toLowerCase());

/** Whether people who look into the folder don't see it: a name of its path begins with a dot, or is litter. */
export const isHidden = (path: string): boolean => path.split('/').some(isHiddenName);

export function isOfPictures(path: string): boolean {
  const ending = /\.([^./]+)$/.exec(path)?.[1]?.toLowerCase();
  return ending !== undefined && endings.has(ending) && !isHidden(path);
}

/** `1 picture`, `1,204 pictures` */
export const aPicture = (count: number): string =>
  `${count.toLocaleString('en-US')} ${count === 1 ? 'picture' : 'pictures'}`;

/** Null where no picture lies in a folder that could say its class. */
export function classFolders(paths: readonly string[]): ClassedPictures | null {
  const pictures = paths.filter((path) => isOfPictures(path)).sort(byCodeUnits);
  const all = withoutCommonFolders(pictures.map((path) => ({ path, folders: path.split('/').slice(0, -1) })));
  const hasParts = all.length > 0 && all.every(({ folders }) => partOfName(folders[0]) !== undefined);
  const placed = all.map(({ path, folders }) => {
    const part = hasParts ? (partOfName(folders[0]) ?? 'training') : 'training';
    return { path, part, className: folders[hasParts ? 1 : 0] };
  });
  const classNames = [...new Set(placed.flatMap(({ className }) => className ?? []))].sort(byCodeUnits);
  if (classNames.length === 0) return null;
  const numbers = new Map(classNames.map((name, label) => [name, label]));
  const files = placed.flatMap(({ path, part, className }): PictureFile[] =>
    className === undefined ? [] : [{ path, part, label: numbers.get(className) ?? 0 }],
  );
  const leftOut = placed
    .filter(({ className }) => className === undefined)
    .map(({ path }) => ({
      path,
      why: `The picture ${path} lies in no folder that says its class, and is left out.`,
    }));
  return { classNames, files, leftOut, remarks: alikeNames(classNames) };
}

export /** Compares as `sort` wants it. */
const byCodeUnits = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

interface Placed {
  readonly path: string;
  readonly folders: readonly string[];
}

/** A folder that holds all the others says nothing, unless it is the only one. */
function withoutCommonFolders(pictures: readonly Placed[]): readonly Placed[] {
  const [first] = pictures;
  const common = first?.folders[0];
  if (common === undefined || partOfName(common) !== undefined) return pictures;
  if (!pictures.every(({ folders }) => folders[0] === common && folders.length > 1)) return pictures;
  return withoutCommonFolders(pictures.map(({ path, folders }) => ({ path, folders: folders.slice(1) })));
}

/** A sentence for each class that looks like another one. */
export function alikeNames(classNames: readonly string[]): readonly string[] {
  const seen = new Map<string, string>();
  const remarks: string[] = [];
  for (const name of classNames) {
    const alike = name.normalize('NFKC').trim().toLowerCase();
    const other = seen.get(alike);
    if (other === undefined) seen.set(alike, name);
    else
      remarks.push(
        `The classes “${other}” and “${name}” differ in capitals, spaces or accents only, and count as two.`,
      );
  }
  return remarks;
}
