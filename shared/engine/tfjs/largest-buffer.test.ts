import { expect, test } from 'vitest';
import { modernLeNet } from '../testing/lenet';
import { refuseLargeValues, refuseLargeWeights } from './largest-buffer';

const vgg16 = [
  { key: 'conv5_3/kernel', shape: [3, 3, 512, 512] },
  { key: 'fc6/kernel', shape: [25_088, 4096] },
];

test('a weight that does not fit is named with its size and the limit, and one that does is not', () => {
  const device = { backend: 'webgpu', largest: 128 * 1024 * 1024 } as const;
  expect(() => refuseLargeWeights(vgg16, device)).toThrow(
    'The weight "fc6/kernel" (25088×4096) takes 411 MB, but WebGPU on this device holds at most 134 MB in one piece',
  );
  expect(() => refuseLargeWeights(vgg16, { ...device, largest: 25_088 * 4096 * 4 })).not.toThrow();
});

test('values are judged at the batch that is asked for', () => {
  const { training } = modernLeNet();
  // The largest are 28×28×6 floats per picture.
  const device = { backend: 'webgpu', largest: 28 * 28 * 6 * 4 * 64 } as const;
  expect(() => refuseLargeValues(training, 64, device)).not.toThrow();
  expect(() => refuseLargeValues(training, 65, device)).toThrow(
    /"op0" computes takes 1.22 MB at a batch of 65/,
  );
});
