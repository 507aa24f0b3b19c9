import { defineLayer } from './define';
import { oneCall, oneLayer } from './support/emission';
import { refuse, weightless } from './support/pointwise';
import { perChannel } from './support/sizes';
import { notAPicture } from './support/windows';

export const globalMaxPooling2d = defineLayer({
  type: 'GlobalMaxPooling2D',
  label: 'Global max pool',
  stem: 'globalpool',
  category: 'pooling',
  role: 'pooling',
  icon: 'mountain',
  summary: 'Keeps the largest value of each channel over the whole picture.',
  aliases: ['global max pooling', 'GMP', 'nn.AdaptiveMaxPool2d(1)', 'GlobalMaxPool'],
  shorthand: { words: { gmp: {} } },
  params: {},
  ...weightless,
  window: () => 'global',
  infer(_, [input = []]) {
    const wrong = notAPicture('GlobalMaxPooling2D', input);
    return wrong ? refuse(wrong) : { shapes: [[input[2] ?? null]], steps: perChannel(input), findings: [] };
  },
  brief: () => '',
  lower(_, { inputs: [x], emit }) {
    if (!x) throw new Error('GlobalMaxPooling2D needs an input.');
    return [emit({ op: 'reduce', x, function: 'max', axes: [0, 1], keepDims: false })];
  },
  keras: () => oneLayer('GlobalMaxPooling2D', { data_format: 'channels_last' }),
  pytorch: () => oneCall('{0}.amax(dim=(2, 3))', 'nn.AdaptiveMaxPool2d(1)', 'nn.Flatten()'),
});
