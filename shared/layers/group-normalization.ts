import { defineLayer } from './define';
import { emitted, unlessDefault, type EmittedLayer } from './support/emission';
import { integer } from '../schema/fields';
import { perChannel } from './support/per-channel';
import { pointwise, refuse } from './support/pointwise';
import {
  emittedScaleAndShift,
  oneValueFindings,
  scaleAndShift,
  sizeOf,
  standardize,
  standardizeParams,
} from './support/standardize';
import { count } from './support/words';

/** Wu & He, "Group normalization" (2018). One group is layer norm over everything, one per channel instance norm. */
export const groupNormalization = defineLayer({
  type: 'GroupNormalization',
  label: 'Group norm',
  stem: 'gn',
  category: 'normalization',
  role: 'norm',
  icon: 'boxes',
  summary: 'Brings groups of channels of each picture to mean 0 and variance 1; works with small batches.',
  aliases: ['GroupNorm', 'nn.GroupNorm', 'GN', 'instance norm'],
  shorthand: { words: { gn: {} }, amount: 'groups' },
  params: {
    groups: integer({
      default: 32,
      max: 65_536,
      label: 'Groups',
      help: 'How many groups the channels form; they must divide evenly.',
      alsoKnownAs: ['num_groups'],
    }),
    ...standardizeParams,
  },
  ...pointwise,
  infer({ groups }, [input = []]) {
    const channels = input.at(-1) ?? null;
    if (channels === null || channels % groups === 0) {
      const size = sizeOf(input);
      const findings = oneValueFindings(
        size === null ? null : size / groups,
        'What each group normalizes',
        size === null || size < 2
          ? []
          : [{ kind: 'setParams', label: 'Use one group', params: { groups: 1 } }],
      );
      return { shapes: [input], steps: [], findings };
    }
    let fitting = Math.min(groups, channels);
    while (channels % fitting !== 0) fitting -= 1;
    return refuse({
      severity: 'error',
      code: 'groups-do-not-divide-input',
      param: 'groups',
      message: `The ${count(channels)} channels can't be split into ${count(groups)} equal groups.`,
      suggestions: [
        {
          kind: 'setParams',
          label: fitting === 1 ? 'Use one group' : `Use ${fitting} groups`,
          params: { groups: fitting },
        },
      ],
    });
  },
  weights: (params, [input = []]) => scaleAndShift([input.at(-1) ?? 0], params),
  window: ({ groups }, [input = []]) =>
    input.length === 1 ? { run: (input[0] ?? groups) / groups } : 'global',
  brief: ({ groups }) => `g${groups}`,
  explain({ scale, center }, [input = []]) {
    const learned = Number(center) + Number(scale);
    const channels = input.at(-1) ?? 0;
    return {
      parameters: {
        title: 'Parameters',
        formula: `${learned}·C`,
        filled: `${learned}·${channels}`,
        result: count(learned * channels),
      },
    };
  },
  lower({ groups, epsilon }, { inputs: [x], weights: { gamma, beta }, emit }) {
    if (!x) throw new Error('GroupNormalization needs an input.');
    const channels = x.shape.at(-1) ?? 1;
    const pixels = x.shape.slice(0, -1).reduce((n, dim) => n * dim, 1);
    const grouped = emit({ op: 'reshape', x, shape: [pixels, groups, channels / groups] });
    const normal = standardize(grouped, [0, 2], epsilon, emit);
    let y = emit({ op: 'reshape', x: normal, shape: x.shape });
    if (gamma) y = emit({ op: 'binaryWeight', x: y, weight: gamma, function: 'multiply' });
    if (beta) y = emit({ op: 'binaryWeight', x: y, weight: beta, function: 'add' });
    return [y];
  },
  keras: ({ groups, epsilon, center, scale }) => ({
    kind: 'layers',
    layers: [
      {
        className: 'GroupNormalization',
        args: { groups, axis: -1, epsilon, center, scale },
        weights: emittedScaleAndShift({ scale, center }, ['gamma', 'beta']),
      },
    ],
  }),
  /** Layer normalization over pixels and the channels of a group, which then have an axis of their own. */
  tfjs({ groups, epsilon, center, scale }, [input = []]) {
    const channels = input.at(-1) ?? 1;
    const pixels = input.slice(0, -1).reduce((n, dim) => n * dim, 1);
    const layer = (className: string, args: EmittedLayer['args']): EmittedLayer => ({
      className,
      args,
      weights: [],
    });
    const normal = [
      layer('Reshape', { target_shape: [pixels, groups, channels / groups] }),
      layer('LayerNormalization', { axis: [1, 3], epsilon, center: false, scale: false }),
      layer('Reshape', { target_shape: input }),
    ];
    if (!scale && !center) return emitted(normal);
    const shape = [1, 1, channels, 1];
    const ones = { as: 'depthwise_kernel', shape, values: Array.from({ length: channels }, () => 1) };
    const own = {
      weights: [
        ...(scale ? [{ name: 'gamma', as: 'depthwise_kernel', shape }] : []),
        ...(center ? [{ name: 'beta', as: 'bias' }] : []),
      ],
      ...(!scale && { constants: [ones] }),
    };
    return emitted([...normal, ...perChannel(input, own)]);
  },
  pytorch({ groups, epsilon, center, scale }, [input = []]) {
    if (center !== scale)
      return { kind: 'unsupported', reason: 'PyTorch’s group norm has both scale and shift, or neither.' };
    return {
      kind: 'layers',
      layers: [
        {
          className: 'nn.GroupNorm',
          positional: [groups, input.at(-1) ?? 0],
          args: unlessDefault({ eps: epsilon, affine: scale }, { eps: 1e-5, affine: true }),
          weights: emittedScaleAndShift({ scale, center }, ['weight', 'bias']),
        },
      ],
    };
  },
});
