/** The data sets that ship with the app. Their files lie in `datasets/`, each licence beside them. */
import type { DatasetDescription } from './dataset';

/** Where a set's pictures and labels are, relative to `datasets/`. */
export type DatasetFiles =
  | {
      readonly kind: 'idx';
      readonly trainImages: string;
      readonly trainLabels: string;
      readonly testImages: string;
      readonly testLabels: string;
    }
  /** One picture a line: its values, then its class. `largest` is the value of full ink. */
  | { readonly kind: 'csv'; readonly file: string; readonly largest: number };

export interface CatalogueEntry extends DatasetDescription {
  readonly files: DatasetFiles;
}

const fashionMnist: CatalogueEntry = {
  name: 'fashion-mnist',
  title: 'Fashion-MNIST',
  summary: '70,000 grey pictures of clothes, 28×28 pixels, in ten classes.',
  licence: 'MIT, © 2017 Zalando SE',
  source: 'https://github.com/zalandoresearch/fashion-mnist',
  height: 28,
  width: 28,
  channels: 1,
  classNames: [
    'T-shirt/top',
    'Trouser',
    'Pullover',
    'Dress',
    'Coat',
    'Sandal',
    'Shirt',
    'Sneaker',
    'Bag',
    'Ankle boot',
  ],
  trainCount: 60_000,
  testCount: 10_000,
  files: {
    kind: 'idx',
    trainImages: 'fashion-mnist/train-images-idx3-ubyte.gz',
    trainLabels: 'fashion-mnist/train-labels-idx1-ubyte.gz',
    testImages: 'fashion-mnist/t10k-images-idx3-ubyte.gz',
    testLabels: 'fashion-mnist/t10k-labels-idx1-ubyte.gz',
  },
};

/** The set that LeNet-5 was made for (LeCun et al. 1998). */
const mnist: CatalogueEntry = {
  name: 'mnist',
  title: 'MNIST',
  summary: '70,000 handwritten digits, 28×28 pixels in shades of grey.',
  licence: 'CC BY-SA 3.0, Y. LeCun, C. Cortes and C. J. C. Burges',
  source: 'https://yann.lecun.com/exdb/mnist/',
  height: 28,
  width: 28,
  channels: 1,
  classNames: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
  trainCount: 60_000,
  testCount: 10_000,
  files: {
    kind: 'idx',
    trainImages: 'mnist/train-images-idx3-ubyte.gz',
    trainLabels: 'mnist/train-labels-idx1-ubyte.gz',
    testImages: 'mnist/t10k-images-idx3-ubyte.gz',
    testLabels: 'mnist/t10k-labels-idx1-ubyte.gz',
  },
};

/**
 * The file has no split of its own, so it is ours and fixed: of each class the last fifth of its rows, rounded
 * down, is the test set (355 pictures), the rest is for training (1,442).
 */
const digits: CatalogueEntry = {
  name: 'digits',
  title: 'Digits 8×8',
  summary: '1,797 handwritten digits, 8×8 pixels in 17 shades of grey: small enough to train in seconds.',
  licence: 'CC BY 4.0, E. Alpaydin and C. Kaynak',
  source: 'https://archive.ics.uci.edu/dataset/80/optical+recognition+of+handwritten+digits',
  height: 8,
  width: 8,
  channels: 1,
  classNames: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
  trainCount: 1_442,
  testCount: 355,
  files: { kind: 'csv', file: 'digits/digits.csv.gz', largest: 16 },
};

export const catalogue: readonly CatalogueEntry[] = [fashionMnist, mnist, digits];

/** What people see of them. */
export const datasets: readonly DatasetDescription[] = [...catalogue];

export function findDataset(name: string): CatalogueEntry | undefined {
  return catalogue.find((entry) => entry.name === name);
}
