import { defineLayer, oneToOne } from './define';
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

export const maxPooling2d = defineLayer({
  type: 'MaxPooling2D',
  label: 'Max pool',
  stem: 'pool',
  category: 'pooling',
  role: 'pooling',
  icon: 'chevrons-down',
  basic: 3,
  summary: 'Keeps the largest value of each window, which makes the picture smaller.',
  aliases: ['max pooling', 'nn.MaxPool2d', 'MaxPool', 'subsampling'],
  shorthand: { words: { pool: {}, max: {}, mp: {} }, size: 'poolSize', strideIsSize: true },
  params: poolingParams,
  ports: () => oneToOne,
  infer: (params, inputs) => inferPooling('MaxPooling2D', params, inputs),
  weights: () => [],
  window: (params, [input = []]) => sliding(slideOf(poolingWindow(params), input)),
  slide: (params, [input = []]) => slideOf(poolingWindow(params), input),
  macs: () => 0,
  brief: (params) => poolingBrief(params),
  lower(params, { inputs: [x], emit }) {
    if (!x) throw new Error('MaxPooling2D needs an input.');
    const geometry = windowGeometry(poolingWindow(params), x.shape);
    return [emit({ op: 'maxPool', x, size: params.poolSize, strides: params.strides, ...geometry })];
  },
  keras: (params, [input = []]) => kerasPooling('MaxPooling2D', params, input),
  pytorch: (params, [input = []]) => torchPooling('nn.MaxPool2d', params, input),
});
