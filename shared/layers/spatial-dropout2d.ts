import { defineLayer } from './define';
import { oneLayer } from './support/emission';
import { number } from '../schema/fields';
import { pointwise, refuse } from './support/pointwise';
import { notAPicture } from './support/windows';
import { count } from './support/words';

/** Tompson et al., "Efficient object localization using convolutional networks" (2015): whole channels at once. */
export const spatialDropout2d = defineLayer({
  type: 'SpatialDropout2D',
  label: 'Spatial dropout',
  stem: 'drop',
  category: 'regularization',
  role: 'regularizer',
  icon: 'layers-2',
  summary: 'Switches off whole channels while training, since neighbouring pixels say much the same.',
  aliases: ['nn.Dropout2d', 'channel dropout'],
  shorthand: { amount: 'rate' },
  params: {
    rate: number({
      default: 0.5,
      min: 0,
      max: 0.99,
      step: 0.05,
      label: 'Rate',
      help: 'The share of channels that is switched off at each training step.',
      alsoKnownAs: ['p'],
    }),
  },
  ...pointwise,
  infer(_, [input = []]) {
    const wrong = notAPicture('SpatialDropout2D', input);
    return wrong ? refuse(wrong) : { shapes: [input], steps: [], findings: [] };
  },
  brief: ({ rate }) => `${count(rate * 100)} %`,
  lower({ rate }, { inputs: [x], training, emit, nodeId }) {
    if (!x) throw new Error('SpatialDropout2D needs an input.');
    if (!training || rate === 0) return [x];
    return [emit({ op: 'randomMask', x, rate, sharedAxes: [0, 1], nodeId })];
  },
  keras: ({ rate }) => oneLayer('SpatialDropout2D', { rate }),
  tfjs: ({ rate }, [input = []]) => oneLayer('Dropout', { rate, noise_shape: [null, 1, 1, input[2] ?? 1] }),
  pytorch: ({ rate }) => oneLayer('nn.Dropout2d', {}, [rate]),
});
