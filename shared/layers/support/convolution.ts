/** What the convolutions have in common: their parameters, groups and emission for Keras and PyTorch. */
import type { KnownShape } from '../shape';
import type { Finding, WeightSpec } from '../define';
import { single, torchPadding, unlessDefault, type EmittedLayer, type EmittedStep } from './emission';
import { greatestCommonDivisor } from './common-divisor';
import { choice, padding, pair, toggle, type Padding, type Pair } from '../../schema/fields';
import { initializerOptions } from './initializers';
import { isUnpadded, windowGeometry, type SlidingWindow } from './windows';
import { count, pairText, shortPadding, shortPair } from './words';

export const convolutionParams = {
  kernelSize: pair({
    default: [3, 3],
    label: 'Kernel size',
    help: 'Height and width of the filter.',
    unit: 'px',
    alsoKnownAs: ['kernel_size', 'filter size'],
  }),
  strides: pair({
    default: [1, 1],
    label: 'Strides',
    help: 'How far the filter moves at each step.',
    unit: 'px',
    alsoKnownAs: ['stride'],
  }),
  padding: padding({
    default: 'valid',
    label: 'Padding',
    help: 'Zeros around the picture: none (“valid”), as many as keep the size (“same”), or your own.',
  }),
  dilationRate: pair({
    default: [1, 1],
    label: 'Dilation rate',
    help: 'Distance between neighbouring taps of the filter; 1 leaves no gaps.',
    alsoKnownAs: ['dilation'],
  }),
  useBias: toggle({
    default: true,
    label: 'Bias',
    help: 'Adds one learned number to each channel. Not needed before batch normalization.',
    alsoKnownAs: ['bias', 'use_bias'],
  }),
  kernelInitializer: choice({
    default: 'glorotUniform',
    label: 'Initializer',
    help: 'How the kernel is drawn before training; He suits ReLU.',
    options: initializerOptions,
    alsoKnownAs: ['kernel_initializer'],
  }),
};

/** What every convolution knows of its window. */
export interface ConvolutionWindow {
  readonly kernelSize: Pair;
  readonly strides: Pair;
  readonly dilationRate: Pair;
  readonly padding: Padding;
}

/** One convolution, whatever layer it belongs to. */
export interface Convolution extends ConvolutionWindow {
  readonly filters: number;
  readonly groups: number;
  readonly useBias: boolean;
  readonly paddingMode?: 'zeros' | 'reflect' | 'replicate';
}

export const windowOf = ({
  kernelSize,
  strides,
  dilationRate,
  padding,
}: ConvolutionWindow): SlidingWindow => ({
  size: kernelSize,
  strides,
  dilation: dilationRate,
  padding,
  ceilMode: false,
});

export const convolutionBrief = (
  { kernelSize, strides, padding, dilationRate }: ConvolutionWindow,
  ...more: readonly (string | number)[]
): string =>
  [
    pairText(kernelSize),
    ...more,
    shortPair('s', strides),
    shortPadding(padding),
    ...(dilationRate[0] > 1 || dilationRate[1] > 1 ? [shortPair('d', dilationRate)] : []),
  ].join(' · ');

export const biasWeight = (useBias: boolean, size: number): readonly WeightSpec[] =>
  useBias
    ? [{ name: 'bias', shape: [size], trainable: true, initializer: { kind: 'zeros' }, decay: false }]
    : [];

export function groupFindings(
  { groups, filters }: { readonly groups: number; readonly filters: number },
  channels: number | null,
): Finding[] {
  const divisors = (n: number): string => {
    const all = Array.from({ length: Math.min(n, 4096) }, (_, i) => i + 1).filter((d) => n % d === 0);
    return all.length > 8 ? `${all.slice(0, 7).join(', ')}, …` : all.join(', ');
  };
  const common = greatestCommonDivisor(greatestCommonDivisor(channels ?? filters, filters), groups);
  const findings: Finding[] = [];
  const suggestion = {
    kind: 'setParams',
    label: common === 1 ? 'Use one group' : `Use ${common} groups`,
    params: { groups: common },
  } as const;
  if (channels !== null && channels % groups !== 0) {
    findings.push({
      severity: 'error',
      code: 'groups-do-not-divide-input',
      param: 'groups',
      message: `The ${count(channels)} input channels can't be split into ${count(groups)} equal groups; ${divisors(channels)} would do.`,
      suggestions: [suggestion],
    });
  }
  if (filters % groups !== 0) {
    findings.push({
      severity: 'error',
      code: 'groups-do-not-divide-filters',
      param: 'groups',
      message: `${count(filters)} filters can't be split into ${count(groups)} equal groups.`,
      suggestions: [
        suggestion,
        {
          kind: 'setParams',
          label: `Use ${count(Math.ceil(filters / groups) * groups)} filters`,
          params: { filters: Math.ceil(filters / groups) * groups },
        },
      ],
    });
  }
  return findings;
}

/**
 * Keras knows "valid" and "same" only, and refuses strides together with dilation: explicit padding becomes
 * ZeroPadding2D, and such strides a pooling of single pixels after the convolution. So do strides of a depthwise
 * convolution that differ, which TensorFlow refuses before 2.21 (“only supports equal length strides”).
 */
export function kerasConvolution(
  params: Convolution,
  input: KnownShape,
  weights: readonly [kernel: string, bias: string] = ['kernel', 'bias'],
  depthwise = params.groups > 1 && params.groups === input[2],
): EmittedLayer[] {
  const { filters, kernelSize, strides, dilationRate, groups, useBias } = params;
  const dilated = dilationRate[0] > 1 || dilationRate[1] > 1;
  const strided = strides[0] > 1 || strides[1] > 1;
  const apart = strided && (dilated || (depthwise && strides[0] !== strides[1]));
  const sides = windowGeometry(windowOf(params), input).padding;
  const keepSame = params.padding === 'same' && !apart;
  const [top, bottom, left, right] = sides;
  const channels = input[2] ?? 0;
  const shared = {
    kernel_size: kernelSize,
    strides: apart ? [1, 1] : strides,
    padding: keepSame ? 'same' : 'valid',
    data_format: 'channels_last',
    dilation_rate: dilationRate,
  };
  const [height, width] = kernelSize;
  const bias = useBias ? [{ name: weights[1], as: 'bias' }] : [];
  return [
    ...(keepSame || isUnpadded(sides)
      ? []
      : [
          {
            className: 'ZeroPadding2D',
            args: {
              padding: [
                [top, bottom],
                [left, right],
              ],
              data_format: 'channels_last',
            },
            weights: [],
          },
        ]),
    depthwise
      ? {
          className: 'DepthwiseConv2D',
          args: { ...shared, depth_multiplier: filters / groups, activation: 'linear', use_bias: useBias },
          weights: [
            { name: weights[0], as: 'depthwise_kernel', shape: [height, width, channels, filters / groups] },
            ...bias,
          ],
        }
      : {
          className: 'Conv2D',
          args: {
            filters,
            ...shared,
            ...(groups > 1 && { groups }),
            activation: 'linear',
            use_bias: useBias,
          },
          weights: [{ name: weights[0], as: 'kernel' }, ...bias],
        },
    ...(apart
      ? [
          {
            className: 'MaxPooling2D',
            args: { pool_size: [1, 1], strides, padding: 'valid', data_format: 'channels_last' },
            weights: [],
          },
        ]
      : []),
  ];
}

/** nn.Conv2d; padding that differs from side to side, or that "same" adds to strides, becomes a call before it. */
export function torchConvolution(
  params: Convolution,
  input: KnownShape,
  weights: readonly [kernel: string, bias: string] = ['kernel', 'bias'],
): EmittedStep[] {
  const { filters, kernelSize, strides, dilationRate, groups, useBias, paddingMode = 'zeros' } = params;
  const sides = windowGeometry(windowOf(params), input).padding;
  const strided = strides[0] > 1 || strides[1] > 1;
  const even = sides[0] === sides[1] && sides[2] === sides[3];
  const same = params.padding === 'same' && !strided && paddingMode === 'zeros' && !even;
  const { before, inside } = torchPadding(sides, paddingMode === 'zeros' || even ? 'constant' : paddingMode);
  return [
    ...(same ? [] : before),
    {
      className: 'nn.Conv2d',
      positional: [input[2] ?? 0, filters],
      args: unlessDefault(
        {
          kernel_size: single(kernelSize),
          stride: single(strides),
          padding: same ? 'same' : single(inside),
          dilation: single(dilationRate),
          groups,
          bias: useBias,
          padding_mode: even ? paddingMode : 'zeros',
        },
        { stride: 1, padding: 0, dilation: 1, groups: 1, bias: true, padding_mode: 'zeros' },
      ),
      // HWIO -> OIHW.
      weights: [
        { name: weights[0], as: 'weight', permutation: [3, 2, 0, 1] },
        ...(useBias ? [{ name: weights[1], as: 'bias' }] : []),
      ],
    },
  ];
}
