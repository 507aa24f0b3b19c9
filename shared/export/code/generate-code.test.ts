import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { compile } from '../../compiler/compile';
import { emptyDocument, type ConvDocument } from '../../graph/document';
import { findTemplate, templates } from '../../../templates';
import { codeOf } from './code-lines';
import { generateCode } from './generate-code';

const codeFor = (name: string, framework: 'keras' | 'pytorch') => {
  const template = findTemplate(name);
  if (!template) throw new Error(`There is no ${name}.`);
  return generateCode(compile(template.document), framework);
};

describe('reads as a person reviewed it', () => {
  // Change these files only after reading the new code as its user would.
  test.each([
    ['lenet5', 'keras'],
    ['lenet5', 'pytorch'],
    ['resnet18', 'keras'],
    ['resnet18', 'pytorch'],
  ] as const)('%s in %s', (name, framework) => {
    const expected = readFileSync(new URL(`testing/${name}_${framework}.py`, import.meta.url), 'utf8');
    expect(codeFor(name, framework).text).toBe(expected);
  });
});

test.each(templates.map(({ name, document }) => [name, document] as const))(
  '%s: every layer of the drawing has a line',
  (_, document) => {
    for (const framework of ['keras', 'pytorch'] as const) {
      const { lines, problems } = generateCode(compile(document), framework);
      expect(problems).toEqual([]);
      const told = new Set(
        lines.flatMap(({ origins }) => origins.map(({ scope, node }) => `${scope ?? ''}/${node}`)),
      );
      const drawn = document.nodes.map(({ id }) => `/${id}`);
      expect(drawn.filter((id) => !told.has(id))).toEqual([]);
    }
  },
);

test('what a user typed stays in its comment, text or name', () => {
  const hostile = 'a\'"\n\u2028#\\\u202eimport os';
  const document: ConvDocument = {
    ...emptyDocument(hostile),
    nodes: [
      { id: 'in', type: 'Input', name: hostile, params: { shape: [8, 8, 3] } },
      { id: 'c', type: 'Conv2D', name: hostile, params: { filters: 4 } },
      { id: 'x', type: 'Custom', name: hostile, params: { label: hostile } },
      { id: 'end', type: 'Output', name: hostile, params: { task: 'segmentation' } },
    ],
    edges: [
      { source: 'in', sourcePort: 'out', target: 'c', targetPort: 'in' },
      { source: 'c', sourcePort: 'out', target: 'x', targetPort: 'in' },
      { source: 'x', sourcePort: 'out', target: 'end', targetPort: 'in' },
    ],
  };
  for (const framework of ['keras', 'pytorch'] as const) {
    const { text, problems } = generateCode(compile(document), framework);
    expect(problems).toHaveLength(1);
    expect(text).toContain('raise NotImplementedError(');
    expect(text).not.toMatch(/[\u2028\u202e]/);
    for (const line of text.split('\n')) expect(codeOf(line)).not.toMatch(/import os|["\\]/);
  }
});

test('the first line says the encoding, whatever the document is called', () => {
  for (const name of ['coding: latin-1', 'a\n# coding: latin-1', '\n\r\f\u2028']) {
    for (const framework of ['keras', 'pytorch'] as const) {
      const { text } = generateCode(compile(emptyDocument(name)), framework);
      const [first, second = ''] = text.split(/\r\n|[\n\r\f\v\u0085\u2028\u2029]/);
      expect(first).toBe('# -*- coding: utf-8 -*-');
      expect(second).toMatch(/^# .*: 0 parameters\.$/);
    }
  }
});

test('a network that is not finished yet shows what is there, and what is wrong', () => {
  const document: ConvDocument = {
    ...emptyDocument('draft'),
    nodes: [
      { id: 'in', type: 'Input', name: 'in', params: { shape: [8, 8, 3] } },
      { id: 'c', type: 'Conv2D', name: 'big', params: { filters: 4, kernelSize: [99, 99] } },
      { id: 'd', type: 'Dense', name: 'lonely', params: {} },
    ],
    edges: [{ source: 'in', sourcePort: 'out', target: 'c', targetPort: 'in' }],
  };
  const { text, problems } = generateCode(compile(document), 'keras');
  expect(problems).toHaveLength(2);
  expect(text).toContain('inputs = keras.Input(shape=(8, 8, 3))');
  expect(text).toMatch(/# Not complete: .*99/);
  expect(generateCode(compile(emptyDocument()), 'pytorch').problems).toEqual([]);
});

test('names the optimizer, and what AdamW leaves alone', () => {
  const template = findTemplate('lenet5');
  if (!template) throw new Error('There is no lenet5.');
  const { document } = template;
  const training = { ...document.training, optimizer: 'adamw', weightDecay: 0.05 } as const;
  const text = (framework: 'keras' | 'pytorch') =>
    generateCode(compile({ ...document, training }), framework).text;
  expect(text('keras')).toMatch(
    /optimizers\.AdamW\(learning_rate=0\.002, weight_decay=0\.05\);\n# exclude_from_weight_decay/,
  );
  expect(text('pytorch')).toMatch(
    /optim\.AdamW\(model\.parameters\(\), lr=0\.002, weight_decay=0\.05, eps=1e-07\);\n# here biases/,
  );
});
