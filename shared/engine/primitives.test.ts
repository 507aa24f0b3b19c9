import fc from 'fast-check';
import { describe, test } from 'vitest';
import { atDepth } from '../../build/lib/depth';
import type { UnaryFunction, Value } from '../layers/support/primitives';
import type { PlanBuilder } from './testing/build-plan';
import { expectAgreement, type Range } from './testing/compare';
import { engines } from './testing/engines';

const int = (min: number, max: number) => fc.integer({ min, max });
const pair = (min: number, max: number) => fc.tuple(int(min, max), int(min, max));
const sides = (max: number) => fc.tuple(int(0, max), int(0, max), int(0, max), int(0, max));

/** One property per primitive and engine: `make` builds the network from drawn numbers. */
function agrees<T>(
  name: string,
  arbitrary: fc.Arbitrary<T>,
  make: (drawn: T) => ((builder: PlanBuilder) => Value) | null,
  { range, runs = atDepth(6, 12) }: { range?: Range; runs?: number } = {},
): void {
  describe(name, () => {
    test.each(engines)('$name', async (engine) => {
      await fc.assert(
        fc.asyncProperty(arbitrary, int(1, 1e6), async (drawn, seed) => {
          const network = make(drawn);
          if (network === null) fc.pre(false);
          else await expectAgreement(engine, seed, network, range);
        }),
        { numRuns: runs },
      );
    });
  });
}

agrees(
  'conv2d: strides, explicit padding, dilation, groups, bias',
  fc.record({
    // A dilated window reaches over 5 pixels.
    size: pair(5, 7),
    window: pair(1, 3),
    strides: pair(1, 3),
    dilation: pair(1, 2),
    padding: sides(2),
    groups: int(1, 3),
    perGroup: int(1, 2),
    outPerGroup: int(1, 2),
    bias: fc.boolean(),
  }),
  ({ size, window, strides, dilation, padding, groups, perGroup, outPerGroup, bias }) =>
    (b) =>
      b.emit({
        op: 'conv2d',
        x: b.input('x', [...size, groups * perGroup]),
        kernel: b.weight('conv/kernel', [...window, perGroup, groups * outPerGroup]),
        bias: bias ? b.weight('conv/bias', [groups * outPerGroup]) : undefined,
        strides,
        dilation,
        padding,
        groups,
      }),
  { runs: 40 },
);

agrees(
  'convTranspose2d: strides, padding, dilation, groups, output padding',
  fc.record({
    size: pair(2, 4),
    window: pair(2, 3),
    strides: pair(1, 2),
    dilation: pair(1, 2),
    padding: sides(1),
    extra: pair(0, 1),
    groups: int(1, 2),
    perGroup: int(1, 2),
    outPerGroup: int(1, 2),
    bias: fc.boolean(),
  }),
  ({ size, window, strides, dilation, padding, extra, groups, perGroup, outPerGroup, bias }) => {
    const [top, bottom, left, right] = padding;
    const output = (axis: 0 | 1, pad: number) =>
      (size[axis] - 1) * strides[axis] -
      pad +
      dilation[axis] * (window[axis] - 1) +
      1 +
      Math.min(extra[axis], strides[axis] - 1);
    const outputSize = [output(0, top + bottom), output(1, left + right)] as const;
    if (outputSize[0] < 1 || outputSize[1] < 1) return null;
    return (b) =>
      b.emit({
        op: 'convTranspose2d',
        x: b.input('x', [...size, groups * perGroup]),
        kernel: b.weight('up/kernel', [...window, outPerGroup, groups * perGroup]),
        bias: bias ? b.weight('up/bias', [groups * outPerGroup]) : undefined,
        strides,
        dilation,
        padding,
        groups,
        outputSize,
      });
  },
  { runs: 25 },
);

agrees(
  'matMul: vectors and pictures',
  fc.record({ lead: fc.array(int(1, 3), { maxLength: 2 }), n: int(1, 6), m: int(1, 6), bias: fc.boolean() }),
  ({ lead, n, m, bias }) =>
    (b) =>
      b.emit({
        op: 'matMul',
        x: b.input('x', [...lead, n]),
        kernel: b.weight('dense/kernel', [n, m]),
        bias: bias ? b.weight('dense/bias', [m]) : undefined,
      }),
);

/** Windows as the layers make them: padding at most half of the window, and the last one within reach. */
const pooling = fc
  .record({
    size: pair(3, 7),
    window: pair(1, 3),
    strides: pair(1, 3),
    channels: int(1, 3),
    roundUp: fc.boolean(),
  })
  .chain((drawn) => {
    const half = (axis: 0 | 1) => int(0, Math.floor(drawn.window[axis] / 2));
    return fc.record({ drawn: fc.constant(drawn), padding: fc.tuple(half(0), half(0), half(1), half(1)) });
  })
  .map(({ drawn, padding }) => {
    const [top, bottom, left, right] = padding;
    const count = (axis: 0 | 1, before: number, after: number) => {
      const room = (drawn.size[axis] + before + after - drawn.window[axis]) / drawn.strides[axis];
      const windows = (drawn.roundUp ? Math.ceil(room) : Math.floor(room)) + 1;
      return (windows - 1) * drawn.strides[axis] >= drawn.size[axis] + before ? windows - 1 : windows;
    };
    const outputSize = [count(0, top, bottom), count(1, left, right)] as const;
    return { ...drawn, padding, outputSize };
  });

agrees(
  'maxPool: padding, rounding up, negative maxima',
  pooling,
  ({ size, channels, window, strides, padding, outputSize }) =>
    (b) =>
      b.emit({
        op: 'maxPool',
        x: b.input('x', [...size, channels]),
        size: window,
        strides,
        padding,
        outputSize,
      }),
  { range: { low: -3, high: -0.5 }, runs: 25 },
);

agrees(
  'averagePool: padding counted or not, rounding up',
  fc.tuple(pooling, fc.boolean()),
  ([{ size, channels, window, strides, padding, outputSize }, countIncludePad]) =>
    (b) =>
      b.emit({
        op: 'averagePool',
        x: b.input('x', [...size, channels]),
        size: window,
        strides,
        padding,
        outputSize,
        countIncludePad,
      }),
  // A window over the top edge of a picture whose padding is not counted is one case in ten.
  { runs: 60 },
);

agrees(
  'reduce',
  fc.record({
    function: fc.constantFrom('mean' as const, 'sum' as const, 'max' as const),
    axes: fc.constantFrom([0], [2], [0, 1], [1, 2], [0, 1, 2]),
    keepDims: fc.boolean(),
  }),
  (drawn) => (b) => b.emit({ op: 'reduce', x: b.input('x', [3, 2, 4]), ...drawn }),
);

agrees(
  'batchNorm: with and without gamma and beta, with the batch’s statistics and the moving ones',
  fc.record({
    shape: fc.constantFrom([5], [3, 4, 2]),
    gamma: fc.boolean(),
    beta: fc.boolean(),
    batchStatistics: fc.boolean(),
  }),
  ({ shape, gamma, beta, batchStatistics }) =>
    (b) => {
      const channels = [shape.at(-1) ?? 1];
      return b.emit({
        op: 'batchNorm',
        x: b.input('x', shape),
        gamma: gamma ? b.weight('bn/gamma', channels) : undefined,
        beta: beta ? b.weight('bn/beta', channels) : undefined,
        movingMean: b.weight('bn/movingMean', channels, { trainable: false }),
        movingVariance: b.weight('bn/movingVariance', channels, { trainable: false }),
        momentum: 0.9,
        epsilon: 0.1,
        batchStatistics,
      });
    },
);

const functions: readonly UnaryFunction[] = [
  'relu',
  'leakyRelu',
  'elu',
  'selu',
  'gelu',
  'geluTanh',
  'swish',
  'sigmoid',
  'tanh',
  'clip',
  'exp',
  'square',
  'abs',
  'neg',
];
for (const name of functions) {
  agrees(
    name,
    fc.double({ min: 0.1, max: 2, noNaN: true }),
    (alpha) => (b) =>
      b.emit({
        op: 'unary',
        x: b.input('x', [3, 4]),
        function: name,
        alpha,
        min: -0.5 * alpha,
        max: 0.7 * alpha,
      }),
    { runs: 4 },
  );
}
for (const name of ['log', 'sqrt'] as const) {
  agrees(
    name,
    fc.constant(null),
    () => (b) => b.emit({ op: 'unary', x: b.input('x', [3, 4]), function: name }),
    {
      range: { low: 0.5, high: 3 },
      runs: 3,
    },
  );
}

const binaryFunction = fc.constantFrom('add', 'subtract', 'multiply', 'divide', 'maximum', 'minimum');
agrees(
  'binary: broadcast as numpy does',
  fc.record({
    function: binaryFunction,
    shapes: fc.constantFrom(
      [
        [3, 2, 4],
        [3, 2, 4],
      ],
      [[3, 2, 4], [4]],
      [
        [1, 1, 4],
        [3, 2, 4],
      ],
      [
        [3, 1, 4],
        [1, 2, 1],
      ],
      [[5], [5]],
    ),
  }),
  ({ function: name, shapes: [a = [], c = []] }) =>
    (b) =>
      b.emit({ op: 'binary', a: b.input('a', a), b: b.input('b', c), function: name }),
  // Divisors stay away from zero.
  { range: { low: 0.5, high: 2 }, runs: 25 },
);
agrees(
  'binaryWeight: along the last axis, or of the value’s shape',
  fc.record({ function: binaryFunction, weight: fc.constantFrom([4], [3, 2, 4], [1, 2, 1]) }),
  ({ function: name, weight }) =>
    (b) =>
      b.emit({
        op: 'binaryWeight',
        x: b.input('x', [3, 2, 4]),
        weight: b.weight('scale/divisor', weight),
        function: name,
      }),
  { runs: 20 },
);

agrees('softmax', int(1, 5), (n) => (b) => b.emit({ op: 'softmax', x: b.input('x', [2, n]) }), { runs: 4 });
agrees('argMax', int(1, 5), (n) => (b) => b.emit({ op: 'argMax', x: b.input('x', [2, n]) }), { runs: 4 });
agrees(
  'binary: equal',
  int(2, 3),
  (n) => (b) => {
    const [found, truth] = ['x', 'y'].map((id) => b.emit({ op: 'argMax', x: b.input(id, [4, n]) }));
    if (!found || !truth) throw new Error('A value is missing.');
    return b.emit({ op: 'binary', function: 'equal', a: found, b: truth });
  },
  { runs: 6 },
);
agrees('concat', fc.record({ axis: int(0, 2), other: int(1, 3) }), ({ axis, other }) => (b) => {
  const shape = [2, 3, 2];
  const x = b.input('x', shape);
  const y = b.input(
    'y',
    shape.map((size, i) => (i === axis ? other : size)),
  );
  return b.emit({ op: 'concat', values: [x, y, x], axis });
});
agrees(
  'slice',
  pair(0, 1),
  ([row, column]) =>
    (b) =>
      b.emit({ op: 'slice', x: b.input('x', [3, 4, 2]), begin: [row, column, 1], size: [2, 3, 1] }),
);
agrees(
  'pad: constant, reflect, replicate',
  fc.record({
    padding: sides(2),
    mode: fc.constantFrom('constant' as const, 'reflect' as const, 'replicate' as const),
  }),
  ({ padding, mode }) =>
    (b) =>
      b.emit({ op: 'pad', x: b.input('x', [3, 4, 2]), padding, mode, value: 0.5 }),
  { runs: 20 },
);
agrees(
  'transpose',
  fc.constantFrom([2, 0, 1], [1, 0, 2], [0, 2, 1], [2, 1, 0]),
  (permutation) => (b) => b.emit({ op: 'transpose', x: b.input('x', [3, 2, 4]), permutation }),
);
agrees(
  'reshape',
  fc.constantFrom([24], [4, 6], [2, 3, 4]),
  (shape) => (b) => b.emit({ op: 'reshape', x: b.input('x', [3, 2, 4]), shape }),
);
agrees(
  'resize: up and down, corners aligned or not',
  fc.record({
    size: pair(1, 7),
    method: fc.constantFrom('nearest' as const, 'bilinear' as const),
    alignCorners: fc.boolean(),
  }),
  (drawn) => (b) => b.emit({ op: 'resize', x: b.input('x', [3, 4, 2]), ...drawn }),
  { runs: 20 },
);
