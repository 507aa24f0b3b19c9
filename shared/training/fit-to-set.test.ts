import { expect, test } from 'vitest';
import { compile } from '../compiler/compile';
import { trainingProblems } from '../compiler/trainable';
import { applyEdits } from '../graph/apply';
import type { ConvDocument } from '../graph/document';
import { templates } from '../../templates/index';
import { fitToSet } from './fit-to-set';

const pets = {
  ...{ name: 'pets', title: 'Pets', summary: '', licence: '', source: '' },
  ...{
    height: 3000,
    width: 4000,
    channels: 3,
    classNames: ['cat', 'dog', 'hamster'],
    trainCount: 9,
    testCount: 3,
  },
};

const named = (name: string): ConvDocument => {
  const found = templates.find((template) => template.name === name);
  if (found === undefined) throw new Error(`There is no ${name}.`);
  return found.document;
};

test.each([
  'lenet5_modern',
  'alexnet',
  'vgg16_bn',
  'resnet18',
  'squeezenet1_0',
  'mobilenet_v2',
  'densenet121',
])('%s is fitted to three classes of photographs by one step', (name) => {
  const { edits, changes } = fitToSet(compile(named(name)), pets);
  expect(changes.length).toBeGreaterThan(0);
  const fitted = applyEdits(named(name), edits);
  expect(trainingProblems(compile(fitted), { classCount: 3, memoryLimit: null })).toEqual([]);
  // Nothing is left to be fitted, and the data's own settings are there.
  expect(fitToSet(compile(fitted), pets).changes).toEqual([]);
  expect(fitted.data).toMatchObject({ dataset: 'pets', fit: 'crop' });
  expect(fitted.data.pipeline[0]?.type).toBe('ShorterSide');
});

test('a fitted network has the names of the classes where it had others', () => {
  const document = named('lenet5_modern');
  const output = document.nodes.find(({ type }) => type === 'Output');
  const digits = Array.from({ length: 10 }, (_, i) => String(i));
  const renamed = applyEdits(document, [
    { edit: 'setParams', id: output?.id ?? '', params: { classNames: digits } },
  ]);
  const fitted = applyEdits(renamed, fitToSet(compile(renamed), pets).edits);
  expect(fitted.nodes.find(({ type }) => type === 'Output')?.params['classNames']).toEqual(pets.classNames);
});
