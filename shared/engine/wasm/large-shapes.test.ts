/** Shapes beyond one tile: panels of eight channels, blocks of six pixels, chunks of a hundred, and their rests. */
import fc from 'fast-check';
import { test } from 'vitest';
import { atDepth } from '../../../build/lib/depth';
import type { Value } from '../../layers/support/primitives';
import type { PlanBuilder } from '../testing/build-plan';
import { expectAgreementAlong } from '../testing/compare';
import { ours } from '../testing/engines';

const int = (min: number, max: number) => fc.integer({ min, max });
const pair = (min: number, max: number) => fc.tuple(int(min, max), int(min, max));
const sides = (max: number) => fc.tuple(int(0, max), int(0, max), int(0, max), int(0, max));

function agrees<T>(
  name: string,
  arbitrary: fc.Arbitrary<T>,
  make: (drawn: T) => (builder: PlanBuilder) => Value,
  runs = atDepth(5, 10),
): void {
  test(name, async () => {
    await fc.assert(
      fc.asyncProperty(arbitrary, int(1, 1e6), int(1, 3), (drawn, seed, batch) =>
        expectAgreementAlong(ours, seed, batch, make(drawn)),
      ),
      { numRuns: runs },
    );
  });
}

agrees(
  'conv2d',
  fc.record({
    size: pair(9, 15),
    window: pair(1, 4),
    strides: pair(1, 3),
    dilation: pair(1, 2),
    padding: sides(3),
    groups: fc.constantFrom(1, 1, 1, 2, 3),
    perGroup: int(1, 9),
    outPerGroup: int(1, 19),
  }),
  ({ size, window, strides, dilation, padding, groups, perGroup, outPerGroup }) =>
    (b) =>
      b.emit({
        op: 'conv2d',
        x: b.input('x', [...size, groups * perGroup]),
        kernel: b.weight('conv/kernel', [...window, perGroup, groups * outPerGroup]),
        bias: b.weight('conv/bias', [groups * outPerGroup]),
        strides,
        dilation,
        padding,
        groups,
      }),
  25,
);

agrees(
  'conv2d, depthwise',
  fc.record({
    size: pair(7, 13),
    window: fc.constantFrom([3, 3] as const, [3, 3] as const, [5, 2] as const),
    strides: pair(1, 2),
    dilation: pair(1, 2),
    padding: sides(2),
    channels: int(2, 13),
    multiplier: fc.constantFrom(1, 1, 2),
  }),
  ({ size, window, strides, dilation, padding, channels, multiplier }) =>
    (b) =>
      b.emit({
        op: 'conv2d',
        x: b.input('x', [size[0] + 3, size[1] + 3, channels]),
        kernel: b.weight('conv/kernel', [...window, 1, channels * multiplier]),
        strides,
        dilation,
        padding,
        groups: channels,
      }),
  15,
);

agrees(
  'convTranspose2d',
  fc.record({
    size: pair(4, 9),
    window: pair(2, 4),
    strides: pair(1, 2),
    groups: int(1, 2),
    perGroup: int(1, 9),
    outPerGroup: int(1, 7),
  }),
  ({ size, window, strides, groups, perGroup, outPerGroup }) =>
    (b) =>
      b.emit({
        op: 'convTranspose2d',
        x: b.input('x', [...size, groups * perGroup]),
        kernel: b.weight('up/kernel', [...window, outPerGroup, groups * perGroup]),
        bias: b.weight('up/bias', [groups * outPerGroup]),
        strides,
        dilation: [1, 1],
        padding: [1, 0, 0, 1],
        groups,
        outputSize: [(size[0] - 1) * strides[0] + window[0] - 1, (size[1] - 1) * strides[1] + window[1] - 1],
      }),
);

agrees(
  'matMul',
  fc.record({ rows: int(1, 200), n: int(1, 40), m: int(1, 40) }),
  ({ rows, n, m }) =>
    (b) =>
      b.emit({
        op: 'matMul',
        x: b.input('x', [rows, n]),
        kernel: b.weight('dense/kernel', [n, m]),
        bias: b.weight('dense/bias', [m]),
      }),
  15,
);

agrees(
  'batchNorm and an activation in one pass',
  fc.record({ size: pair(3, 12), channels: int(1, 14) }),
  ({ size, channels }) =>
    (b) => {
      const vector = (name: string, trainable: boolean) => b.weight(`bn/${name}`, [channels], { trainable });
      const normal = b.emit({
        op: 'batchNorm',
        x: b.input('x', [...size, channels]),
        gamma: vector('gamma', true),
        beta: vector('beta', true),
        movingMean: vector('movingMean', false),
        movingVariance: vector('movingVariance', false),
        momentum: 0.9,
        epsilon: 1.5,
        batchStatistics: true,
      });
      return b.emit({ op: 'unary', x: normal, function: 'relu' });
    },
);

agrees(
  'conv2d and an activation in one pass, read twice',
  fc.record({
    size: pair(5, 12),
    channels: int(1, 9),
    name: fc.constantFrom('relu' as const, 'leakyRelu' as const, 'clip' as const),
  }),
  ({ size, channels, name }) =>
    (b) => {
      const x = b.input('x', [...size, channels]);
      const convolved = b.emit({
        op: 'conv2d',
        x,
        kernel: b.weight('conv/kernel', [3, 3, channels, channels]),
        strides: [1, 1],
        padding: [1, 1, 1, 1],
        dilation: [1, 1],
        groups: 1,
      });
      const active = b.emit({ op: 'unary', x: convolved, function: name, alpha: 0.2, min: -0.5, max: 0.7 });
      return b.emit({
        op: 'binary',
        function: 'add',
        a: b.emit({ op: 'binary', function: 'multiply', a: active, b: active }),
        b: x,
      });
    },
);

agrees(
  'pooling of many channels',
  fc.record({
    size: pair(6, 12),
    channels: int(1, 14),
    window: pair(2, 3),
    strides: pair(1, 3),
    largest: fc.boolean(),
  }),
  ({ size, channels, window, strides, largest }) =>
    (b) => {
      const x = b.input('x', [...size, channels]);
      const outputs = (axis: 0 | 1) => Math.floor((size[axis] + 1 - window[axis]) / strides[axis]) + 1;
      const common = { x, size: window, strides, padding: [1, 0, 0, 1] as const };
      const outputSize = [outputs(0), outputs(1)] as const;
      return largest
        ? b.emit({ op: 'maxPool', ...common, outputSize })
        : b.emit({ op: 'averagePool', ...common, outputSize, countIncludePad: false });
    },
);
