/** Primitives of layers that TensorFlow.js has as they are, and that come here with layers to come. */
import { expect, test } from 'vitest';
import { findLayer } from '../../layers/index';
import type { KnownShape } from '../../layers/shape';
import { parseParams } from '../../schema/fields';
import { fromPrimitives } from './primitives';

const data = Float32Array.of(1, 2, 3, 4, 5, 6);

function written(type: string, params: Readonly<Record<string, unknown>>, shapes: readonly KnownShape[]) {
  const definition = findLayer(type);
  if (!definition) throw new Error(`There is no ${type}.`);
  const settings = parseParams(definition.params, params).params;
  const weights = definition.weights(settings, shapes);
  const inputs = shapes.map((shape, i) => ({ source: `in${i}`, shape }));
  return fromPrimitives({ definition, settings, id: 'own', weights }, inputs, ({ shape }) => ({
    shape,
    data,
  }));
}

test('a product with a matrix is a dense layer', () => {
  expect(written('Dense', { units: 2, useBias: false }, [[3]])).toEqual([
    {
      className: 'Dense',
      args: { units: 2, activation: 'linear', use_bias: false },
      feeds: ['in0'],
      weights: [{ name: 'kernel', shape: [3, 2], data }],
    },
  ]);
});

test('a sum is one', () => {
  expect(written('Add', {}, [[3], [3]])).toEqual([
    { className: 'Add', args: {}, feeds: ['in0', 'in1'], weights: [] },
  ]);
});
