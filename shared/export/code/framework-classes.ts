/** What Keras 3 and PyTorch say of their own classes: which arguments come first without a name, and what is left out. */
import type { Argument, EmittedLayer } from '../../layers/support/emission';

interface Signature {
  /** Arguments that are written without their name. */
  readonly positional?: readonly string[];
  readonly defaults?: Readonly<Record<string, Argument>>;
  /** Names that Keras 2 and tfjs have for the same. */
  readonly renamed?: Readonly<Record<string, string>>;
}

const window = { strides: 1, padding: 'valid', dilation_rate: 1, groups: 1, use_bias: true } as const;
const affine = { center: true, scale: true } as const;

const keras: Readonly<Record<string, Signature>> = {
  Activation: { positional: ['activation'] },
  AveragePooling2D: { positional: ['pool_size'], defaults: { padding: 'valid' } },
  BatchNormalization: { defaults: { axis: -1, momentum: 0.99, epsilon: 0.001, ...affine } },
  Concatenate: { defaults: { axis: -1 } },
  Conv2D: { positional: ['filters', 'kernel_size'], defaults: window },
  Conv2DTranspose: { positional: ['filters', 'kernel_size'], defaults: window },
  Cropping2D: { positional: ['cropping'] },
  Dense: { positional: ['units'], defaults: { use_bias: true, trainable: true } },
  DepthwiseConv2D: { positional: ['kernel_size'], defaults: { ...window, depth_multiplier: 1 } },
  Dropout: { positional: ['rate'] },
  ELU: { defaults: { alpha: 1 } },
  GaussianNoise: { positional: ['stddev'] },
  GroupNormalization: { positional: ['groups'], defaults: { axis: -1, epsilon: 0.001, ...affine } },
  LayerNormalization: { defaults: { axis: -1, epsilon: 0.001, ...affine } },
  LeakyReLU: { defaults: { negative_slope: 0.3 }, renamed: { alpha: 'negative_slope' } },
  MaxPooling2D: { positional: ['pool_size'], defaults: { padding: 'valid' } },
  Normalization: { defaults: { axis: -1 } },
  PReLU: { defaults: { shared_axes: null } },
  Permute: { positional: ['dims'] },
  Rescaling: { positional: ['scale'], defaults: { offset: 0 } },
  Reshape: { positional: ['target_shape'] },
  SpatialDropout2D: { positional: ['rate'] },
  UpSampling2D: { positional: ['size'], defaults: { interpolation: 'nearest' } },
  ZeroPadding2D: { positional: ['padding'] },
};

const torchWindow = {
  stride: 1,
  padding: 0,
  dilation: 1,
  groups: 1,
  bias: true,
  padding_mode: 'zeros',
} as const;

/** PyTorch's emissions leave defaults out already; here they are to fill the gaps where only some copies have them. */
const pytorch: Readonly<Record<string, Signature>> = {
  'nn.AvgPool2d': { defaults: { padding: 0, ceil_mode: false, count_include_pad: true } },
  'nn.BatchNorm1d': { defaults: { eps: 1e-5, momentum: 0.1, affine: true } },
  'nn.BatchNorm2d': { defaults: { eps: 1e-5, momentum: 0.1, affine: true } },
  'nn.Conv2d': { defaults: torchWindow },
  'nn.ConvTranspose2d': { defaults: { ...torchWindow, output_padding: 0 } },
  'nn.GroupNorm': { defaults: { eps: 1e-5, affine: true } },
  'nn.LayerNorm': { defaults: { eps: 1e-5, elementwise_affine: true, bias: true } },
  'nn.Linear': { defaults: { bias: true } },
  'nn.LocalResponseNorm': { defaults: { alpha: 0.0001, beta: 0.75, k: 1 } },
  'nn.MaxPool2d': { defaults: { padding: 0, ceil_mode: false } },
  'nn.PReLU': { defaults: { init: 0.25 } },
  PReLUPerValue: { defaults: { init: 0.25 } },
};

const classes = { keras, pytorch };

export const signatureOf = (framework: 'keras' | 'pytorch', className: string): Signature =>
  (Object.hasOwn(classes[framework], className) ? classes[framework][className] : undefined) ?? {};

/** Arguments in which one number stands for the same in both directions. */
export const pairs: ReadonlySet<string> = new Set([
  'kernel_size',
  'strides',
  'stride',
  'pool_size',
  'dilation_rate',
  'dilation',
  'padding',
  'output_padding',
  'cropping',
  'size',
]);

/** Never worth a word: what Keras takes anyway, and what only a saved model says. */
export const silent: Readonly<Record<string, Argument>> = {
  data_format: 'channels_last',
  activation: 'linear',
};

/** Both pool by windows as far apart as they are large, unless told otherwise. */
export const strideOfPooling: Readonly<Record<string, { readonly argument: string; readonly of: string }>> = {
  MaxPooling2D: { argument: 'strides', of: 'pool_size' },
  AveragePooling2D: { argument: 'strides', of: 'pool_size' },
  'nn.MaxPool2d': { argument: 'stride', of: '0' },
  'nn.AvgPool2d': { argument: 'stride', of: '0' },
};

/** An average over windows as large as the picture is the global one. */
export function readable(layer: EmittedLayer, input: readonly number[]): EmittedLayer {
  const whole = JSON.stringify(layer.args['pool_size']) === JSON.stringify(input.slice(0, 2));
  if (layer.className === 'AveragePooling2D' && whole && layer.args['padding'] === 'valid')
    return { className: 'GlobalAveragePooling2D', args: { keepdims: true }, weights: [] };
  return layer;
}
