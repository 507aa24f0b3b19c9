import { defineLayer, oneToOne } from './define';
import { toggle } from '../schema/fields';
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

const params = {
  ...poolingParams,
  countIncludePad: toggle({
    default: false,
    label: 'Count padding',
    help: 'Counts padding as zeros in the average, as PyTorch does; Keras leaves it out.',
    alsoKnownAs: ['count_include_pad'],
    when: ({ padding }) => padding !== 'valid',
  }),
};

export const averagePooling2d = defineLayer({
  type: 'AveragePooling2D',
  label: 'Average pool',
  stem: 'pool',
  category: 'pooling',
  role: 'pooling',
  icon: 'align-vertical-space-around',
  summary: 'Replaces each window by its average, which makes the picture smaller.',
  aliases: ['average pooling', 'mean pooling', 'nn.AvgPool2d', 'AvgPool', 'subsampling'],
  shorthand: { words: { avg: {}, ap: {} }, size: 'poolSize', strideIsSize: true },
  params,
  ports: () => oneToOne,
  infer: (params, inputs) => inferPooling('AveragePooling2D', params, inputs),
  weights: () => [],
  window: (params, [input = []]) => sliding(slideOf(poolingWindow(params), input)),
  slide: (params, [input = []]) => slideOf(poolingWindow(params), input),
  macs: () => 0,
  brief: (params) => poolingBrief(params),
  lower(params, { inputs: [x], emit }) {
    if (!x) throw new Error('AveragePooling2D needs an input.');
    const { poolSize: size, strides, countIncludePad } = params;
    const geometry = windowGeometry(poolingWindow(params), x.shape);
    return [emit({ op: 'averagePool', x, size, strides, countIncludePad, ...geometry })];
  },
  keras(params, [input = []]) {
    if (params.padding === 'same' && params.countIncludePad) {
      // Keras' own "same" leaves padding out: write the sides down, and count them.
      const { padding } = windowGeometry(poolingWindow(params), input);
      return kerasPooling('AveragePooling2D', { ...params, padding, ceilMode: false }, input, true);
    }
    return kerasPooling('AveragePooling2D', params, input, params.countIncludePad);
  },
  pytorch: (params, [input = []]) => torchPooling('nn.AvgPool2d', params, input, params.countIncludePad),
});
