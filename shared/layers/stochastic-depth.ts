import { defineLayer } from './define';
import { oneCall, oneLayer } from './support/emission';
import { choice, number } from '../schema/fields';
import { pointwise } from './support/pointwise';
import { count } from './support/words';

/** Huang et al., "Deep networks with stochastic depth" (2016), scaled while training as torchvision.ops does. */
export const stochasticDepth = defineLayer({
  type: 'StochasticDepth',
  label: 'Stochastic depth',
  stem: 'depth',
  category: 'regularization',
  role: 'regularizer',
  icon: 'shuffle',
  summary:
    'Drops a whole branch at random while training, so that networks of different depth are trained at once.',
  aliases: ['drop path', 'DropPath', 'torchvision.ops.StochasticDepth', 'drop connect'],
  shorthand: { amount: 'rate' },
  params: {
    rate: number({
      default: 0.2,
      min: 0,
      max: 0.99,
      step: 0.05,
      label: 'Rate',
      help: 'How often the branch is dropped.',
      alsoKnownAs: ['p', 'drop_prob'],
    }),
    mode: choice({
      default: 'row',
      label: 'Drawn for',
      help: 'Each picture has a draw of its own, or the whole batch shares one.',
      options: [
        { value: 'row', label: 'Each picture' },
        { value: 'batch', label: 'The batch' },
      ],
    }),
  },
  ...pointwise,
  brief: ({ rate }) => `${count(rate * 100)} %`,
  lower({ rate, mode }, { inputs: [x], training, emit, nodeId }) {
    if (!x) throw new Error('StochasticDepth needs an input.');
    if (!training || rate === 0) return [x];
    const sharedAxes = [...(mode === 'batch' ? [-1] : []), ...x.shape.keys()];
    return [emit({ op: 'randomMask', x, rate, sharedAxes, nodeId })];
  },
  keras({ rate, mode }, [input = []]) {
    const noise = [mode === 'batch' ? 1 : null, ...input.map(() => 1)];
    return oneLayer('Dropout', { rate, noise_shape: noise });
  },
  pytorch: ({ rate, mode }) =>
    oneCall(`torchvision.ops.stochastic_depth({0}, ${rate}, '${mode}', self.training)`),
});
