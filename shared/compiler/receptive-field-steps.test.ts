import { expect, test } from 'vitest';
import { templates } from '../../templates/index';
import { compile } from './compile';
import type { Compiled, CompiledLayer } from './compiled';
import { receptiveFieldSteps } from './receptive-field-steps';
import { chain, drawing, node } from './testing/drawn';
import { resultOf, worth } from './testing/field-arithmetic';

const stepsOf = (compiled: Compiled, id: string) => {
  const layer = compiled.byId.get(id);
  return layer ? receptiveFieldSteps(compiled, layer) : [];
};
const linesOf = (compiled: Compiled, id: string): readonly string[] =>
  stepsOf(compiled, id).map(({ filled, result }) => `${filled} = ${result}`);

test('the arithmetic of a receptive field, with this layer’s numbers', () => {
  const compiled = compile(
    chain(
      [32, 32, 1],
      ['Conv2D', { kernelSize: [5, 3] }],
      ['MaxPooling2D'],
      ['Conv2D', { dilationRate: [2, 2] }],
      ['Conv2DTranspose'],
      ['Activation'],
      ['Conv2D'],
    ),
  );
  expect(linesOf(compiled, 'conv2d1')).toEqual(['1 + (5 − 1)·1 = 5', '1 + (3 − 1)·1 = 3']);
  expect(linesOf(compiled, 'maxpooling2d2')).toEqual([
    '5 + (2 − 1)·1 = 6',
    '3 + (2 − 1)·1 = 4',
    '1·2 = 2',
    '1·2 = 2',
  ]);
  expect(stepsOf(compiled, 'conv2d3')[0]).toMatchObject({
    formula: 'R_in + (F′ − 1)·J_in',
    filled: '6 + (5 − 1)·2',
    result: '14',
  });
  // Of three taps at every second pixel, two meet a pixel at most.
  expect(linesOf(compiled, 'conv2dtranspose4').slice(0, 3)).toEqual([
    '14 + (2 − 1)·2 = 16',
    '12 + (2 − 1)·2 = 14',
    '2/2 = 1',
  ]);
  expect(stepsOf(compiled, 'activation5')).toEqual([]);
  // Its positions don't see alike any more, so the one that sees most is named.
  expect(stepsOf(compiled, 'conv2d6')[0]).toMatchObject({
    formula: 'last pixel − first pixel + 1, at position 8',
    result: '18',
  });
});

test('paths that see apart from one another are explained by their ends', () => {
  const compiled = compile(
    drawing(
      [
        node('in', 'Input', { shape: [16, 16, 1] }),
        node('left', 'Cropping2D', { top: 0, bottom: 0, left: 0, right: 4 }),
        node('right', 'Cropping2D', { top: 0, bottom: 0, left: 4, right: 0 }),
        node('sum', 'Add'),
      ],
      ['in', 'left'],
      ['in', 'right'],
      ['left', 'sum:in:0'],
      ['right', 'sum:in:1'],
    ),
  );
  expect(linesOf(compiled, 'sum')).toEqual(['10 − 6 + 1 = 5']);
});

function checkSteps(compiled: Compiled, layer: CompiledLayer): number {
  const field = layer.receptiveField;
  const steps = receptiveFieldSteps(compiled, layer);
  for (const step of steps) {
    if (field === null || field === 'all') throw new Error('There is nothing to explain.');
    const axis = step.title.endsWith('height') ? 0 : 1;
    if (!step.title.startsWith('Receptive')) {
      expect(resultOf(step)).toBeCloseTo(field.stride[axis], 2);
      continue;
    }
    expect(resultOf(step)).toBe(field.size[axis]);
    expect(worth(step), `${layer.id}: ${step.filled}`).toBe(field.size[axis]);
  }
  return steps.length;
}

test('its results are the compiler’s, in every template', () => {
  let explained = 0;
  for (const { document } of templates) {
    const compiled = compile(document);
    for (const layer of compiled.layers) explained += checkSteps(compiled, layer);
  }
  expect(explained).toBeGreaterThan(1000);
});
