import { expect, it } from 'vitest';
import type { WeightMap } from './weights';
import { weightsProblem } from './check-weights';

const tensors: WeightMap = new Map([
  ['conv1/kernel', { shape: [1, 2, 1, 2], data: Float32Array.of(1.5, -2, 3, 1e-38) }],
  ['conv1/bias', { shape: [2], data: Float32Array.of(0, -0) }],
]);

it('says what is missing or has another shape, and tolerates more', () => {
  expect(weightsProblem([{ key: 'conv1/bias', shape: [2] }], tensors)).toBeNull();
  expect(
    weightsProblem(
      [
        { key: 'conv1/bias', shape: [3] },
        { key: 'fc/kernel', shape: [1, 1] },
      ],
      tensors,
    ),
  ).toBe(
    "The weights don't belong to this network: “conv1/bias” is 2 where the network has 3 (and 1 more). Train the network again.",
  );
});
