import { expect, test } from 'vitest';
import { templates } from '../../templates/index';
import { compile } from './compile';
import { receptiveFieldSteps } from './receptive-field';
import { chain } from './testing/drawn';

test('the arithmetic of a receptive field, with this layer’s numbers', () => {
  const compiled = compile(
    chain(
      [32, 32, 1],
      ['Conv2D', { kernelSize: [5, 3] }],
      ['MaxPooling2D'],
      ['Conv2D', { dilationRate: [2, 2] }],
      ['Conv2DTranspose'],
      ['Activation'],
    ),
  );
  const steps = (id: string) => {
    const layer = compiled.byId.get(id);
    return layer ? receptiveFieldSteps(compiled, layer) : [];
  };
  expect(steps('conv2d1').map(({ filled, result }) => `${filled} = ${result}`)).toEqual([
    '1 + (5 − 1)·1 = 5',
    '1 + (3 − 1)·1 = 3',
  ]);
  expect(steps('maxpooling2d2').map(({ filled, result }) => `${filled} = ${result}`)).toEqual([
    '5 + (2 − 1)·1 = 6',
    '3 + (2 − 1)·1 = 4',
    '1·2 = 2',
    '1·2 = 2',
  ]);
  expect(steps('conv2d3')[0]).toMatchObject({
    formula: 'R_in + (F′ − 1)·J_in',
    filled: '6 + (5 − 1)·2',
    result: '14',
  });
  expect(steps('conv2dtranspose4')[2]).toMatchObject({ formula: 'J_in/S', filled: '2/2', result: '1' });
  expect(steps('activation5')).toEqual([]);
});

test('its results are the compiler’s, in every template', () => {
  for (const { document } of templates.filter(({ document: { nodes } }) => nodes.length < 40)) {
    const compiled = compile(document);
    for (const layer of compiled.layers) {
      const field = layer.receptiveField;
      for (const { title, filled, result } of receptiveFieldSteps(compiled, layer)) {
        if (field === null || field === 'all') throw new Error('There is nothing to explain.');
        const axis = title.endsWith('height') ? 0 : 1;
        const of = title.startsWith('Receptive') ? field.size : field.stride;
        expect(Number(result.replaceAll(',', ''))).toBe(of[axis]);
        const [a = 0, b = 0, minus = 0, stride = 1] = (filled.replaceAll(',', '').match(/[\d.]+/g) ?? []).map(
          Number,
        );
        if (title.startsWith('Receptive')) expect(a + (b - minus) * stride).toBe(of[axis]);
      }
    }
  }
});
