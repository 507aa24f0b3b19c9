import { defineLayer } from './define';
import { emitted, oneCall, oneLayer } from './support/emission';
import { numbers } from '../schema/fields';
import { perChannel } from './support/per-channel';
import { pointwise, refuse } from './support/pointwise';
import type { Value } from './support/primitives';
import { count } from './support/words';

/** Keras' Normalization with given statistics: (x − mean) / max(√variance, 1e-7), its `epsilon()`. */
export const normalization = defineLayer({
  type: 'Normalization',
  label: 'Normalize',
  stem: 'normalize',
  category: 'normalization',
  role: 'norm',
  icon: 'sliders-horizontal',
  summary: 'Takes a known mean from each channel and divides by its standard deviation.',
  aliases: ['standardize', 'transforms.Normalize', 'z-score'],
  params: {
    mean: numbers({
      default: [0],
      label: 'Mean',
      help: 'One number for all channels, or one for each.',
    }),
    variance: numbers({
      default: [1],
      min: 0,
      label: 'Variance',
      help: 'The square of the standard deviation: one number for all channels, or one for each.',
    }),
  },
  ...pointwise,
  infer({ mean, variance }, [input = []]) {
    const channels = input.at(-1) ?? null;
    for (const [param, list] of [
      ['mean', mean],
      ['variance', variance],
    ] as const) {
      if (channels === null || list.length === 1 || list.length === channels) continue;
      return refuse({
        severity: 'error',
        code: 'statistics-differ',
        param,
        message: `There are ${count(channels)} channels, but ${list.length} numbers for their ${param}: give one, or one for each.`,
        suggestions: [
          { kind: 'setParams', label: 'Use the first for all', params: { [param]: list.slice(0, 1) } },
        ],
      });
    }
    return { shapes: [input], steps: [], findings: [] };
  },
  brief: ({ mean }) => (mean.length === 1 ? `mean ${mean[0]}` : `${mean.length} means`),
  lower({ mean, variance }, { inputs: [x], emit }) {
    if (!x) throw new Error('Normalization needs an input.');
    const scaled = (value: Value, channel: number): Value =>
      emit({ op: 'unary', x: value, function: 'affine', ...lineOf(mean, variance, channel) });
    if (mean.length === 1 && variance.length === 1) return [scaled(x, 0)];
    const last = x.shape.length - 1;
    const channels = Array.from({ length: x.shape[last] ?? 0 }, (_, channel) => {
      const begin = x.shape.map((__, axis) => (axis === last ? channel : 0));
      const size = x.shape.map((dim, axis) => (axis === last ? 1 : dim));
      return scaled(emit({ op: 'slice', x, begin, size }), channel);
    });
    return [
      channels.length === 1 && channels[0]
        ? channels[0]
        : emit({ op: 'concat', values: channels, axis: last }),
    ];
  },
  /** Keras wants as many of the one as of the other. */
  keras({ mean, variance }) {
    const size = Math.max(mean.length, variance.length);
    const full = (values: readonly number[]): readonly number[] =>
      Array.from({ length: size }, (_, channel) => values[channel] ?? values[0] ?? 0);
    return oneLayer('Normalization', { axis: -1, mean: full(mean), variance: full(variance) });
  },
  tfjs({ mean, variance }, [input = []]) {
    if (mean.length === 1 && variance.length === 1) return oneLayer('Rescaling', lineOf(mean, variance, 0));
    const lines = Array.from({ length: input.at(-1) ?? 0 }, (_, channel) => lineOf(mean, variance, channel));
    const constants = [
      { as: 'depthwise_kernel', shape: [1, 1, lines.length, 1], values: lines.map(({ scale }) => scale) },
      { as: 'bias', shape: [lines.length], values: lines.map(({ offset }) => offset) },
    ];
    return emitted(perChannel(input, { weights: [], constants }));
  },
  pytorch({ mean, variance }, [input = []]) {
    const list = (values: readonly number[]): string =>
      values.length === 1
        ? `${values[0]}`
        : `torch.tensor([${values.join(', ')}], device={0}.device)${input.length === 3 ? '.view(1, -1, 1, 1)' : ''}`;
    return oneCall(`({0} - ${list(mean)}) / ${list(variance.map((v) => Math.max(Math.sqrt(v), 1e-7)))}`);
  },
});

/** What a channel is multiplied with, and what is added then. */
function lineOf(
  mean: readonly number[],
  variance: readonly number[],
  channel: number,
): { readonly scale: number; readonly offset: number } {
  const deviation = Math.max(Math.sqrt(variance[channel] ?? variance[0] ?? 1), 1e-7);
  return { scale: 1 / deviation, offset: -(mean[channel] ?? mean[0] ?? 0) / deviation };
}
