import { defineLayer, oneToOne } from './define';
import { perChannel } from './support/per-channel';
import { emitted } from './support/emission';
import {
  inferPooling,
  kerasPooling,
  poolingBrief,
  poolingParams,
  poolingWindow,
  torchPooling,
} from './support/pooling';
import { sliding } from './support/readings';
import { slideOf, windowGeometry } from './support/windows';
import { count } from './support/words';

/**
 * LeCun et al., "Gradient-based learning applied to document recognition" (1998), section II.B: the inputs of a window
 * are added, multiplied by a trainable coefficient, and a trainable bias is added, both one per map. Here the coefficient
 * multiplies the average, so that 1 is plain average pooling; the paper's is this one divided by the window's pixels.
 */
export const scaledAveragePooling2d = defineLayer({
  type: 'ScaledAveragePooling2D',
  label: 'Scaled average pool',
  stem: 'subsample',
  category: 'pooling',
  role: 'pooling',
  icon: 'scale',
  summary:
    'Averages each window, then multiplies by a learned number and adds another, one pair per channel.',
  aliases: ['trainable subsampling', 'LeNet subsampling', 'subsampling'],
  params: poolingParams,
  ports: () => oneToOne,
  infer: (params, inputs) => inferPooling('ScaledAveragePooling2D', params, inputs),
  weights: (_, [input = []]) => [
    { name: 'scale', shape: [input[2] ?? 0], trainable: true, initializer: { kind: 'ones' }, decay: false },
    { name: 'bias', shape: [input[2] ?? 0], trainable: true, initializer: { kind: 'zeros' }, decay: false },
  ],
  window: (params, [input = []]) => sliding(slideOf(poolingWindow(params), input)),
  slide: (params, [input = []]) => slideOf(poolingWindow(params), input),
  macs: () => 0,
  brief: (params) => poolingBrief(params),
  explain: (_, [input = []]) => ({
    parameters: {
      title: 'Parameters',
      formula: '2·C',
      filled: `2·${input[2] ?? 0}`,
      result: count(2 * (input[2] ?? 0)),
    },
  }),
  lower(params, { inputs: [x], weights: { scale, bias }, emit }) {
    if (!x || !scale || !bias) throw new Error('ScaledAveragePooling2D needs an input, a scale and a bias.');
    const { poolSize: size, strides } = params;
    const geometry = windowGeometry(poolingWindow(params), x.shape);
    const average = emit({ op: 'averagePool', x, size, strides, countIncludePad: false, ...geometry });
    const scaled = emit({ op: 'binaryWeight', x: average, weight: scale, function: 'multiply' });
    return [emit({ op: 'binaryWeight', x: scaled, weight: bias, function: 'add' })];
  },
  keras(params, [input = []]) {
    const pooling = kerasPooling('AveragePooling2D', params, input);
    if (pooling.kind !== 'layers' && pooling.kind !== 'steps') return pooling;
    const channels = input[2] ?? 0;
    const scaling = perChannel(input, {
      weights: [
        { name: 'scale', as: 'depthwise_kernel', shape: [1, 1, channels, 1] },
        { name: 'bias', as: 'bias' },
      ],
    });
    return emitted([...(pooling.kind === 'layers' ? pooling.layers : pooling.steps), ...scaling]);
  },
  pytorch(params, [input = []]) {
    const pooling = torchPooling('nn.AvgPool2d', params, input);
    if (pooling.kind !== 'layers' && pooling.kind !== 'steps') return pooling;
    const channels = input[2] ?? 0;
    const scaling = {
      className: 'nn.Conv2d',
      positional: [channels, channels],
      args: { kernel_size: 1, groups: channels },
      weights: [
        { name: 'scale', as: 'weight', shape: [channels, 1, 1, 1] },
        { name: 'bias', as: 'bias' },
      ],
    };
    return emitted([...(pooling.kind === 'layers' ? pooling.layers : pooling.steps), scaling]);
  },
});
