/** A set whose pictures are files of a folder, each of a class: they are looked at once, and decoded whenever they are read. */
import { DataError } from './data-error';
import { inParallel } from './in-parallel';
import { aPicture, type ClassedPictures } from './picture-paths';
import type { LeftOut, PartName, Rows } from './source';
import type { Folder, FoundSet } from './sources/define';
import { splitRows } from './split';

/** Bytes: more than a camera's largest file. */
const LARGEST = 2 ** 28;
/** Pictures that are decoded at once: each of twelve megapixels takes 36 MB. */
const AT_ONCE = 4;
/** Of each class, where the folders keep no test pictures apart. */
const TEST_SHARE = 0.2;
/** The same pictures test, whatever the seed of a run. */
const TEST_SEED = 1;

interface Known {
  readonly path: string;
  readonly label: number;
  readonly part: PartName;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

/**
 * Decodes every picture once, so that one that is damaged is found before a training needs it; those are left out with the
 * reason, and so are classes of which nothing is left. Rejects with `DataError` where no picture can be read.
 */
export async function classedSet(folder: Folder, classed: ClassedPictures): Promise<FoundSet> {
  const { known, leftOut } = await lookAtAll(folder, classed);
  if (known.length === 0) {
    throw new DataError(
      `None of the pictures in the folder ${folder.name} can be read. ${leftOut[0]?.why ?? ''}`.trim(),
    );
  }
  return describe(folder, classed, known, leftOut);
}

async function lookAtAll(
  { file, decode, report }: Folder,
  { files, leftOut }: ClassedPictures,
): Promise<{ readonly known: readonly Known[]; readonly leftOut: readonly LeftOut[] }> {
  let done = 0;
  report({ done, total: files.length });
  const seen = await inParallel(files, AT_ONCE, async ({ path, label, part }): Promise<Known | LeftOut> => {
    try {
      const { height, width, channels } = await decode(path, await file(path, LARGEST));
      return { path, label, part, height, width, channels };
    } catch (error) {
      if (!(error instanceof DataError)) throw error;
      return { path, why: error.message };
    } finally {
      done += 1;
      report({ done, total: files.length });
    }
  });
  const known = seen.filter((each): each is Known => 'label' in each);
  return { known, leftOut: [...leftOut, ...seen.filter((each): each is LeftOut => 'why' in each)] };
}

function describe(
  folder: Folder,
  { classNames: names, remarks }: ClassedPictures,
  known: readonly Known[],
  leftOut: readonly LeftOut[],
): FoundSet {
  // A class all of whose pictures are damaged is none.
  const used = names.map((_, label) => known.some((each) => each.label === label));
  const numbers = names.map((_, label) => used.slice(0, label).filter(Boolean).length);
  const pictures = known.map((each) => ({ ...each, label: numbers[each.label] ?? 0 }));
  const classNames = names.filter((_, label) => used[label]);
  const empty = names.filter((_, label) => !used[label]);
  const parts = partsOf(pictures);
  const [training, validation, test] = [parts.training, parts.validation, parts.test].map((rows) =>
    rowsOf(folder, rows),
  );
  const { height, width } = middleSize(pictures);
  return {
    about: {
      name: folder.name,
      title: folder.name,
      summary: `${aPicture(pictures.length)} in ${classNames.length} ${classNames.length === 1 ? 'class' : 'classes'}.`,
      licence: '',
      source: '',
      height,
      width,
      channels: pictures.some(({ channels }) => channels === 3) ? 3 : 1,
      classNames,
      trainCount: parts.training.length,
      testCount: parts.test.length,
    },
    leftOut,
    remarks: [
      ...remarks,
      ...(classNames.length === 1
        ? [`There is one class only, “${classNames[0]}”: a network needs two to tell apart.`]
        : []),
      ...empty.map((name) => `The class “${name}” has no picture that can be read, and is left out.`),
    ],
    read: () =>
      Promise.resolve({ training: training ?? none, validation: validation ?? none, test: test ?? none }),
  };
}

const none: Rows = { length: 0, labels: new Uint16Array(), read: () => Promise.resolve([]) };

type Parts = Readonly<Record<PartName, readonly Known[]>>;

/** As the set says. Where it keeps none apart to test with, validation pictures test, or else a part of each class. */
function partsOf(pictures: readonly Known[]): Parts {
  const of = (part: PartName): readonly Known[] => pictures.filter((each) => each.part === part);
  const [training, validation, test] = [of('training'), of('validation'), of('test')];
  if (test.length > 0) return { training, validation, test };
  if (validation.length > 0) return { training, validation: [], test: validation };
  const labels = Uint16Array.from(training, ({ label }) => label);
  const split = splitRows(labels, { validation: TEST_SHARE, limit: null, seed: TEST_SEED });
  const at = (rows: readonly number[]): readonly Known[] => rows.flatMap((row) => training[row] ?? []);
  return { training: at(split.train), validation: [], test: at(split.validation) };
}

function rowsOf({ file, decode }: Folder, pictures: readonly Known[]): Rows {
  return {
    length: pictures.length,
    labels: Uint16Array.from(pictures, ({ label }) => label),
    decodes: true,
    read: (rows) =>
      inParallel(Array.from(rows), AT_ONCE, async (row) => {
        const known = pictures[row];
        if (known === undefined)
          throw new DataError(`There is no picture ${row} in a set of ${pictures.length}.`);
        return decode(known.path, await file(known.path, LARGEST));
      }),
  };
}

/** The median of heights and of widths. */
function middleSize(pictures: readonly Known[]): { readonly height: number; readonly width: number } {
  const middle = (values: readonly number[]): number =>
    [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 1;
  return {
    height: middle(pictures.map(({ height }) => height)),
    width: middle(pictures.map(({ width }) => width)),
  };
}
