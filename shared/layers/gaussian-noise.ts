import { defineLayer } from './define';
import { oneCall, oneLayer } from './support/emission';
import { number } from '../schema/fields';
import { pointwise } from './support/pointwise';

export const gaussianNoise = defineLayer({
  type: 'GaussianNoise',
  label: 'Gaussian noise',
  stem: 'noise',
  category: 'regularization',
  role: 'regularizer',
  icon: 'sparkles',
  summary: 'Adds random numbers while training, so that the network learns to overlook small changes.',
  aliases: ['noise', 'jitter', 'torch.randn_like'],
  params: {
    stddev: number({
      default: 0.1,
      min: 0,
      max: 100,
      step: 0.05,
      label: 'Standard deviation',
      help: 'How strong the noise is.',
      alsoKnownAs: ['sigma', 'std'],
    }),
  },
  ...pointwise,
  brief: ({ stddev }) => `σ ${stddev}`,
  lower({ stddev }, { inputs: [x], training, emit, nodeId }) {
    if (!x) throw new Error('GaussianNoise needs an input.');
    if (!training || stddev === 0) return [x];
    return [emit({ op: 'randomNoise', x, deviation: stddev, nodeId })];
  },
  keras: ({ stddev }) =>
    stddev > 1
      ? { kind: 'unsupported', reason: 'Keras takes a standard deviation of 1 at most.' }
      : oneLayer('GaussianNoise', { stddev }),
  pytorch: ({ stddev }) => oneCall(`{0} + ${stddev} * torch.randn_like({0}) if self.training else {0}`),
});
