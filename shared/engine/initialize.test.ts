/** Against the variances that Keras' VarianceScaling documents, and the limits that follow from them. */
import { describe, expect, test } from 'vitest';
import type { Initializer } from '../layers/define';
import { initialValues } from './initialize';

const [fanIn, fanOut] = [30, 50];
const shape = [200, 100];
const drawn = (
  kind: Exclude<Initializer['kind'], 'zeros' | 'ones' | 'constant'>,
  seed = 1,
  key = 'conv/kernel',
) => initialValues({ kind, fanIn, fanOut }, shape, seed, key);

describe.each([
  ['glorotUniform', 2 / (fanIn + fanOut)],
  ['glorotNormal', 2 / (fanIn + fanOut)],
  ['heUniform', 2 / fanIn],
  ['heNormal', 2 / fanIn],
  ['lecunUniform', 1 / fanIn],
  ['lecunNormal', 1 / fanIn],
] as const)('%s', (kind, variance) => {
  const values = drawn(kind);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;

  test('has mean 0 and the variance of its name', () => {
    expect(values).toHaveLength(20_000);
    expect(Math.abs(mean)).toBeLessThan(0.03 * Math.sqrt(variance));
    expect(squares / variance).toBeGreaterThan(0.96);
    expect(squares / variance).toBeLessThan(1.04);
  });

  test('goes no further than Keras lets it', () => {
    // Uniform on ±√(3·variance); normal cut at two of the deviations that Keras widens by 0.8796.
    const limit = kind.endsWith('Uniform')
      ? Math.sqrt(3 * variance)
      : (2 * Math.sqrt(variance)) / 0.87962566103423978;
    const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    expect(largest).toBeLessThanOrEqual(limit * (1 + 1e-6));
    expect(largest).toBeGreaterThan(0.97 * limit);
  });
});

test('follows from the seed and the weight’s name alone', () => {
  expect(drawn('heNormal')).toEqual(drawn('heNormal'));
  expect(drawn('heNormal', 2)).not.toEqual(drawn('heNormal'));
  expect(drawn('heNormal', 1, 'other/kernel')).not.toEqual(drawn('heNormal'));
});
