import type { Definition } from '../shared/graph/document';
import {
  activate,
  conv,
  convNorm,
  definition,
  dense,
  dropout,
  expr,
  filtersParam,
  globalPool,
  maxPool,
  network,
  type Drawing,
  type Wire,
} from './drawing';
import { sameAs, template, type Template } from './template';

const EPSILON = 0.001;
type Size = number | readonly [number, number];
const around = (size: Size): number | readonly [number, number] =>
  typeof size === 'number' ? (size - 1) / 2 : [(size[0] - 1) / 2, (size[1] - 1) / 2];

/** Convolution, batch norm with epsilon 0.001, ReLU; padded to keep the size at stride 1. */
const step = (
  g: Drawing,
  x: Wire,
  filters: string | number,
  size: Size,
  stride = 1,
  padding = around(size),
): Wire =>
  convNorm(
    g,
    x,
    { filters: typeof filters === 'string' ? expr(filters) : filters, size, stride, padding },
    'relu',
    EPSILON,
  );

type Step = typeof step;

/** Keras' batch norms there have no scale, since the ReLU behind them makes it superfluous to the next convolution. */
const kerasStep: Step = (g, x, name, size, stride, padding): Wire => {
  const filters = typeof name === 'string' ? expr(name) : name;
  const around = padding === 0 ? 0 : ('same' as const);
  const seen = conv(g, x, { filters, size, stride: stride ?? 1, padding: around, bias: false });
  return activate(g, g.layer('BatchNormalization', seen, { scale: false }));
};

/** torchvision counts the padding into the average, Keras does not. */
const averagePool = (g: Drawing, x: Wire, keras: boolean): Wire =>
  g.layer('AveragePooling2D', x, {
    poolSize: [3, 3],
    strides: [1, 1],
    padding: [1, 1, 1, 1],
    countIncludePad: !keras,
  });

/** torchvision has 3×3 where the paper has 5×5, a known slip of the first port that its weights depend on. */
export const module = (): Definition =>
  definition(
    'Inception',
    {
      one: filtersParam(64, 'Of the branch that is one 1×1 convolution.'),
      three: filtersParam(128, 'Of the 3×3 convolution.'),
      threeIn: filtersParam(96, 'Of the 1×1 convolution before it.'),
      five: filtersParam(32, 'Of the convolution that is 5×5 in the paper.'),
      fiveIn: filtersParam(16, 'Of the 1×1 convolution before it.'),
      pool: filtersParam(32, 'Of the 1×1 convolution behind the pooling.'),
    },
    (g, x) => {
      const first = step(g, x, 'one', 1);
      const second = step(g, step(g, x, 'threeIn', 1), 'three', 3);
      const third = step(g, step(g, x, 'fiveIn', 1), 'five', 3);
      const fourth = step(g, maxPool(g, x, 3, 1, 1, true), 'pool', 1);
      return g.layer('Concatenate', [first, second, third, fourth]);
    },
  );

const googlenet = template(
  {
    name: 'googlenet',
    title: 'GoogLeNet',
    year: 2014,
    summary: 'Looks at every place with small and large filters at once; a twelfth of AlexNet’s parameters.',
    lesson:
      'Filters of several sizes can look at the same place at once, if 1×1 convolutions first reduce the channels: it won ImageNet in 2014 with 22 layers and far fewer parameters than AlexNet.',
    reference: 'Szegedy and others: Going deeper with convolutions (2014)',
  },
  () =>
    network(
      'GoogLeNet',
      `GoogLeNet: nine Inception modules, each with four branches side by side whose channels are joined; with batch norm, and without the auxiliary heads that helped training. Without them, ${sameAs('torchvision’s googlenet')}`,
      [224, 224, 3],
      { inception: module() },
      (g, input) => {
        let x = step(g, input, 64, 7, 2);
        x = maxPool(g, x, 3, 2, 0, true);
        x = step(g, step(g, x, 64, 1), 192, 3);
        x = maxPool(g, x, 3, 2, 0, true);
        const rows = [
          ['3a', 64, 96, 128, 16, 32, 32],
          ['3b', 128, 128, 192, 32, 96, 64],
          ['4a', 192, 96, 208, 16, 48, 64],
          ['4b', 160, 112, 224, 24, 64, 64],
          ['4c', 128, 128, 256, 24, 64, 64],
          ['4d', 112, 144, 288, 32, 64, 64],
          ['4e', 256, 160, 320, 32, 128, 128],
          ['5a', 256, 160, 320, 32, 128, 128],
          ['5b', 384, 192, 384, 48, 128, 128],
        ] as const;
        for (const [at, one, threeIn, three, fiveIn, five, pool] of rows) {
          x = g.block(
            'inception',
            x,
            { one, threeIn, three, fiveIn, five, pool },
            { name: `inception${at}` },
          );
          if (at === '3b') x = maxPool(g, x, 3, 2, 0, true);
          if (at === '4e') x = maxPool(g, x, 2, 2, 0, true);
        }
        return dense(g, dropout(g, globalPool(g, x), 0.2), 1000);
      },
    ),
);

/** The five kinds of blocks of the third version: sizes 35, 35 to 17, 17, 17 to 8 and 8. */
const thirdVersion = (keras: boolean, step: Step): Readonly<Record<string, Definition>> => ({
  inceptionA: definition('Inception A', { pool: 32 }, (g, x) => {
    const one = step(g, x, 64, 1);
    const five = step(g, step(g, x, 48, 1), 64, 5);
    const three = step(g, step(g, step(g, x, 64, 1), 96, 3), 96, 3);
    return g.layer('Concatenate', [one, five, three, step(g, averagePool(g, x, keras), 'pool', 1)]);
  }),
  inceptionB: definition('Inception B (halves)', {}, (g, x) => {
    const three = step(g, x, 384, 3, 2, 0);
    const double = step(g, step(g, step(g, x, 64, 1), 96, 3), 96, 3, 2, 0);
    return g.layer('Concatenate', [three, double, maxPool(g, x, 3, 2)]);
  }),
  inceptionC: definition('Inception C', { middle: 128 }, (g, x) => {
    const one = step(g, x, 192, 1);
    const seven = step(g, step(g, step(g, x, 'middle', 1), 'middle', [1, 7]), 192, [7, 1]);
    let double = step(g, x, 'middle', 1);
    double = step(g, step(g, double, 'middle', [7, 1]), 'middle', [1, 7]);
    double = step(g, step(g, double, 'middle', [7, 1]), 192, [1, 7]);
    return g.layer('Concatenate', [one, seven, double, step(g, averagePool(g, x, keras), 192, 1)]);
  }),
  inceptionD: definition('Inception D (halves)', {}, (g, x) => {
    const three = step(g, step(g, x, 192, 1), 320, 3, 2, 0);
    const seven = step(g, step(g, step(g, x, 192, 1), 192, [1, 7]), 192, [7, 1]);
    return g.layer('Concatenate', [three, step(g, seven, 192, 3, 2, 0), maxPool(g, x, 3, 2)]);
  }),
  inceptionE: definition('Inception E', {}, (g, x) => {
    const spread = (from: Wire): Wire =>
      g.layer('Concatenate', [step(g, from, 384, [1, 3]), step(g, from, 384, [3, 1])]);
    const one = step(g, x, 320, 1);
    const three = spread(step(g, x, 384, 1));
    const double = spread(step(g, step(g, x, 448, 1), 384, 3));
    return g.layer('Concatenate', [one, three, double, step(g, averagePool(g, x, keras), 192, 1)]);
  }),
});

function inceptionV3(keras: boolean): Template {
  const title = keras ? 'Inception v3 (Keras)' : 'Inception v3';
  const draw: Step = keras ? kerasStep : step;
  return template(
    {
      name: keras ? 'keras_inception_v3' : 'inception_v3',
      title,
      year: 2015,
      summary: keras
        ? 'Inception v3 as Keras has it: batch norms without a scale, and averages that leave the padding out.'
        : 'Takes large filters apart: 5×5 into two 3×3, 7×7 into 1×7 and 7×1.',
      lesson: keras
        ? 'A batch norm before a ReLU needs no scale: the convolution after it can learn one just as well.'
        : 'Large filters can be factorised at less cost: a 5×5 into two 3×3, a 7×7 into a 1×7 and a 7×1. Label smoothing was introduced with it.',
      reference:
        'Szegedy, Vanhoucke, Ioffe, Shlens, Wojna: Rethinking the Inception architecture for computer vision (2015)',
    },
    () =>
      network(
        title,
        keras
          ? `Inception v3: large filters are taken apart, 5×5 into two 3×3 and 7×7 into 1×7 and 7×1; ${sameAs('keras.applications’ InceptionV3')}`
          : `Inception v3: large filters are taken apart, 5×5 into two 3×3 and 7×7 into 1×7 and 7×1; without the auxiliary head, ${sameAs('torchvision’s inception_v3')}`,
        [299, 299, 3],
        thirdVersion(keras, draw),
        (g, input) => {
          let x = draw(g, input, 32, 3, 2, 0);
          x = draw(g, draw(g, x, 32, 3, 1, 0), 64, 3);
          x = maxPool(g, x, 3, 2);
          x = draw(g, draw(g, x, 80, 1), 192, 3, 1, 0);
          x = maxPool(g, x, 3, 2);
          [32, 64, 64].forEach((pool, i) => {
            x = g.block('inceptionA', x, { pool }, { name: `mixed5${'bcd'[i] ?? ''}` });
          });
          x = g.block('inceptionB', x, {}, { name: 'mixed6a' });
          [128, 160, 160, 192].forEach((middle, i) => {
            x = g.block('inceptionC', x, { middle }, { name: `mixed6${'bcde'[i] ?? ''}` });
          });
          x = g.block('inceptionD', x, {}, { name: 'mixed7a' });
          x = g.block('inceptionE', x, {}, { name: 'mixed7b' });
          x = g.block('inceptionE', x, {}, { name: 'mixed7c' });
          x = globalPool(g, x);
          return dense(g, keras ? x : dropout(g, x, 0.5), 1000);
        },
      ),
  );
}

export const inceptions: readonly Template[] = [googlenet, inceptionV3(false), inceptionV3(true)];
