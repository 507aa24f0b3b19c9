import { isKnown } from './shape';
import { defineLayer, oneToOne } from './define';
import {
  biasWeight,
  convolutionBrief,
  convolutionParams,
  groupFindings,
  kerasConvolution,
  torchConvolution,
  windowOf,
} from './support/convolution';
import { emitted } from './support/emission';
import { choice, integer } from '../schema/fields';
import { reflectionTooWide } from './support/padding';
import { sliding } from './support/readings';
import { inferWindow, isUnpadded, notAPicture, slideOf, windowGeometry } from './support/windows';
import { count } from './support/words';

const params = {
  filters: integer({
    default: 32,
    label: 'Filters',
    help: 'How many features it looks for: each filter gives one channel of the output.',
    alsoKnownAs: ['out_channels'],
  }),
  kernelSize: convolutionParams.kernelSize,
  strides: convolutionParams.strides,
  padding: convolutionParams.padding,
  paddingMode: choice({
    default: 'zeros',
    label: 'Padded with',
    help: 'What stands around the picture: zeros, the picture mirrored, or its border repeated.',
    options: [
      { value: 'zeros', label: 'Zeros' },
      { value: 'reflect', label: 'Reflection' },
      { value: 'replicate', label: 'Border' },
    ],
    alsoKnownAs: ['padding_mode'],
    when: ({ padding }) => padding !== 'valid',
  }),
  dilationRate: convolutionParams.dilationRate,
  groups: integer({
    default: 1,
    label: 'Groups',
    help: 'Splits the channels into groups that are convolved apart; as many as input channels is a depthwise convolution.',
  }),
  useBias: convolutionParams.useBias,
  kernelInitializer: convolutionParams.kernelInitializer,
};

export const conv2d = defineLayer({
  type: 'Conv2D',
  label: 'Conv',
  stem: 'conv',
  category: 'convolution',
  role: 'linear',
  features: 'filters',
  icon: 'grid-3x3',
  basic: 1,
  summary: 'Slides small filters over the picture and answers where each feature is found.',
  aliases: ['convolution', 'nn.Conv2d', 'Conv', 'depthwise convolution', 'grouped convolution'],
  shorthand: { words: { c: {}, convolution: {} }, size: 'kernelSize', assumes: { padding: 'same' } },
  params,
  ports: () => oneToOne,

  infer(params, [input = []]) {
    const wrong = notAPicture('Conv2D', input);
    if (wrong) return { shapes: [], steps: [], findings: [wrong] };
    const window = inferWindow(windowOf(params), input, { window: 'filter', sizeParam: 'kernelSize' });
    const mirrored = params.paddingMode === 'reflect' && params.padding !== 'valid';
    const findings = [
      ...groupFindings(params, input[2] ?? null),
      ...window.findings,
      ...(mirrored && isKnown(input) && window.height !== null && window.width !== null
        ? reflectionTooWide(windowGeometry(windowOf(params), input).padding, input, 'padding', [
            { kind: 'setParams', label: 'Pad with zeros', params: { paddingMode: 'zeros' } },
          ])
        : []),
    ];
    if (findings.some(({ severity }) => severity === 'error'))
      return { shapes: [], steps: window.steps, findings };
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
      ...biasWeight(useBias, filters),
    ];
  },

  window: (params, [input = []]) => sliding(slideOf(windowOf(params), input)),
  slide: (params, [input = []]) => slideOf(windowOf(params), input),

  macs(params, [input = []]) {
    const { outputSize } = windowGeometry(windowOf(params), input);
    const [height, width] = params.kernelSize;
    const perPixel = height * width * ((input[2] ?? 0) / params.groups) * params.filters;
    return perPixel * outputSize[0] * outputSize[1];
  },

  brief: (params) =>
    convolutionBrief(params, params.filters) + (params.groups > 1 ? ` · g${params.groups}` : ''),

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
    const { padding } = windowGeometry(windowOf(params), x.shape);
    const mode = params.paddingMode;
    const apart = !isUnpadded(padding) && mode !== 'zeros';
    return [
      emit({
        op: 'conv2d',
        x: apart ? emit({ op: 'pad', x, padding, mode, value: 0 }) : x,
        kernel,
        ...(bias && { bias }),
        strides: params.strides,
        dilation: params.dilationRate,
        groups: params.groups,
        padding: apart ? [0, 0, 0, 0] : padding,
      }),
    ];
  },

  keras(params, [input = []]) {
    if (params.paddingMode !== 'zeros' && !isUnpadded(windowGeometry(windowOf(params), input).padding)) {
      return {
        kind: 'unsupported',
        reason: 'Keras’ convolutions pad with zeros only. Pad with zeros, or use Padding2D before it.',
      };
    }
    return { kind: 'layers', layers: kerasConvolution(params, input) };
  },

  pytorch: (params, [input = []]) => emitted(torchConvolution(params, input)),
});
