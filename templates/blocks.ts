/** Blocks for the palette: those that the architectures are made of, ready to be put into a network of one's own. */
import type { Portable } from '../shared/graph/definitions';
import type { Definition, ParamValue } from '../shared/graph/document';
import { convolutions } from './alexnet-vgg';
import { denseLayer, double, growthParam } from './dense-unet';
import { convNorm, definition, expr, filtersParam, sizeParam, strideParam } from './drawing';
import { module } from './inception';
import { basic, bottleneck } from './resnet';
import { squeezeExcite } from './squeeze-excite';
import { fire, invertedResidual, separable } from './squeeze-mobile';

export interface ShippedBlock extends Portable {
  /** Lower case, unique; never changes. */
  readonly name: string;
  readonly title: string;
  readonly category: 'convolution' | 'residual' | 'branches' | 'light' | 'attention';
  /** One sentence for a student. */
  readonly summary: string;
  readonly year: number;
  readonly reference: string;
  /** What a new block sets, so that it fits behind any layer. */
  readonly args: Readonly<Record<string, ParamValue>>;
  /** The parameter that must be the number of channels that enter; null where none has to. */
  readonly channels: string | null;
}

type About = Omit<ShippedBlock, keyof Portable | 'args' | 'channels'> &
  Partial<Pick<ShippedBlock, 'args' | 'channels'>>;

function shipped(
  { args = {}, channels = null, ...about }: About,
  whole: Definition,
  definitions: Portable['definitions'] = {},
): ShippedBlock {
  return { ...about, args, channels, definition: whole, definitions };
}

const unit = definition(
  'Convolution, norm, ReLU',
  { filters: filtersParam(64), size: sizeParam, stride: strideParam },
  (g, x) =>
    convNorm(g, x, {
      filters: expr('filters'),
      size: expr('size'),
      stride: expr('i == 0 ? stride : 1'),
      padding: expr('(size - 1) / 2'),
    }),
);

const vgg = definition(
  'VGG block',
  {
    filters: filtersParam(64),
    n: { default: 2, label: 'Convolutions', help: 'How many follow one another.', min: 1, max: 16 },
    pool: { default: true, label: 'Pooling', help: 'Halves height and width at the end.' },
  },
  (g, x) => {
    const more = { name: 'convolutions', repeat: expr('n') };
    const seen = g.block('convolutions', x, { filters: expr('filters') }, more);
    const pool = { poolSize: [2, 2], strides: [2, 2], padding: 'valid' };
    return g.layer('MaxPooling2D', seen, pool, { name: 'pool', when: 'pool' });
  },
);

const dense = definition(
  'Dense block',
  {
    growth: growthParam,
    n: { default: 6, label: 'Layers', help: 'Each reads all before it.', min: 1, max: 64 },
  },
  (g, x) => g.block('dense-layer', x, { growth: expr('growth') }, { name: 'layers', repeat: expr('n') }),
);

const excite = definition(
  'Squeeze and excite',
  {
    channels: { default: 64, label: 'Channels', help: 'How many enter; as many leave it.', min: 1 },
    ratio: { default: 16, label: 'Ratio', help: 'So many times fewer in its middle.', min: 1, max: 64 },
  },
  (g, x) =>
    squeezeExcite(g, x, {
      squeeze: 'max(1, round(channels / ratio))',
      width: 'channels',
      bend: 'relu',
      gate: 'sigmoid',
    }),
);

export const shippedBlocks: readonly ShippedBlock[] = [
  shipped(
    {
      name: 'conv-norm-relu',
      title: 'Convolution, norm, ReLU',
      category: 'convolution',
      summary:
        'The unit that most networks since 2015 are made of: a convolution without bias, batch norm, ReLU.',
      year: 2015,
      reference: 'Ioffe, Szegedy: Batch normalization: accelerating deep network training (2015)',
    },
    unit,
  ),
  shipped(
    {
      name: 'vgg',
      title: 'VGG block',
      category: 'convolution',
      summary:
        'Several 3×3 convolutions in a row, then pooling: together they see as far as one large filter, for less.',
      year: 2014,
      reference:
        'Simonyan, Zisserman: Very deep convolutional networks for large-scale image recognition (2014)',
    },
    vgg,
    { convolutions: convolutions(false) },
  ),
  shipped(
    {
      name: 'double-convolution',
      title: 'Two convolutions',
      category: 'convolution',
      summary: 'Two padded 3×3 convolutions with ReLU, as on every level of a U-Net.',
      year: 2015,
      reference:
        'Ronneberger, Fischer, Brox: U-Net: convolutional networks for biomedical image segmentation (2015)',
    },
    double(),
  ),
  shipped(
    {
      name: 'basic',
      title: 'Basic block',
      category: 'residual',
      summary: 'Two 3×3 convolutions that learn what to add to their input: the block of ResNet-18 and 34.',
      year: 2015,
      reference: 'He, Zhang, Ren, Sun: Deep residual learning for image recognition (2015)',
      args: { project: true },
    },
    basic(),
  ),
  shipped(
    {
      name: 'bottleneck',
      title: 'Bottleneck block',
      category: 'residual',
      summary:
        '1×1 convolutions around a 3×3 make deep residual networks affordable: the block of ResNet-50.',
      year: 2015,
      reference: 'He, Zhang, Ren, Sun: Deep residual learning for image recognition (2015)',
    },
    bottleneck(),
  ),
  shipped(
    {
      name: 'inverted-residual',
      title: 'Inverted residual',
      category: 'residual',
      summary: 'Expands, filters each channel alone, and projects back: the block of MobileNetV2.',
      year: 2018,
      reference:
        'Sandler, Howard, Zhu, Zhmoginov, Chen: MobileNetV2: inverted residuals and linear bottlenecks (2018)',
      channels: 'channels',
    },
    invertedResidual('relu6', 1e-5, false),
  ),
  shipped(
    {
      name: 'inception',
      title: 'Inception',
      category: 'branches',
      summary: 'Looks at every place with filters of several sizes at once: the module of GoogLeNet.',
      year: 2014,
      reference: 'Szegedy and others: Going deeper with convolutions (2014)',
    },
    module(),
  ),
  shipped(
    {
      name: 'dense-layer',
      title: 'Dense layer',
      category: 'branches',
      summary: 'Puts a few new channels beside all that it was given.',
      year: 2016,
      reference: 'Huang, Liu, van der Maaten, Weinberger: Densely connected convolutional networks (2016)',
    },
    denseLayer(1e-5),
  ),
  shipped(
    {
      name: 'dense-block',
      title: 'Dense block',
      category: 'branches',
      summary: 'Layers that each read all before them, so that features are reused: the block of DenseNet.',
      year: 2016,
      reference: 'Huang, Liu, van der Maaten, Weinberger: Densely connected convolutional networks (2016)',
    },
    dense,
    { 'dense-layer': denseLayer(1e-5) },
  ),
  shipped(
    {
      name: 'fire',
      title: 'Fire',
      category: 'light',
      summary: 'Squeezes the channels before 3×3 filters see them: the block of SqueezeNet.',
      year: 2016,
      reference: 'Iandola and others: SqueezeNet: AlexNet-level accuracy with 50x fewer parameters (2016)',
    },
    fire(),
  ),
  shipped(
    {
      name: 'depthwise-separable',
      title: 'Depthwise separable',
      category: 'light',
      summary:
        'A convolution taken apart into one filter per channel and a 1×1 mix: eight to nine times cheaper.',
      year: 2017,
      reference:
        'Howard and others: MobileNets: efficient convolutional neural networks for mobile vision applications (2017)',
    },
    separable(),
  ),
  shipped(
    {
      name: 'squeeze-excite',
      title: 'Squeeze and excite',
      category: 'attention',
      summary: 'Weighs each channel by what the whole picture says.',
      year: 2017,
      reference: 'Hu, Shen, Sun: Squeeze-and-excitation networks (2017)',
      channels: 'channels',
    },
    excite,
  ),
];
