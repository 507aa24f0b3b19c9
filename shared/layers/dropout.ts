import { defineLayer, oneToOne } from './define';
import { oneLayer } from './support/emission';
import { number } from '../schema/fields';
import { count } from './support/words';

/** Srivastava et al., "Dropout" (2014), inverted: what is kept is divided by the share that is kept. */
export const dropout = defineLayer({
  type: 'Dropout',
  label: 'Dropout',
  stem: 'drop',
  category: 'regularization',
  role: 'regularizer',
  icon: 'droplets',
  basic: 6,
  summary: 'Switches off random values while training, so that the network does not lean on any one of them.',
  aliases: ['nn.Dropout', 'regularization'],
  shorthand: { words: { drop: {}, do: {} }, amount: 'rate' },
  params: {
    rate: number({
      default: 0.5,
      min: 0,
      max: 0.99,
      step: 0.05,
      label: 'Rate',
      help: 'The share of values that is switched off at each training step.',
      alsoKnownAs: ['p'],
    }),
  },
  ports: () => oneToOne,
  infer: (_, [input = []]) => ({ shapes: [input], steps: [], findings: [] }),
  weights: () => [],
  window: () => null,
  macs: () => 0,
  brief: ({ rate }) => `${count(rate * 100)} %`,
  lower({ rate }, { inputs: [x], training, emit, nodeId }) {
    if (!x) throw new Error('Dropout needs an input.');
    if (!training || rate === 0) return [x];
    return [emit({ op: 'randomMask', x, rate, sharedAxes: [], nodeId })];
  },
  keras: ({ rate }) => ({ kind: 'layers', layers: [{ className: 'Dropout', args: { rate }, weights: [] }] }),
  pytorch: ({ rate }) => oneLayer('nn.Dropout', {}, [rate]),
});
