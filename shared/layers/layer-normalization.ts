import { defineLayer } from './define';
import { emitted, unlessDefault } from './support/emission';
import { choice } from '../schema/fields';
import { pointwise } from './support/pointwise';
import { acrossChannels } from './support/readings';
import {
  emittedScaleAndShift,
  oneValueFindings,
  scaleAndShift,
  sizeOf,
  standardize,
  standardizeParams,
} from './support/standardize';
import { count } from './support/words';

/** Ba, Kiros & Hinton, "Layer normalization" (2016). Keras' default is over the channels, PyTorch's over all axes. */
export const layerNormalization = defineLayer({
  type: 'LayerNormalization',
  label: 'Layer norm',
  stem: 'ln',
  category: 'normalization',
  role: 'norm',
  icon: 'align-center-horizontal',
  summary: 'Brings each picture to mean 0 and variance 1 by itself, whatever else is in the batch.',
  aliases: ['LayerNorm', 'nn.LayerNorm', 'LN'],
  params: {
    axes: choice({
      default: 'channels',
      label: 'Over',
      help: 'Over the channels at each pixel, or over the whole picture.',
      options: [
        { value: 'channels', label: 'Channels' },
        { value: 'all', label: 'Everything' },
      ],
      alsoKnownAs: ['axis', 'normalized_shape'],
    }),
    ...standardizeParams,
  },
  ...pointwise,
  infer({ axes }, [input = []]) {
    const size = sizeOf(input);
    const findings = oneValueFindings(
      axes === 'all' ? size : (input.at(-1) ?? null),
      axes === 'all' ? 'What it normalizes' : 'What it normalizes at each pixel',
      size === null || size < 2
        ? []
        : [{ kind: 'setParams', label: 'Normalize over everything', params: { axes: 'all' } }],
    );
    return { shapes: [input], steps: [], findings };
  },
  weights: (params, [input = []]) =>
    scaleAndShift(params.axes === 'all' ? input : [input.at(-1) ?? 0], params),
  window: ({ axes }, [input = []]) => (axes === 'all' ? 'global' : acrossChannels(input)),
  brief: ({ axes }) => (axes === 'all' ? 'all' : ''),
  explain({ axes, scale, center }, [input = []]) {
    const learned = Number(center) + Number(scale);
    const size = axes === 'all' ? input.reduce((n, dim) => n * dim, 1) : (input.at(-1) ?? 0);
    return {
      parameters: {
        title: 'Parameters',
        formula: axes === 'all' ? `${learned}·H·W·C` : `${learned}·C`,
        filled: `${learned}·${axes === 'all' ? input.join('·') : size}`,
        result: count(learned * size),
      },
    };
  },
  lower({ axes, epsilon }, { inputs: [x], weights: { gamma, beta }, emit }) {
    if (!x) throw new Error('LayerNormalization needs an input.');
    const last = x.shape.length - 1;
    let y = standardize(x, axes === 'all' ? [...x.shape.keys()] : [last], epsilon, emit);
    if (gamma) y = emit({ op: 'binaryWeight', x: y, weight: gamma, function: 'multiply' });
    if (beta) y = emit({ op: 'binaryWeight', x: y, weight: beta, function: 'add' });
    return [y];
  },
  keras: ({ axes, epsilon, center, scale }, [input = []]) => ({
    kind: 'layers',
    layers: [
      {
        className: 'LayerNormalization',
        args: { axis: axes === 'all' ? input.map((_, axis) => axis + 1) : -1, epsilon, center, scale },
        weights: emittedScaleAndShift({ scale, center }, ['gamma', 'beta']),
      },
    ],
  }),
  pytorch(params, [input = []]) {
    const { axes, epsilon, center, scale } = params;
    if (center && !scale)
      return {
        kind: 'unsupported',
        reason: 'PyTorch’s layer norm has no shift without a scale. Turn both on.',
      };
    const [height, width, channels = input[0] ?? 0] = input;
    const picture = input.length === 3;
    const whole = axes === 'all' && picture;
    const layer = {
      className: 'nn.LayerNorm',
      positional: [whole ? [channels, height ?? 0, width ?? 0] : channels],
      args: unlessDefault(
        { eps: epsilon, elementwise_affine: scale || center, bias: center },
        { eps: 1e-5, elementwise_affine: true, bias: scale },
      ),
      weights: emittedScaleAndShift(params, ['weight', 'bias'], whole ? [2, 0, 1] : undefined),
    };
    if (!picture || whole) return emitted([layer]);
    return emitted([{ call: '{0}.permute(0, 2, 3, 1)' }, layer, { call: '{0}.permute(0, 3, 1, 2)' }]);
  },
});
