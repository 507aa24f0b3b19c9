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
  kernelSize: convolutionParams.kernelSize,
  strides: convolutionParams.strides,
  padding: convolutionParams.padding,
  depthMultiplier: integer({
    default: 1,
    max: 1024,
    label: 'Depth multiplier',
    help: 'How many filters each input channel gets.',
    alsoKnownAs: ['depth_multiplier', 'channel multiplier'],
  }),
  dilationRate: convolutionParams.dilationRate,
  useBias: convolutionParams.useBias,
  kernelInitializer: convolutionParams.kernelInitializer,
};

const asConvolution = (own: ParamsOf<typeof params>, channels: number) => ({
  ...own,
  filters: channels * own.depthMultiplier,
  groups: channels,
});

/** The kernel is stored as a grouped convolution's, [Fh, Fw, 1, C·multiplier]: channel c's filters stand together. */
export const depthwiseConv2d = defineLayer({
  type: 'DepthwiseConv2D',
  label: 'Depthwise conv',
  stem: 'depthwise',
  category: 'convolution',
  role: 'linear',
  icon: 'layers',
  summary: 'Slides a filter of its own over each channel, without mixing the channels.',
  aliases: ['depthwise convolution', 'grouped convolution', 'nn.Conv2d(groups=in_channels)'],
  shorthand: {
    words: { dw: {}, dwconv: {}, depthwise: {} },
    size: 'kernelSize',
    assumes: { padding: 'same' },
  },
  params,
  ports: () => oneToOne,
  infer(own, [input = []]) {
    const wrong = notAPicture('DepthwiseConv2D', input);
    if (wrong) return refuse(wrong);
    const window = inferWindow(windowOf(own), input, { window: 'filter', sizeParam: 'kernelSize' });
    const { findings, steps, height, width } = window;
    if (findings.some(({ severity }) => severity === 'error')) return { shapes: [], steps, findings };
    const channels = input[2] ?? null;
    const { depthMultiplier } = own;
    const widened =
      channels === null || depthMultiplier === 1
        ? []
        : [
            {
              title: 'Output channels',
              formula: 'C_in·multiplier',
              filled: `${channels}·${depthMultiplier}`,
              result: count(channels * depthMultiplier),
            },
          ];
    return {
      shapes: [[height, width, channels && channels * depthMultiplier]],
      steps: [...steps, ...widened],
      findings,
    };
  },
  weights({ kernelSize: [height, width], depthMultiplier, useBias, kernelInitializer }, [input = []]) {
    const filters = (input[2] ?? 0) * depthMultiplier;
    const receptive = height * width;
    return [
      {
        name: 'kernel',
        shape: [height, width, 1, filters],
        trainable: true,
        initializer: {
          kind: kernelInitializer,
          fanIn: receptive * (input[2] ?? 0),
          fanOut: receptive * depthMultiplier,
        },
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
    return height * width * (input[2] ?? 0) * own.depthMultiplier * outputSize[0] * outputSize[1];
  },
  brief: (own) => convolutionBrief(own, ...(own.depthMultiplier > 1 ? [`×${own.depthMultiplier}`] : [])),
  explain(own, [input = []]) {
    const [height, width] = own.kernelSize;
    const channels = input[2] ?? 0;
    const { outputSize } = windowGeometry(windowOf(own), input);
    const bias = own.useBias ? ' + 1' : '';
    const filters = channels * own.depthMultiplier;
    return {
      parameters: {
        title: 'Parameters',
        formula: `(F_h·F_w${bias})·C_in·multiplier`,
        filled: `(${height}·${width}${bias})·${channels}·${own.depthMultiplier}`,
        result: count((height * width + (own.useBias ? 1 : 0)) * filters),
      },
      macs: {
        title: 'MACs per image',
        formula: 'F_h·F_w·C_in·multiplier·H_out·W_out',
        filled: `${height}·${width}·${channels}·${own.depthMultiplier}·${outputSize.join('·')}`,
        result: count(height * width * filters * outputSize[0] * outputSize[1]),
      },
    };
  },
  lower(own, { inputs: [x], weights: { kernel, bias }, emit }) {
    if (!x || !kernel) throw new Error('DepthwiseConv2D needs an input and a kernel.');
    return [
      emit({
        op: 'conv2d',
        x,
        kernel,
        ...(bias && { bias }),
        strides: own.strides,
        dilation: own.dilationRate,
        groups: x.shape[2] ?? 1,
        padding: windowGeometry(windowOf(own), x.shape).padding,
      }),
    ];
  },
  keras: (own, [input = []]) => ({
    kind: 'layers',
    layers: kerasConvolution(asConvolution(own, input[2] ?? 1), input, ['kernel', 'bias'], true),
  }),
  pytorch: (own, [input = []]) => emitted(torchConvolution(asConvolution(own, input[2] ?? 1), input)),
});
