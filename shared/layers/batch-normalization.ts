import { defineLayer, oneToOne, type WeightSpec } from './define';
import { unlessDefault } from './support/emission';
import { epsilonParam } from './support/epsilon';
import { number, toggle } from '../schema/fields';
import { count } from './support/words';

const count4 = (value: number): string => String(Number(value.toPrecision(4)));

/** Ioffe & Szegedy, "Batch Normalization" (2015); names, defaults and the moving averages are Keras'. */
export const batchNormalization = defineLayer({
  type: 'BatchNormalization',
  label: 'Batch norm',
  stem: 'bn',
  category: 'normalization',
  role: 'norm',
  icon: 'chart-column',
  summary: 'Brings every channel to mean 0 and variance 1 over the batch, then lets the network rescale it.',
  aliases: ['BatchNorm', 'nn.BatchNorm2d', 'BN', 'batch norm'],
  params: {
    momentum: number({
      default: 0.99,
      min: 0,
      max: 1,
      step: 0.01,
      label: 'Momentum',
      help: 'How slowly the moving statistics follow the batches. PyTorch’s momentum is the share of the new batch instead.',
      elsewhere: (value) => `In PyTorch: 1 − ${count4(value)} = ${count4(1 - value)}.`,
    }),
    epsilon: epsilonParam,
    center: toggle({
      default: true,
      label: 'Shift (beta)',
      help: 'Adds one learned number to each channel.',
      alsoKnownAs: ['affine', 'beta'],
    }),
    scale: toggle({
      default: true,
      label: 'Scale (gamma)',
      help: 'Multiplies each channel by one learned number.',
      alsoKnownAs: ['affine', 'gamma'],
    }),
  },
  ports: () => oneToOne,
  infer: (_, [input = []]) => ({ shapes: [input], steps: [], findings: [] }),
  weights({ center, scale }, [input = []]) {
    const shape = [input.at(-1) ?? 0];
    const weight = (name: string, kind: 'zeros' | 'ones', trainable: boolean): WeightSpec => ({
      name,
      shape,
      trainable,
      initializer: { kind },
      decay: false,
    });
    return [
      ...(scale ? [weight('gamma', 'ones', true)] : []),
      ...(center ? [weight('beta', 'zeros', true)] : []),
      weight('movingMean', 'zeros', false),
      weight('movingVariance', 'ones', false),
    ];
  },
  window: () => null,
  macs: () => 0,
  brief: () => '',
  explain({ center, scale }, [input = []]) {
    const channels = input.at(-1) ?? 0;
    const learned = Number(center) + Number(scale);
    return {
      parameters: {
        title: 'Parameters (trainable + not)',
        formula: `${learned}·C + 2·C`,
        filled: `${learned}·${channels} + 2·${channels}`,
        result: `${count(learned * channels)} + ${count(2 * channels)}`,
      },
    };
  },
  lower({ momentum, epsilon }, { inputs: [x], weights, training, emit }) {
    const { gamma, beta, movingMean, movingVariance } = weights;
    if (!x || !movingMean || !movingVariance)
      throw new Error('BatchNormalization needs an input and statistics.');
    return [
      emit({
        op: 'batchNorm',
        x,
        ...(gamma && { gamma }),
        ...(beta && { beta }),
        movingMean,
        movingVariance,
        momentum,
        epsilon,
        batchStatistics: training,
      }),
    ];
  },
  keras: ({ momentum, epsilon, center, scale }) => ({
    kind: 'layers',
    layers: [
      {
        className: 'BatchNormalization',
        args: { axis: -1, momentum, epsilon, center, scale },
        weights: [
          ...(scale ? [{ name: 'gamma', as: 'gamma' }] : []),
          ...(center ? [{ name: 'beta', as: 'beta' }] : []),
          { name: 'movingMean', as: 'moving_mean' },
          { name: 'movingVariance', as: 'moving_variance' },
        ],
      },
    ],
  }),
  /** PyTorch's momentum is the share of the new value; there it has both a scale and a shift, or neither. */
  pytorch: ({ momentum, epsilon, center, scale }, [input = []]) => ({
    kind: 'layers',
    layers: [
      {
        className: input.length === 1 ? 'nn.BatchNorm1d' : 'nn.BatchNorm2d',
        positional: [input.at(-1) ?? 0],
        ...(center !== scale && { around: scale ? withoutShift : withoutScale }),
        args: unlessDefault(
          { eps: epsilon, momentum: Number((1 - momentum).toPrecision(6)), affine: center || scale },
          { eps: 1e-5, momentum: 0.1, affine: true },
        ),
        weights: [
          ...(scale ? [{ name: 'gamma', as: 'weight' }] : []),
          ...(center ? [{ name: 'beta', as: 'bias' }] : []),
          { name: 'movingMean', as: 'running_mean' },
          { name: 'movingVariance', as: 'running_var' },
        ],
      },
    ],
  }),
});

const withoutScale = {
  name: 'without_scale',
  helper: `def without_scale(norm):
    norm.register_parameter('weight', None)
    return norm`,
};
const withoutShift = {
  name: 'without_shift',
  helper: `def without_shift(norm):
    norm.register_parameter('bias', None)
    return norm`,
};
