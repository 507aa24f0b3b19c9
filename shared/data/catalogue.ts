/** The data sets that ship with the app: what people see of them. Their files are named in bundled.ts. */

/** What is known of a set before a byte of it is read. */
export interface DatasetDescription {
  /** `fashion-mnist` */
  readonly name: string;
  readonly title: string;
  readonly summary: string;
  readonly licence: string;
  readonly source: string;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly classNames: readonly string[];
  readonly trainCount: number;
  readonly testCount: number;
}

const fashionMnist: DatasetDescription = {
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
};

/** The set that LeNet-5 was made for (LeCun et al. 1998). */
const mnist: DatasetDescription = {
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
};

/**
 * The file has no split of its own, so it is ours and fixed: of each class the last fifth of its rows, rounded
 * down, is the test set (355 pictures), the rest is for training (1,442).
 */
const digits: DatasetDescription = {
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
};

export const datasets: readonly DatasetDescription[] = [fashionMnist, mnist, digits];

export function findDataset(name: string): DatasetDescription | undefined {
  return datasets.find((entry) => entry.name === name);
}
