/** Networks where Keras' applications differ from torchvision's: biases, epsilons, and where the stride stands. */
import {
  activate,
  conv,
  definition,
  dense,
  expr,
  globalPool,
  maxPool,
  network,
  norm,
  type Wire,
} from './drawing';
import { sameAs, template, type Template } from './template';

const EPSILON = 1.001e-5;

/** keras.applications.resnet: biases in the convolutions, the stride in the first 1×1. */
function resnet(depth: number, stages: readonly number[]): Template {
  const title = `ResNet-${depth} (Keras)`;
  return template(
    {
      name: `keras_resnet${depth}`,
      title,
      year: 2015,
      summary:
        'ResNet as Keras has it: biases in its convolutions, and the stride in the first of a bottleneck.',
      lesson:
        'A bias before batch norm is redundant, since the norm subtracts the mean; and the stride may stand in the 1×1 or in the 3×3 convolution, at the same parameters but another cost.',
      reference:
        'He, Zhang, Ren, Sun: Deep residual learning for image recognition (2015); keras.applications',
    },
    () => {
      const bottleneck = definition('Bottleneck block', { width: 64, stride: 1 }, (g, x) => {
        const stride = expr('i == 0 ? stride : 1');
        const step = (from: Wire, size: number, by: number | typeof stride): Wire =>
          activate(
            g,
            norm(
              g,
              conv(g, from, { filters: expr('width'), size, stride: by, padding: size === 3 ? 'same' : 0 }),
              EPSILON,
            ),
          );
        const seen = step(step(x, 1, stride), 3, 1);
        const branch = norm(g, conv(g, seen, { filters: expr('width * 4'), size: 1 }), EPSILON);
        const when = 'i == 0';
        const down = conv(g, x, { filters: expr('width * 4'), size: 1, stride }, { name: 'project', when });
        const shortcut = norm(g, down, EPSILON, { name: 'projectNorm', when });
        return activate(g, g.layer('Add', [shortcut, branch]));
      });
      return network(
        title,
        `${title}: bottlenecks of 1×1, 3×3 and 1×1 convolutions with a shortcut around each, in four stages; ${sameAs(`keras.applications’ ResNet${depth}`)}`,
        [224, 224, 3],
        { bottleneck },
        (g, input) => {
          let x = conv(g, input, { filters: 64, size: 7, stride: 2, padding: 3 });
          x = maxPool(g, activate(g, norm(g, x, EPSILON)), 3, 2, 1);
          stages.forEach((repeat, stage) => {
            const args = { width: 64 * 2 ** stage, stride: stage === 0 ? 1 : 2 };
            x = g.block('bottleneck', x, args, { repeat, name: `stage${stage + 1}` });
          });
          return dense(g, globalPool(g, x), 1000);
        },
      );
    },
  );
}

const vgg16 = template(
  {
    name: 'keras_vgg16',
    title: 'VGG-16 (Keras)',
    year: 2014,
    summary: 'VGG-16 as Keras has it, without dropout.',
    lesson:
      'Dropout is no part of what a trained network computes: without it the same weights give the same answers.',
    reference:
      'Simonyan, Zisserman: Very deep convolutional networks for large-scale image recognition (2014); keras.applications',
  },
  () => {
    const convolutions = definition('Convolutions', { filters: 64 }, (g, x) =>
      activate(g, conv(g, x, { filters: expr('filters'), size: 3, padding: 'same' })),
    );
    return network(
      'VGG-16 (Keras)',
      `VGG-16: thirteen 3×3 convolutions in five stages, then three dense layers without dropout; ${sameAs('keras.applications’ VGG16')}`,
      [224, 224, 3],
      { convolutions },
      (g, input) => {
        let x = input;
        [2, 2, 3, 3, 3].forEach((repeat, stage) => {
          const filters = Math.min(512, 64 * 2 ** stage);
          x = maxPool(
            g,
            g.block('convolutions', x, { filters }, { repeat, name: `stage${stage + 1}` }),
            2,
            2,
          );
        });
        x = g.layer('Flatten', x);
        for (let i = 0; i < 2; i += 1) x = activate(g, dense(g, x, 4096));
        return dense(g, x, 1000);
      },
    );
  },
);

export const kerasNetworks: readonly Template[] = [
  vgg16,
  resnet(50, [3, 4, 6, 3]),
  resnet(101, [3, 4, 23, 3]),
  resnet(152, [3, 8, 36, 3]),
];
