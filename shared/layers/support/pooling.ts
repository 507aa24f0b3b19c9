/** What max and average pooling have in common: their parameters, sizes and emission for Keras. */
import type { KnownShape, Shape } from '../shape';
import type { Finding, Inference } from '../define';
import { single, torchPadding, unlessDefault, type EmittedLayer, type Emission } from './emission';
import { padding, pair, toggle, type ParamsOf } from '../../schema/fields';
import { refuse } from './pointwise';
import type { ExplicitPadding } from './primitives';
import { inferWindow, notAPicture, windowGeometry, type SlidingWindow } from './windows';
import { pairText, shortPadding, shortPair } from './words';

export const poolingParams = {
  poolSize: pair({
    default: [2, 2],
    label: 'Pool size',
    help: 'Height and width of the window.',
    unit: 'px',
    alsoKnownAs: ['kernel_size', 'pool_size'],
  }),
  strides: pair({
    default: [2, 2],
    label: 'Strides',
    help: 'How far the window moves at each step.',
    unit: 'px',
    alsoKnownAs: ['stride'],
  }),
  padding: padding({
    default: 'valid',
    label: 'Padding',
    help: 'Pixels around the picture that belong to no value; at most half of the window.',
  }),
  ceilMode: toggle({
    default: false,
    label: 'Round up',
    help: 'Lets a last window that lies partly outside count, where the division leaves a remainder.',
    alsoKnownAs: ['ceil_mode'],
    when: ({ padding }) => padding !== 'same',
  }),
};

type Params = ParamsOf<typeof poolingParams>;

export const poolingWindow = ({ poolSize, strides, padding, ceilMode }: Params): SlidingWindow => ({
  size: poolSize,
  strides,
  dilation: [1, 1],
  padding,
  ceilMode,
});

export function inferPooling(layer: string, params: Params, [input = []]: readonly Shape[]): Inference {
  const wrong = notAPicture(layer, input);
  if (wrong) return refuse(wrong);
  const { height, width, steps, findings } = inferWindow(poolingWindow(params), input, {
    window: 'window',
    sizeParam: 'poolSize',
  });
  const tooWide = paddingTooWide(params);
  if (tooWide) return refuse(tooWide, steps);
  const failed = findings.some(({ severity }) => severity === 'error');
  return { shapes: failed ? [] : [[height, width, input[2] ?? null]], steps, findings };
}

/** PyTorch's rule; beyond it a window could lie wholly outside the picture, and have no value. */
function paddingTooWide({ poolSize, padding }: Params): Finding | null {
  if (typeof padding === 'string') return null;
  const [top, bottom, left, right] = padding;
  const half = [Math.floor(poolSize[0] / 2), Math.floor(poolSize[1] / 2)] as const;
  if (Math.max(top, bottom) <= half[0] && Math.max(left, right) <= half[1]) return null;
  const most: ExplicitPadding = [
    Math.min(top, half[0]),
    Math.min(bottom, half[0]),
    Math.min(left, half[1]),
    Math.min(right, half[1]),
  ];
  return {
    severity: 'error',
    code: 'padding-larger-than-half-window',
    param: 'padding',
    message: `A padding of ${[top, bottom, left, right].join(', ')} is more than half of the ${pairText(poolSize)} window: some windows would see no pixel at all.`,
    suggestions: [
      { kind: 'setParams', label: 'Pad by half of the window at most', params: { padding: most } },
    ],
  };
}

export const poolingBrief = ({ poolSize, strides, padding, ceilMode }: Params): string =>
  [
    pairText(poolSize),
    shortPair('s', strides),
    ...(padding === 'valid' ? [] : [shortPadding(padding)]),
    ...(ceilMode ? ['ceil'] : []),
  ].join(' · ');

/**
 * Keras pools "valid" and "same" only. A window at every pixel ("same", stride 1), cropped to where our windows lie and
 * thinned out to our strides, gives the same values for any padding up to (size − 1) / 2: padding belongs to no value
 * in both. `zeros`: padding counts as zeros instead (countIncludePad), so it is put there first.
 */
export function kerasPooling(
  className: 'MaxPooling2D' | 'AveragePooling2D',
  params: Params,
  input: KnownShape,
  zeros = false,
): Emission {
  const { poolSize, strides } = params;
  const [height = 0, width = 0] = input;
  const { padding: sides, outputSize } = windowGeometry(poolingWindow(params), input);
  const same = windowGeometry({ ...poolingWindow(params), padding: 'same' }, input);
  const valid = windowGeometry({ ...poolingWindow(params), padding: 'valid', ceilMode: false }, input);
  const pool = (
    padding: 'valid' | 'same',
    size = poolSize,
    steps = strides,
    name: string = className,
  ): EmittedLayer => ({
    className: name,
    args: { pool_size: size, strides: steps, padding, data_format: 'channels_last' },
    weights: [],
  });
  const layers = (...list: EmittedLayer[]): Emission => ({ kind: 'layers', layers: list });

  const [top, bottom, left, right] = sides;
  const padded = sides.some((side) => side > 0);
  const overhangs =
    (outputSize[0] - 1) * strides[0] + poolSize[0] > height + top + bottom ||
    (outputSize[1] - 1) * strides[1] + poolSize[1] > width + left + right;
  if (!padded && String(valid.outputSize) === String(outputSize)) return layers(pool('valid'));
  if (zeros && padded && params.padding !== 'same') {
    if (overhangs) {
      return {
        kind: 'unsupported',
        reason:
          'Keras can’t count padding in windows that hang over it. Turn off “Round up” or “Count padding”.',
      };
    }
    const border = {
      className: 'ZeroPadding2D',
      args: {
        padding: [
          [top, bottom],
          [left, right],
        ],
        data_format: 'channels_last',
      },
      weights: [],
    };
    return layers(border, pool('valid'));
  }
  if (String(same.outputSize) === String(outputSize) && same.padding[0] === top && same.padding[2] === left) {
    return layers(pool('same'));
  }
  const offsets = [
    Math.floor((poolSize[0] - 1) / 2) - top,
    Math.floor((poolSize[1] - 1) / 2) - left,
  ] as const;
  if (offsets.some((offset) => offset < 0)) {
    return {
      kind: 'unsupported',
      reason: `Keras has no padding of ${sides.join(', ')} for a ${pairText(poolSize)} window. Use “same”, or pad by less than half of the window.`,
    };
  }
  const ends = [height, width].map(
    (size, axis) => size - (offsets[axis] ?? 0) - ((outputSize[axis] ?? 1) - 1) * (strides[axis] ?? 1) - 1,
  );
  if (ends.some((end) => end < 0)) {
    return {
      kind: 'unsupported',
      reason: `Keras has no ${pairText(poolSize)} window that stands over the end by more than half. Turn off “Round up”.`,
    };
  }
  const crop = [
    [offsets[0], ends[0] ?? 0],
    [offsets[1], ends[1] ?? 0],
  ];
  const strided = strides[0] > 1 || strides[1] > 1;
  return layers(
    pool('same', poolSize, [1, 1]),
    ...(crop.flat().some((side) => side > 0)
      ? [{ className: 'Cropping2D', args: { cropping: crop, data_format: 'channels_last' }, weights: [] }]
      : []),
    ...(strided ? [pool('valid', [1, 1], strides, 'MaxPooling2D')] : []),
  );
}

/** PyTorch's modules pad both ends alike; what else is needed is padded by a call before, with values that change nothing. */
export function torchPooling(
  className: 'nn.MaxPool2d' | 'nn.AvgPool2d',
  params: Params,
  input: KnownShape,
  countIncludePad = false,
): Emission {
  const { poolSize, strides, ceilMode } = params;
  const { padding } = windowGeometry(poolingWindow(params), input);
  const [top, bottom, left, right] = padding;
  const even = top === bottom && left === right;
  const average = className === 'nn.AvgPool2d';
  if (!even && average && !countIncludePad) {
    return {
      kind: 'unsupported',
      reason: 'PyTorch can’t leave out padding that differs from side to side. Pad all sides alike.',
    };
  }
  const { before } = torchPadding(padding, 'constant', average ? 0 : -Infinity);
  const args = unlessDefault(
    {
      stride: single(strides),
      padding: even ? single([top, left]) : 0,
      ceil_mode: ceilMode,
      ...(average && { count_include_pad: countIncludePad || (even && top + left === 0) || !even }),
    },
    { stride: single(poolSize), padding: 0, ceil_mode: false, count_include_pad: true },
  );
  const layer: EmittedLayer = { className, positional: [single(poolSize)], args, weights: [] };
  if (even) return { kind: 'layers', layers: [layer] };
  return { kind: 'steps', steps: [...before, layer] };
}
