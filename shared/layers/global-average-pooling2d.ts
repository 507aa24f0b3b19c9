import { defineLayer, oneToOne } from './define';
import { oneCall } from './support/emission';
import { perChannel } from './support/sizes';
import { notAPicture } from './support/windows';

export const globalAveragePooling2d = defineLayer({
  type: 'GlobalAveragePooling2D',
  label: 'Global average pool',
  stem: 'globalpool',
  category: 'pooling',
  role: 'pooling',
  icon: 'globe',
  summary: 'Averages each channel over the whole picture: one number per channel is left.',
  aliases: ['global average pooling', 'GAP', 'nn.AdaptiveAvgPool2d(1)', 'GlobalAveragePool'],
  shorthand: { words: { gap: {}, 'global avg pool': {} } },
  params: {},
  ports: () => oneToOne,
  infer(_, [input = []]) {
    const wrong = notAPicture('GlobalAveragePooling2D', input);
    if (wrong) return { shapes: [], steps: [], findings: [wrong] };
    return { shapes: [[input[2] ?? null]], steps: perChannel(input), findings: [] };
  },
  weights: () => [],
  window: () => 'global',
  macs: () => 0,
  brief: () => '',
  lower(_, { inputs: [x], emit }) {
    if (!x) throw new Error('GlobalAveragePooling2D needs an input.');
    return [emit({ op: 'reduce', x, function: 'mean', axes: [0, 1], keepDims: false })];
  },
  keras: () => ({
    kind: 'layers',
    layers: [{ className: 'GlobalAveragePooling2D', args: { data_format: 'channels_last' }, weights: [] }],
  }),
  pytorch: () => oneCall('{0}.mean(dim=(2, 3))', 'nn.AdaptiveAvgPool2d(1)', 'nn.Flatten()'),
});
