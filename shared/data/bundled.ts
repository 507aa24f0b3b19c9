/** The files of the sets that ship with the app, relative to `datasets/`, and how they are read. */
import type { DatasetDescription } from './catalogue';
import { packedRows, pick, type PackedPictures } from './packed-rows';
import type { ReadDatasetFile } from './source';
import { readIdxSet } from './sources/idx';
import { readPixelLines } from './sources/pixel-lines';
import type { Parts } from './sources/define';

type ReadSet = (about: DatasetDescription, content: ReadDatasetFile) => Promise<Parts>;

/** Longer than any of our text files; a garbled length field must not make us reserve gigabytes. */
const LARGEST_TEXT = 16 * 1024 * 1024;

const idxIn =
  (folder: string): ReadSet =>
  (about, content) =>
    readIdxSet(
      {
        trainImages: `${folder}/train-images-idx3-ubyte.gz`,
        trainLabels: `${folder}/train-labels-idx1-ubyte.gz`,
        testImages: `${folder}/t10k-images-idx3-ubyte.gz`,
        testLabels: `${folder}/t10k-labels-idx1-ubyte.gz`,
      },
      about,
      content,
    );

/** By the name in the catalogue. */
export const bundled: Readonly<Record<string, ReadSet>> = {
  'fashion-mnist': idxIn('fashion-mnist'),
  mnist: idxIn('mnist'),
  async digits(about, content) {
    const file = 'digits/digits.csv.gz';
    const classCount = about.classNames.length;
    const all = readPixelLines(file, await content(file, LARGEST_TEXT), {
      ...about,
      classCount,
      largest: 16,
    });
    return splitLastFifth(all, classCount);
  },
};

/** The fixed split of sets that come in one file: of each class the last fifth of its rows, rounded down, tests. */
function splitLastFifth(all: PackedPictures, classCount: number): Parts {
  const rows = Array.from({ length: classCount }, (): number[] => []);
  all.labels.forEach((label, row) => rows[label]?.push(row));
  const tests = new Set(
    rows.flatMap((ofClass) => ofClass.slice(ofClass.length - Math.floor(ofClass.length / 5))),
  );
  const indices = Array.from({ length: all.count }, (_, row) => row);
  return {
    training: packedRows(
      pick(
        all,
        indices.filter((row) => !tests.has(row)),
      ),
    ),
    test: packedRows(
      pick(
        all,
        indices.filter((row) => tests.has(row)),
      ),
    ),
  };
}
