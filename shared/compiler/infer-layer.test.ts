import { expect, test } from 'vitest';
import { findLayer } from '../layers/index';
import { createInference } from './infer-layer';

test('shapes whose checksum is the same are told apart', () => {
  const flatten = findLayer('Flatten');
  if (!flatten) throw new Error('There is no Flatten.');
  const inference = createInference()(flatten, {});
  // 31·32 + 1 = 31·31 + 32.
  expect(inference.factsFor([[32, 1, 3]]).outputShapes).toEqual([[96]]);
  expect(inference.factsFor([[31, 32, 3]]).outputShapes).toEqual([[2_976]]);
  expect(inference.factsFor([[32, 1, 3]])).toBe(inference.factsFor([[32, 1, 3]]));
});
