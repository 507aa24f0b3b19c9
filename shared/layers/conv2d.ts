import { defineLayer, oneToOne, type Finding, type KnownShape } from './define';
import type { EmittedLayer } from './support/emission';
import { choice, integer, padding, pair, toggle, type ParamsOf } from './support/fields';
import { initializerOptions } from './support/initializers';
import { inferWindow, isUnpadded, notAPicture, windowGeometry, type SlidingWindow } from './support/windows';
import { count, pairText, shortPadding, shortPair } from './support/words';

const params = {
  filters: integer({
    default: 32,
    label: 'Filters',
    help: 'How many features it looks for: each filter gives one channel of the output.',
    alsoKnownAs: ['out_channels'],
  }),
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
    help: 'Zeros around the picture: none ("valid"), as many as keep the size ("same"), or your own.',
  }),
  dilationRate: pair({
    default: [1, 1],
    label: 'Dilation rate',
    help: 'Distance between neighbouring taps of the filter; 1 leaves no gaps.',
    alsoKnownAs: ['dilation'],
  }),
  groups: integer({
    default: 1,
    label: 'Groups',
    help: 'Splits the channels into groups that are convolved apart; as many as input channels is a depthwise convolution.',
  }),
  useBias: toggle({
    default: true,
    label: 'Bias',
    help: 'Adds one learned number to each channel. Not needed before batch normalization.',
    alsoKnownAs: ['bias', 'use_bias'],
  }),
  kernelInitializer: choice({
    default: 'glorotUniform',
    label: 'First values',
    help: 'How the kernel is drawn before training; He suits ReLU.',
    options: initializerOptions,
    alsoKnownAs: ['kernel_initializer'],
  }),
};

type Params = ParamsOf<typeof params>;

const windowOf = ({ kernelSize, strides, dilationRate, padding }: Params): SlidingWindow => ({
  size: kernelSize,
  strides,
  dilation: dilationRate,
  padding,
  ceilMode: false,
});

export const conv2d = defineLayer({
  type: 'Conv2D',
  label: 'Conv',
  stem: 'conv',
  category: 'convolution',
  role: 'linear',
  features: 'filters',
  icon: 'grid-3x3',
  summary: 'Slides small filters over the picture and answers where each feature is found.',
  aliases: ['convolution', 'nn.Conv2d', 'Conv', 'depthwise convolution', 'grouped convolution'],
  params,
  ports: () => oneToOne,

  infer(params, [input = []]) {
    const wrong = notAPicture('Conv2D', input);
    if (wrong) return { shapes: [], steps: [], findings: [wrong] };
    const window = inferWindow(windowOf(params), input, { window: 'filter', sizeParam: 'kernelSize' });
    const findings = [...groupFindings(params, input[2] ?? null), ...window.findings];
    if (findings.some(({ severity }) => severity === 'error')) return { shapes: [], steps: [], findings };
    return { shapes: [[window.height, window.width, params.filters]], steps: window.steps, findings };
  },

  weights({ kernelSize: [height, width], filters, groups, useBias, kernelInitializer }, [input = []]) {
    const perGroup = (input[2] ?? 0) / groups;
    const receptive = height * width;
    return [
      {
        name: 'kernel',
        shape: [height, width, perGroup, filters],
        trainable: true,
        initializer: { kind: kernelInitializer, fanIn: receptive * perGroup, fanOut: receptive * filters },
        decay: true,
      },
      ...(useBias
        ? [
            {
              name: 'bias',
              shape: [filters],
              trainable: true,
              initializer: { kind: 'zeros' },
              decay: false,
            } as const,
          ]
        : []),
    ];
  },

  window: ({ kernelSize, strides, dilationRate }) => ({ size: kernelSize, strides, dilation: dilationRate }),

  macs(params, [input = []]) {
    const { outputSize } = windowGeometry(windowOf(params), input);
    const [height, width] = params.kernelSize;
    const perPixel = height * width * ((input[2] ?? 0) / params.groups) * params.filters;
    return perPixel * outputSize[0] * outputSize[1];
  },

  brief: ({ kernelSize, filters, strides, padding, dilationRate, groups }) =>
    [
      pairText(kernelSize),
      filters,
      shortPair('s', strides),
      shortPadding(padding),
      ...(dilationRate[0] > 1 || dilationRate[1] > 1 ? [shortPair('d', dilationRate)] : []),
      ...(groups > 1 ? [`g${groups}`] : []),
    ].join(' · '),

  explain(params, [input = []]) {
    const [height, width] = params.kernelSize;
    const channels = input[2] ?? 0;
    const { outputSize } = windowGeometry(windowOf(params), input);
    const bias = params.useBias ? ' + 1' : '';
    const grouped = params.groups > 1;
    const depth = grouped ? `${channels}/${params.groups}` : `${channels}`;
    const perFilter = height * width * (channels / params.groups);
    return {
      parameters: {
        title: 'Parameters',
        formula: `(F_h·F_w·C_in${grouped ? '/groups' : ''}${bias})·filters`,
        filled: `(${height}·${width}·${depth}${bias})·${params.filters}`,
        result: count((perFilter + (params.useBias ? 1 : 0)) * params.filters),
      },
      macs: {
        title: 'MACs per image',
        formula: `F_h·F_w·C_in${grouped ? '/groups' : ''}·filters·H_out·W_out`,
        filled: `${height}·${width}·${depth}·${params.filters}·${outputSize.join('·')}`,
        result: count(perFilter * params.filters * outputSize[0] * outputSize[1]),
      },
    };
  },

  lower(params, { inputs: [x], weights: { kernel, bias }, emit }) {
    if (!x || !kernel) throw new Error('Conv2D needs an input and a kernel.');
    return [
      emit({
        op: 'conv2d',
        x,
        kernel,
        ...(bias && { bias }),
        strides: params.strides,
        dilation: params.dilationRate,
        groups: params.groups,
        padding: windowGeometry(windowOf(params), x.shape).padding,
      }),
    ];
  },

  keras(params, [input = []]) {
    return { kind: 'layers', layers: kerasLayers(params, input) };
  },
});

function groupFindings({ groups, filters }: Params, channels: number | null): Finding[] {
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

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

/**
 * Keras knows "valid" and "same" only, and refuses strides together with dilation: explicit padding becomes
 * ZeroPadding2D, and such strides a pooling of single pixels after the convolution.
 */
function kerasLayers(params: Params, input: KnownShape): EmittedLayer[] {
  const { filters, kernelSize, strides, dilationRate, groups, useBias } = params;
  const dilated = dilationRate[0] > 1 || dilationRate[1] > 1;
  const strided = strides[0] > 1 || strides[1] > 1;
  const apart = dilated && strided;
  const sides = windowGeometry(windowOf(params), input).padding;
  const keepSame = params.padding === 'same' && !apart;
  const [top, bottom, left, right] = sides;
  const channels = input[2] ?? 0;
  const depthwise = groups > 1 && groups === channels;
  const shared = {
    kernel_size: kernelSize,
    strides: apart ? [1, 1] : strides,
    padding: keepSame ? 'same' : 'valid',
    data_format: 'channels_last',
    dilation_rate: dilationRate,
  };
  const [height, width] = kernelSize;
  const bias = useBias ? [{ name: 'bias', as: 'bias' }] : [];
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
            { name: 'kernel', as: 'depthwise_kernel', shape: [height, width, channels, filters / groups] },
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
          weights: [{ name: 'kernel', as: 'kernel' }, ...bias],
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
