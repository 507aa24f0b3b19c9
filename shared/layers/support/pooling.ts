/** What max and average pooling have in common: their parameters, sizes and emission for Keras. */
import type { KnownShape, Shape } from '../shape';
import type { Finding, Inference } from '../define';
import { emitted, single, torchPadding, unlessDefault, type EmittedLayer, type Emission } from './emission';
import { padding, pair, toggle, type Pair, type ParamsOf } from '../../schema/fields';
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
    if (overhangs) return kerasPoolingByHand(className, params, input, zeros);
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
  const ends = ([0, 1] as const).map(
    (axis) => (input[axis] ?? 0) - offsets[axis] - (outputSize[axis] - 1) * strides[axis] - 1,
  );
  // The middle of a window may lie beyond the picture, where “same” has none.
  if (Math.min(...offsets, ...ends) < 0) return kerasPoolingByHand(className, params, input, zeros);
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

/** Rows and columns around the picture that windows read: as many as are padded, or as they hang over at the far end. */
function readAround(params: Params, input: KnownShape): ExplicitPadding {
  const { poolSize, strides } = params;
  const { padding, outputSize } = windowGeometry(poolingWindow(params), input);
  const [top, , left] = padding;
  const after = (axis: 0 | 1, before: number): number =>
    Math.max(0, (outputSize[axis] - 1) * strides[axis] + poolSize[axis] - before - (input[axis] ?? 0));
  return [top, after(0, top), left, after(1, left)];
}

/** What windows read beyond the picture is put there first, with values that change nothing. */
function kerasPoolingByHand(
  className: 'MaxPooling2D' | 'AveragePooling2D',
  params: Params,
  input: KnownShape,
  zeros: boolean,
): Emission {
  const { poolSize, strides } = params;
  const { padding } = windowGeometry(poolingWindow(params), input);
  const read = readAround(params, input);
  const pairs = ([top, bottom, left, right]: ExplicitPadding): string =>
    `(${top}, ${bottom}), (${left}, ${right})`;
  if (className === 'MaxPooling2D') {
    const layer = {
      className,
      args: { pool_size: poolSize, strides, padding: 'valid', data_format: 'channels_last' },
      weights: [],
    };
    const call = `keras.ops.pad({0}, ((0, 0), ${pairs(read)}, (0, 0)), constant_values=float('-inf'))`;
    return emitted([{ call }, layer]);
  }
  const counted: ExplicitPadding = zeros
    ? [read[0], Math.min(read[1], padding[1]), read[2], Math.min(read[3], padding[3])]
    : [0, 0, 0, 0];
  const [top, bottom, left, right] = read.map((side, at) => side - (counted[at] ?? 0));
  const beyond: ExplicitPadding = [top ?? 0, bottom ?? 0, left ?? 0, right ?? 0];
  return emitted([
    {
      call: `average_of_pixels({0}, ${pythonPair(poolSize)}, ${pythonPair(strides)}, (${pairs(counted)}), (${pairs(beyond)}))`,
      helper: kerasAverageOfPixels,
    },
  ]);
}

/** `counted` are zeros that belong to the windows, `beyond` what belongs to none. */
const kerasAverageOfPixels = `def average_of_pixels(x, size, strides, counted, beyond):
    pool = layers.AveragePooling2D(size, strides)
    counted, beyond = (((0, 0), *sides, (0, 0)) for sides in (counted, beyond))
    ones = keras.ops.pad(keras.ops.ones_like(x[:1, :, :, :1]), counted, constant_values=1)
    x = keras.ops.pad(keras.ops.pad(x, counted), beyond)
    return pool(x) / pool(keras.ops.pad(ones, beyond))`;

/**
 * PyTorch's modules pad both ends alike. What else is needed is padded by a call before, with values that change nothing;
 * rounding up goes by what the module pads itself, so that only as much is padded as our windows read.
 */
export function torchPooling(
  className: 'nn.MaxPool2d' | 'nn.AvgPool2d',
  params: Params,
  input: KnownShape,
  countIncludePad = false,
): Emission {
  const { poolSize, strides, ceilMode } = params;
  const { padding } = windowGeometry(poolingWindow(params), input);
  const [top, bottom, left, right] = padding;
  const average = className === 'nn.AvgPool2d';
  const module = (inside: Pair, roundsUp: boolean, counts: boolean): EmittedLayer => ({
    className,
    positional: [single(poolSize)],
    args: unlessDefault(
      {
        stride: single(strides),
        padding: single(inside),
        ceil_mode: roundsUp,
        ...(average && { count_include_pad: counts }),
      },
      { stride: single(poolSize), padding: 0, ceil_mode: false, count_include_pad: true },
    ),
    weights: [],
  });
  if (top === bottom && left === right)
    return emitted([module([top, left], ceilMode, countIncludePad || top + left === 0)]);

  const [, below, , beside] = readAround(params, input);
  if (average && !countIncludePad)
    return emitted([
      {
        call: `average_of_pixels({0}, ${pythonPair(poolSize)}, ${pythonPair(strides)}, (${left}, ${beside}, ${top}, ${below}))`,
        helper: averageOfPixels,
      },
    ]);
  // A window that hangs over counted padding is divided by what lies inside of that, which only the module knows.
  const roundsUp = average && (below > bottom || beside > right);
  const sides = [top, Math.min(below, bottom), left, Math.min(beside, right)] as const;
  const { before, inside } = torchPadding(
    average ? sides : [top, below, left, beside],
    'constant',
    average ? 0 : -Infinity,
  );
  return emitted([...before, module(inside, roundsUp, true)]);
}

const pythonPair = (pair: Pair): string => `(${pair.join(', ')})`;

/** PyTorch leaves out padding that it put there itself, and that is alike on both sides. */
const averageOfPixels = `def average_of_pixels(x, size, stride, sides):
    sums = F.avg_pool2d(F.pad(x, sides), size, stride)
    return sums / F.avg_pool2d(F.pad(torch.ones_like(x[:1, :1]), sides), size, stride)`;
