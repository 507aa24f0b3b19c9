import { defineLayer, oneToOne } from './define';
import {
  biasWeight,
  convolutionBrief,
  convolutionParams,
  kerasConvolution,
  torchConvolution,
  windowOf,
} from './support/convolution';
import { emitted } from './support/emission';
import { integer, type ParamsOf } from '../schema/fields';
import { refuse } from './support/pointwise';
import { sliding } from './support/readings';
import { inferWindow, notAPicture, slideOf, windowGeometry } from './support/windows';
import { count } from './support/words';

const params = {
  filters: integer({
    default: 32,
    label: 'Filters',
    help: 'How many channels come out of the 1×1 convolution at the end.',
    alsoKnownAs: ['out_channels'],
  }),
  kernelSize: convolutionParams.kernelSize,
  strides: convolutionParams.strides,
  padding: convolutionParams.padding,
  depthMultiplier: integer({
    default: 1,
    max: 1024,
    label: 'Depth multiplier',
    help: 'How many filters each input channel gets before the channels are mixed.',
    alsoKnownAs: ['depth_multiplier'],
  }),
  dilationRate: convolutionParams.dilationRate,
  useBias: convolutionParams.useBias,
  kernelInitializer: convolutionParams.kernelInitializer,
};
type Params = ParamsOf<typeof params>;

const depthwiseOf = (own: Params, channels: number) => ({
  ...own,
  filters: channels * own.depthMultiplier,
  groups: channels,
  useBias: false,
});
const pointwiseOf = (own: Params) => ({
  filters: own.filters,
  kernelSize: [1, 1] as const,
  strides: [1, 1] as const,
  dilationRate: [1, 1] as const,
  padding: 'valid' as const,
  groups: 1,
  useBias: own.useBias,
});

/** Chollet, "Xception" (2017): a depthwise convolution, then a 1×1 convolution with the bias; nothing in between. */
export const separableConv2d = defineLayer({
  type: 'SeparableConv2D',
  label: 'Separable conv',
  stem: 'separable',
  category: 'convolution',
  role: 'linear',
  features: 'filters',
  icon: 'split',
  summary: 'Filters each channel by itself, then mixes the channels pixel by pixel: far fewer weights.',
  aliases: ['depthwise separable convolution', 'Xception', 'MobileNet block'],
  shorthand: {
    words: { sep: {}, sepconv: {}, separable: {} },
    size: 'kernelSize',
    assumes: { padding: 'same' },
  },
  params,
  ports: () => oneToOne,
  infer(own, [input = []]) {
    const wrong = notAPicture('SeparableConv2D', input);
    if (wrong) return refuse(wrong);
    const window = inferWindow(windowOf(own), input, { window: 'filter', sizeParam: 'kernelSize' });
    const { findings, steps, height, width } = window;
    if (findings.some(({ severity }) => severity === 'error')) return { shapes: [], steps, findings };
    return { shapes: [[height, width, own.filters]], steps, findings };
  },
  weights(
    { kernelSize: [height, width], filters, depthMultiplier, useBias, kernelInitializer: kind },
    [input = []],
  ) {
    const channels = input[2] ?? 0;
    const middle = channels * depthMultiplier;
    const receptive = height * width;
    return [
      {
        name: 'depthwiseKernel',
        shape: [height, width, 1, middle],
        trainable: true,
        initializer: { kind, fanIn: receptive * channels, fanOut: receptive * depthMultiplier },
        decay: true,
      },
      {
        name: 'pointwiseKernel',
        shape: [1, 1, middle, filters],
        trainable: true,
        initializer: { kind, fanIn: middle, fanOut: filters },
        decay: true,
      },
      ...biasWeight(useBias, filters),
    ];
  },
  window: (params, [input = []]) => sliding(slideOf(windowOf(params), input)),
  slide: (params, [input = []]) => slideOf(windowOf(params), input),
  macs(own, [input = []]) {
    const { outputSize } = windowGeometry(windowOf(own), input);
    const [height, width] = own.kernelSize;
    const middle = (input[2] ?? 0) * own.depthMultiplier;
    return (height * width * middle + middle * own.filters) * outputSize[0] * outputSize[1];
  },
  brief: (own) => convolutionBrief(own, own.filters),
  explain(own, [input = []]) {
    const [height, width] = own.kernelSize;
    const middle = (input[2] ?? 0) * own.depthMultiplier;
    const { outputSize } = windowGeometry(windowOf(own), input);
    const bias = own.useBias ? ' + filters' : '';
    return {
      parameters: {
        title: 'Parameters',
        formula: `F_h·F_w·C + C·filters${bias}`,
        filled: `${height}·${width}·${middle} + ${middle}·${own.filters}${own.useBias ? ` + ${own.filters}` : ''}`,
        result: count(height * width * middle + middle * own.filters + (own.useBias ? own.filters : 0)),
      },
      macs: {
        title: 'MACs per image',
        formula: '(F_h·F_w·C + C·filters)·H_out·W_out',
        filled: `(${height}·${width}·${middle} + ${middle}·${own.filters})·${outputSize.join('·')}`,
        result: count((height * width * middle + middle * own.filters) * outputSize[0] * outputSize[1]),
      },
    };
  },
  lower(own, { inputs: [x], weights: { depthwiseKernel, pointwiseKernel, bias }, emit }) {
    if (!x || !depthwiseKernel || !pointwiseKernel)
      throw new Error('SeparableConv2D needs an input and kernels.');
    const filtered = emit({
      op: 'conv2d',
      x,
      kernel: depthwiseKernel,
      strides: own.strides,
      dilation: own.dilationRate,
      groups: x.shape[2] ?? 1,
      padding: windowGeometry(windowOf(own), x.shape).padding,
    });
    return [
      emit({
        op: 'conv2d',
        x: filtered,
        kernel: pointwiseKernel,
        ...(bias && { bias }),
        strides: [1, 1],
        dilation: [1, 1],
        groups: 1,
        padding: [0, 0, 0, 0],
      }),
    ];
  },
  keras(own, [input = []]) {
    const channels = input[2] ?? 1;
    const { outputSize } = windowGeometry(windowOf(own), input);
    const middle = [...outputSize, channels * own.depthMultiplier];
    return {
      kind: 'layers',
      layers: [
        ...kerasConvolution(depthwiseOf(own, channels), input, ['depthwiseKernel', 'bias'], true),
        ...kerasConvolution(pointwiseOf(own), middle, ['pointwiseKernel', 'bias']),
      ],
    };
  },
  pytorch(own, [input = []]) {
    const channels = input[2] ?? 1;
    const { outputSize } = windowGeometry(windowOf(own), input);
    const middle = [...outputSize, channels * own.depthMultiplier];
    return emitted([
      ...torchConvolution(depthwiseOf(own, channels), input, ['depthwiseKernel', 'bias']),
      ...torchConvolution(pointwiseOf(own), middle, ['pointwiseKernel', 'bias']),
    ]);
  },
});
