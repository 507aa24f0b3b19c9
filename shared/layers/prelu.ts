import { defineLayer } from './define';
import { oneLayer, unlessDefault } from './support/emission';
import { choice, number } from '../schema/fields';
import { pointwise } from './support/pointwise';
import { count } from './support/words';

const sizeOf = (shape: readonly number[]): number => shape.reduce((product, dim) => product * dim, 1);

/** He et al., "Delving deep into rectifiers" (2015). */
export const prelu = defineLayer({
  type: 'PReLU',
  label: 'PReLU',
  stem: 'prelu',
  category: 'activation',
  role: 'activation',
  icon: 'trending-up',
  summary: 'A ReLU whose slope below zero is learned.',
  aliases: ['parametric ReLU', 'nn.PReLU'],
  params: {
    shared: choice({
      default: 'channel',
      label: 'Slopes',
      help: 'One slope per channel, one for every value, or a single one.',
      options: [
        { value: 'channel', label: 'Per channel' },
        { value: 'value', label: 'Per value' },
        { value: 'one', label: 'One' },
      ],
      alsoKnownAs: ['shared_axes', 'num_parameters'],
    }),
    initialSlope: number({
      default: 0.25,
      min: 0,
      max: 1,
      step: 0.05,
      label: 'First slope',
      help: 'The slope before training: 0.25 in the paper and PyTorch, 0 in Keras.',
      alsoKnownAs: ['init', 'alpha_initializer'],
    }),
  },
  ...pointwise,
  weights: ({ shared, initialSlope }, [input = []]) => [
    {
      name: 'alpha',
      shape: shared === 'one' ? [1] : shared === 'channel' ? [input.at(-1) ?? 0] : input,
      trainable: true,
      initializer: { kind: 'constant', value: initialSlope },
      decay: false,
    },
  ],
  brief: ({ shared }) => (shared === 'channel' ? '' : shared === 'one' ? 'one slope' : 'per value'),
  explain({ shared }, [input = []]) {
    const [formula, filled, size] =
      shared === 'one'
        ? ['1', '1', 1]
        : shared === 'channel'
          ? ['C', `${input.at(-1) ?? 0}`, input.at(-1) ?? 0]
          : [input.length === 1 ? 'n' : 'H·W·C', input.join('·'), sizeOf(input)];
    return { parameters: { title: 'Parameters', formula, filled, result: count(size) } };
  },
  lower({ shared }, { inputs: [x], weights: { alpha }, emit }) {
    if (!x || !alpha) throw new Error('PReLU needs an input and slopes.');
    const above = emit({ op: 'unary', x, function: 'relu' });
    const below = emit({ op: 'unary', x: emit({ op: 'unary', x, function: 'neg' }), function: 'relu' });
    // A single slope multiplies a column of all values.
    const column = shared === 'one' ? emit({ op: 'reshape', x: below, shape: [sizeOf(x.shape), 1] }) : below;
    const sloped = emit({ op: 'binaryWeight', x: column, weight: alpha, function: 'multiply' });
    const back = shared === 'one' ? emit({ op: 'reshape', x: sloped, shape: x.shape }) : sloped;
    return [emit({ op: 'binary', a: above, b: back, function: 'subtract' })];
  },
  keras({ shared }, [input = []]) {
    const axes = input.map((_, axis) => axis + 1);
    const sharedAxes = shared === 'one' ? axes : shared === 'channel' ? axes.slice(0, -1) : [];
    const shape = input.map((dim, axis) => (sharedAxes.includes(axis + 1) ? 1 : dim));
    return {
      kind: 'layers',
      layers: [
        {
          className: 'PReLU',
          args: unlessDefault({ shared_axes: sharedAxes }, { shared_axes: [] }),
          weights: [{ name: 'alpha', as: 'alpha', shape }],
        },
      ],
    };
  },
  pytorch({ shared, initialSlope }, [input = []]) {
    const args = unlessDefault({ init: initialSlope }, { init: 0.25 });
    if (shared === 'value' && input.length === 3) {
      const [height = 1, width = 1, channels = 1] = input;
      const weights = [{ name: 'alpha', as: 'weight', permutation: [2, 0, 1] }];
      const own = { className: 'PReLUPerValue', helper: perValue, positional: [channels, height, width] };
      return { kind: 'layers', layers: [{ ...own, args, weights }] };
    }
    const size = shared === 'one' ? 1 : (input.at(-1) ?? 1);
    const layer = oneLayer('nn.PReLU', args, size === 1 ? [] : [size]);
    if (layer.kind !== 'layers') return layer;
    return {
      kind: 'layers',
      layers: layer.layers.map((each) => ({ ...each, weights: [{ name: 'alpha', as: 'weight' }] })),
    };
  },
});

/** PyTorch has one slope per channel or a single one. */
const perValue = `class PReLUPerValue(nn.Module):
    def __init__(self, *shape, init=0.25):
        super().__init__()
        self.weight = nn.Parameter(torch.full(shape, float(init)))

    def forward(self, x):
        return torch.where(x > 0, x, x * self.weight)`;
