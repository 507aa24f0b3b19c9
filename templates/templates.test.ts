import { expect, test } from 'vitest';
import { compile } from '../shared/compiler/compile';
import { buildPlan } from '../shared/compiler/plan';
import { summarize } from '../shared/compiler/summary';
import { trainingProblems } from '../shared/compiler/trainable';
import { parseDocument, serializeDocument } from '../shared/format/document-format';
import { findTemplate, firstTwelve, templates } from './index';

const parametersOf = (name: string): Record<string, number> => {
  const template = findTemplate(name);
  if (!template) throw new Error(`There is no template ${name}.`);
  const { layers } = summarize(compile(template.document));
  return Object.fromEntries(layers.map((layer) => [layer.name, layer.params.trainable]));
};

test('LeNet-5 has the parameters of the paper’s layers, 61,706 in all, and 416,520 MACs', () => {
  const rows = parametersOf('lenet5');
  expect(rows).toMatchObject({ C1: 156, S2: 0, C3: 2_416, S4: 0, C5: 48_120, F6: 10_164, output: 850 });
  for (const name of ['lenet5', 'lenet5_modern']) {
    const { totals } = compile(findTemplate(name)!.document);
    expect(totals).toMatchObject({ trainable: 61_706, nonTrainable: 0, macs: 416_520 });
  }
});

/** Advice that a shipped network may raise, since the original has it. */
const original: readonly (readonly [RegExp, string])[] = [
  // Its first convolution leaves the last row and column of 224 out.
  [/^squeezenet/, 'pixels-never-seen'],
  // Before global pooling was thought of, most parameters read the flattened picture.
  [/alexnet|vgg/, 'dense-holds-most'],
  // torchvision added the norms and kept the biases; Keras took them over from the first Caffe models.
  [/^vgg.*_bn$|^keras_resnet/, 'bias-before-norm'],
];

test.each(templates)(
  '$name compiles without a word, can be trained, and survives its file',
  ({ name, document }) => {
    const compiled = compile(document);
    expect(compiled.diagnostics.filter(({ severity }) => severity !== 'advice')).toEqual([]);
    const advice = new Set(compiled.diagnostics.map(({ code }) => code));
    const listed = original.filter(([which]) => which.test(name)).map(([, code]) => code);
    expect([...advice].sort()).toEqual(listed.sort());
    const classCount = compiled.layers.at(-1)?.inputShapes[0]?.[0] ?? null;
    const problems = trainingProblems(compiled, { classCount, memoryLimit: null }).map(({ code }) => code);
    // There is no data with a class per pixel yet.
    expect(problems).toEqual(name === 'unet' ? ['task-without-data'] : []);
    expect(buildPlan(compiled).weights.length).toBeGreaterThan(0);
    expect(parseDocument(serializeDocument(document))).toEqual(document);
  },
);

test('a course begins with twelve different networks, told in the order of their years', () => {
  expect(new Set(firstTwelve).size).toBe(12);
  const years = firstTwelve.map(({ year }) => year ?? NaN);
  expect(years).toEqual([...years].sort((a, b) => a - b));
});

test('its AlexNet is that of the lectures: 227×227 pictures, 96 filters of 11×11', () => {
  const found = firstTwelve.find(({ title }) => title === 'AlexNet');
  const [input, conv] = found?.document.nodes ?? [];
  expect(input?.params).toMatchObject({ shape: [227, 227, 3] });
  expect(conv?.params).toMatchObject({ filters: 96, kernelSize: [11, 11], strides: [4, 4] });
});

test.each(templates)('$name is described with groups only where it has some', ({ document }) => {
  const has = compile(document).layers.some(({ settings }) => Number(settings['groups'] ?? 1) > 1);
  if (!has) expect(document.description).not.toMatch(/groups?\b/i);
});

test('years are those of publications', () => {
  expect(templates.filter(({ year }) => year === null).map(({ name }) => name)).toEqual([
    'lenet5_modern',
    'starter',
  ]);
});

test.each(templates)('$name says in a sentence or two what it taught', ({ lesson }) => {
  expect(lesson).toMatch(/^[“A-Z].*[.]$/);
  expect(lesson.length).toBeLessThan(200);
});
