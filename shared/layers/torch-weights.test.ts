/** Where weights would lie in PyTorch: by the shapes that its documentation gives for each module's parameters. */
import { expect, test } from 'vitest';
import { parseParams } from '../schema/fields';
import { findLayer } from './index';
import type { EmittedStep } from './support/emission';

/** The shapes of the first weight, as PyTorch would have it, of each module that a layer becomes. */
function torchShapes(type: string, given: Readonly<Record<string, unknown>>, input: readonly number[]) {
  const layer = findLayer(type);
  if (!layer) throw new Error(`There is no ${type}.`);
  const { params } = parseParams(layer.params, given);
  const own = new Map(layer.weights(params, [input]).map(({ name, shape }) => [name, shape]));
  const emission = layer.pytorch(params, [input]);
  const steps: readonly EmittedStep[] =
    emission.kind === 'layers' ? emission.layers : emission.kind === 'steps' ? emission.steps : [];
  return steps.flatMap((step) => {
    const [weight] = 'weights' in step ? step.weights : [];
    if (weight === undefined) return [];
    const shape = own.get(weight.name) ?? [];
    return [weight.shape ?? weight.permutation?.map((axis) => shape[axis]) ?? shape];
  });
}

// All sizes differ, so that a shape says which axis went where.
test('convolutions: outputs, inputs of a group, height, width', () => {
  const window = { kernelSize: [3, 5], filters: 8 };
  expect(torchShapes('Conv2D', window, [16, 17, 6])).toEqual([[8, 6, 3, 5]]);
  expect(torchShapes('Conv2D', { ...window, groups: 2 }, [16, 17, 6])).toEqual([[8, 3, 3, 5]]);
  expect(torchShapes('DepthwiseConv2D', { kernelSize: [3, 5], depthMultiplier: 2 }, [16, 17, 6])).toEqual([
    [12, 1, 3, 5],
  ]);
  expect(torchShapes('SeparableConv2D', window, [16, 17, 6])).toEqual([
    [6, 1, 3, 5],
    [8, 6, 1, 1],
  ]);
});

test('transposed convolutions: inputs, outputs of a group, height, width', () => {
  const window = { kernelSize: [3, 5], filters: 8 };
  expect(torchShapes('Conv2DTranspose', window, [16, 17, 6])).toEqual([[6, 8, 3, 5]]);
  expect(torchShapes('Conv2DTranspose', { ...window, groups: 2 }, [16, 17, 6])).toEqual([[6, 4, 3, 5]]);
});

test('linear layers: outputs, inputs', () => {
  expect(torchShapes('Dense', { units: 7 }, [11])).toEqual([[7, 11]]);
});
