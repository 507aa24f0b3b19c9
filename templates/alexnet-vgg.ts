import type { Definition } from '../shared/graph/document';
import {
  activate,
  conv,
  definition,
  dense,
  dropout,
  expr,
  filtersParam,
  maxPool,
  network,
  norm,
  type Drawing,
  type Wire,
} from './drawing';
import { sameAs, template, type Template } from './template';

const krizhevsky =
  'Krizhevsky, Sutskever, Hinton: ImageNet classification with deep convolutional neural networks (2012)';
const simonyan =
  'Simonyan, Zisserman: Very deep convolutional networks for large-scale image recognition (2014)';

export const alexnet = template(
  {
    name: 'alexnet',
    title: 'AlexNet, torchvision’s',
    year: 2014,
    summary:
      'AlexNet on one graphics card: fewer filters in its first layers, and no normalization between them.',
    lesson:
      'A network can be trained on many cards by splitting the pictures among them, and its dense layers; then it need not be drawn in towers.',
    reference: 'Krizhevsky: One weird trick for parallelizing convolutional neural networks (2014)',
  },
  () =>
    network(
      'AlexNet, torchvision’s',
      `AlexNet as its author drew it again in 2014: five convolutions from 64 filters on, in one tower instead of two, then three dense layers; ${sameAs('torchvision’s alexnet')}`,
      [224, 224, 3],
      {},
      (g, input) => {
        let x = activate(g, conv(g, input, { filters: 64, size: 11, stride: 4, padding: 2 }));
        x = maxPool(g, x, 3, 2);
        x = activate(g, conv(g, x, { filters: 192, size: 5, padding: 2 }));
        x = maxPool(g, x, 3, 2);
        for (const filters of [384, 256, 256]) x = activate(g, conv(g, x, { filters, size: 3, padding: 1 }));
        x = g.layer('Flatten', maxPool(g, x, 3, 2));
        for (let i = 0; i < 2; i += 1) x = activate(g, dense(g, dropout(g, x, 0.5), 4096));
        return dense(g, x, 1000);
      },
    ),
);

/**
 * The paper's: 227×227, 96 filters first, local response normalization, and (with `towers`) halves that only meet in the
 * third convolution. Courses (CS231n) teach it without the halves.
 */
function original(name: string, title: string, towers: boolean): Template {
  return template(
    {
      name,
      title,
      year: 2012,
      summary: towers
        ? 'AlexNet as in the paper: two towers, one for each graphics card, local response normalization, 227×227 pictures.'
        : 'Won ImageNet by a wide margin and began the deep learning of pictures. Its two towers are made one, as courses teach it.',
      lesson: towers
        ? 'A network can be split over two graphics cards of 3 GB each, if the halves meet only now and then: in the third convolution and in the dense layers.'
        : 'Deep networks pay off once there are data and speed: with ReLU, dropout, 1.2 million photographs and two graphics cards, 15.3 % top-5 error where the runner-up had 26.2 %.',
      reference: krizhevsky,
    },
    () =>
      network(
        title,
        towers
          ? 'AlexNet after the paper of 2012; groups of 2 are its two towers.'
          : 'AlexNet after the paper of 2012, with its two towers made one: 96 filters of 11×11 on pictures of 227×227.',
        [227, 227, 3],
        {},
        (g, input) => {
          const groups = towers ? 2 : 1;
          const damp = (x: Wire): Wire => g.layer('LocalResponseNormalization', x);
          let x = activate(g, conv(g, input, { filters: 96, size: 11, stride: 4 }));
          x = maxPool(g, damp(x), 3, 2);
          x = activate(g, conv(g, x, { filters: 256, size: 5, padding: 2, groups }));
          x = maxPool(g, damp(x), 3, 2);
          x = activate(g, conv(g, x, { filters: 384, size: 3, padding: 1 }));
          x = activate(g, conv(g, x, { filters: 384, size: 3, padding: 1, groups }));
          x = activate(g, conv(g, x, { filters: 256, size: 3, padding: 1, groups }));
          x = g.layer('Flatten', maxPool(g, x, 3, 2));
          for (let i = 0; i < 2; i += 1) x = dropout(g, activate(g, dense(g, x, 4096)), 0.5);
          return dense(g, x, 1000);
        },
      ),
  );
}
export const paperAlexnet = original('paper_alexnet', 'AlexNet, the paper’s', true);
export const alexnetOneTower = original('alexnet_one_tower', 'AlexNet', false);

const step = (g: Drawing, x: Wire, filters: number | ReturnType<typeof expr>, normalized: boolean): Wire => {
  const y = conv(g, x, { filters, size: 3, padding: 1 });
  return activate(g, normalized ? norm(g, y) : y);
};

/** One, to be repeated. */
export const convolutions = (normalized: boolean): Definition =>
  definition('Convolutions', { filters: filtersParam(64) }, (g, x) =>
    step(g, x, expr('filters'), normalized),
  );

function vgg(depth: number, stages: readonly number[], lesson: string, normalized: boolean): Template {
  const title = `VGG-${depth}${normalized ? ' with batch norm' : ''}`;
  const name = `vgg${depth}${normalized ? '_bn' : ''}`;
  return template(
    {
      name,
      title,
      year: 2014,
      summary: 'Nothing but 3×3 convolutions, stacked: depth counts, and small filters are enough.',
      lesson: normalized ? withNorm : lesson,
      reference: simonyan,
    },
    () => {
      // A convolution that stands once in its stage needs no block around it.
      const definitions: Readonly<Record<string, Definition>> = stages.some((count) => count > 1)
        ? { convolutions: convolutions(normalized) }
        : {};
      const about = `${title}: nothing but 3×3 convolutions in five stages, each ended by a pooling that halves the picture, then three dense layers; ${sameAs(`torchvision’s ${name}`)}`;
      return network(title, about, [224, 224, 3], definitions, (g, input) => {
        let x = input;
        stages.forEach((count, stage) => {
          const filters = Math.min(512, 64 * 2 ** stage);
          const name = `stage${stage + 1}`;
          x =
            count === 1
              ? step(g, x, filters, normalized)
              : g.block('convolutions', x, { filters }, { repeat: count, name });
          x = maxPool(g, x, 2, 2);
        });
        x = g.layer('Flatten', x);
        for (let i = 0; i < 2; i += 1) x = dropout(g, activate(g, dense(g, x, 4096)), 0.5);
        return dense(g, x, 1000);
      });
    },
  );
}

const withNorm =
  'Batch norm keeps what each layer sees in a steady range: the same deep stack trains from scratch, and at a higher learning rate.';
const depths: readonly (readonly [number, readonly number[], string])[] = [
  [
    11,
    [1, 1, 2, 2, 2],
    'A deep network can start from a shallow one: trained first, these 11 layers lent their weights to the deeper ones of the study.',
  ],
  [
    13,
    [2, 2, 2, 2, 2],
    'Two 3×3 convolutions in a row see 5×5 pixels, with fewer parameters than one 5×5 and a nonlinearity more.',
  ],
  [
    16,
    [2, 2, 3, 3, 3],
    'Depth counts: a plain stack of 3×3 convolutions, halved in size and doubled in channels stage by stage, beats larger filters. Its features carry over to other tasks.',
  ],
  [
    19,
    [2, 2, 4, 4, 4],
    'Plain depth has an end: at 19 layers the error of the study levelled off. It took shortcuts to go further.',
  ],
];
export const vggs: readonly Template[] = depths.flatMap(([depth, stages, lesson]) => [
  vgg(depth, stages, lesson, false),
  vgg(depth, stages, lesson, true),
]);
