/**
 * What tfjs-layers 4.22 reads of a layer's config, class by class, and where it computes what Keras 3 does: read in
 * dist/layers of the package. Keys that it does not know, it drops without a word, as it does some that it reads
 * (`dilation_rate` of a depthwise or transposed convolution reaches no kernel); so a layer is written as it is only where
 * this list has it, every key of it, and the value.
 */
import type { KnownShape } from '../../layers/shape';
import type { Argument, EmittedLayer } from '../../layers/support/emission';

interface TfjsClass {
  readonly reads: readonly string[];
  /** Where not always: `input` is the shape that enters. */
  readonly where?: (args: EmittedLayer['args'], input: KnownShape) => boolean;
}

/** Read by the base class. */
const base = ['name', 'trainable', 'dtype'];

const pooling: TfjsClass = { reads: ['pool_size', 'strides', 'padding', 'data_format'] };
const globalPooling: TfjsClass = { reads: ['data_format'] };
const window = ['kernel_size', 'strides', 'padding', 'data_format', 'dilation_rate'];
const convolution = [...window, 'filters', 'activation', 'use_bias'];
const normalization = ['axis', 'epsilon', 'center', 'scale'];
const merge: TfjsClass = { reads: [] };

/** Without hard_sigmoid, whose slope is 0.2 there and 1/6 in Keras 3, and hard_swish, which it lacks. */
const activations: readonly Argument[] = [
  'elu',
  'gelu',
  'linear',
  'relu',
  'relu6',
  'selu',
  'sigmoid',
  'softmax',
  'swish',
  'tanh',
];

/** Of a list. */
const all = (argument: Argument | undefined, holds: (value: Argument) => boolean): boolean =>
  typeof argument === 'object' && argument !== null && argument.every(holds);

const isOne = (argument: Argument | undefined): boolean => all(argument, (value) => value === 1);

const classes: Readonly<Record<string, TfjsClass>> = {
  Activation: {
    reads: ['activation'],
    where: ({ activation = null }) => activations.includes(activation),
  },
  Add: merge,
  Average: merge,
  AveragePooling2D: pooling,
  BatchNormalization: { reads: [...normalization, 'momentum'] },
  Concatenate: { reads: ['axis'] },
  Conv2D: { reads: convolution },
  Conv2DTranspose: { reads: convolution, where: ({ dilation_rate: rate }) => isOne(rate) },
  Cropping2D: { reads: ['cropping', 'data_format'] },
  Dense: { reads: ['units', 'activation', 'use_bias'] },
  DepthwiseConv2D: {
    reads: [...window, 'depth_multiplier', 'activation', 'use_bias'],
    where: ({ dilation_rate: rate }) => isOne(rate),
  },
  Dropout: { reads: ['rate', 'noise_shape', 'seed'] },
  ELU: { reads: ['alpha'], where: ({ alpha }) => alpha === 1 },
  // It refuses vectors, of which nothing is to be flattened.
  Flatten: { reads: ['data_format'], where: (_, input) => input.length > 1 },
  GaussianNoise: { reads: ['stddev'] },
  GlobalAveragePooling2D: globalPooling,
  GlobalMaxPooling2D: globalPooling,
  LayerNormalization: { reads: normalization },
  LeakyReLU: { reads: ['alpha'] },
  MaxPooling2D: pooling,
  Maximum: merge,
  Multiply: merge,
  PReLU: { reads: ['shared_axes'] },
  Permute: { reads: ['dims'] },
  ReLU: { reads: ['max_value'] },
  Rescaling: { reads: ['scale', 'offset'] },
  Reshape: { reads: ['target_shape'] },
  UpSampling2D: {
    reads: ['size', 'interpolation', 'data_format'],
    where: ({ size, interpolation }) =>
      isOne(size) || (interpolation === 'nearest' && all(size, findsItsPixel)),
  },
  ZeroPadding2D: { reads: ['padding', 'data_format'] },
};

/** Pictures larger than this in height and width together would not fit anywhere. */
const LARGEST_SIDE = 16_384;

/**
 * Nearest neighbours are ⌊i · (1 / factor)⌋ there, in 64 bits on the processor and in 32 elsewhere: 49 · (1 / 49) is less
 * than 1, and the pixel then is the one before.
 */
function findsItsPixel(factor: Argument): boolean {
  if (typeof factor !== 'number') return false;
  const single = Math.fround(1 / factor);
  for (let pixel = 1; pixel < LARGEST_SIDE; pixel += 1) {
    const place = pixel * factor;
    if (Math.floor(place * (1 / factor)) !== pixel) return false;
    if (Math.floor(Math.fround(Math.fround(place) * single)) !== pixel) return false;
  }
  return true;
}

/** Whether tfjs-layers computes this as Keras does; `input` is what enters the layer that it is a part of. */
export function isAlike({ className, args, positional = [] }: EmittedLayer, input: KnownShape): boolean {
  const known = classes[className];
  return (
    known !== undefined &&
    positional.length === 0 &&
    Object.keys(args).every((key) => known.reads.includes(key) || base.includes(key)) &&
    (known.where?.(args, input) ?? true)
  );
}
