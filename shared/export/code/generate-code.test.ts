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

describe('what no output needs', () => {
  const node = (id: string, type: string, params: Readonly<Record<string, unknown>> = {}) => ({
    ...{ id, type, name: id },
    params,
  });
  const document: ConvDocument = {
    ...emptyDocument('dead branch'),
    nodes: [
      node('in', 'Input', { shape: [8, 8, 3] }),
      node('conv1', 'Conv2D', { filters: 6 }),
      node('side', 'Conv2D', { filters: 6 }),
      node('flat', 'Flatten'),
      node('fc', 'Dense', { units: 10 }),
      node('out', 'Output'),
    ],
    edges: ['in conv1', 'conv1 side', 'conv1 flat', 'flat fc', 'fc out'].map((line) => {
      const [source = '', target = ''] = line.split(' ');
      return { source, sourcePort: 'out', target, targetPort: 'in' };
    }),
  };

  test.each(['keras', 'pytorch'] as const)('is neither written nor counted in %s', (framework) => {
    const compiled = compile(document);
    const { text } = generateCode(compiled, framework);
    // (9·3 + 1)·6 and (216 + 1)·10; the side branch has 330 more.
    expect(compiled.totals.trainable).toBe(168 + 2170);
    expect(text).toContain('# dead branch: 2,338 parameters.');
    expect(text).not.toContain('side');
  });

  test('of values that dense layers read, only PyTorch’s order is another', () => {
    expect(generateCode(compile(document), 'pytorch').text).not.toContain('permute');
    const read = { ...document, edges: document.edges.filter(({ source }) => source !== 'fc') };
    const raw = { ...read, edges: [...read.edges, { ...read.edges[0]!, source: 'flat', target: 'out' }] };
    expect(generateCode(compile(raw), 'pytorch').text).toContain('x.permute(0, 2, 3, 1)');
  });
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

describe('what lets its input through', () => {
  const count = 9_000;
  const chain = (from: string): ConvDocument['edges'] => [
    { source: from, sourcePort: 'out', target: 'n0', targetPort: 'in' },
    ...Array.from({ length: count - 1 }, (_, i) => ({
      ...{ source: `n${i}`, sourcePort: 'out', target: `n${i + 1}` },
      targetPort: 'in',
    })),
    { source: `n${count - 1}`, sourcePort: 'out', target: 'last', targetPort: 'in' },
  ];
  const never = Array.from({ length: count }, (_, i) => ({
    ...{ id: `n${i}`, type: 'Activation', name: `n${i}`, params: {} },
    when: { expr: 'false' },
  }));
  const document: ConvDocument = {
    ...emptyDocument(),
    nodes: [
      { id: 'in', type: 'Input', name: 'in', params: { shape: [8, 8, 3] } },
      ...never,
      { id: 'last', type: 'Conv2D', name: 'last', params: { filters: 5 } },
    ],
    edges: chain('in'),
  };

  test('may be thousands in a row', () => {
    const { text } = generateCode(compile(document), 'keras');
    expect(text).toContain("outputs = layers.Conv2D(5, 3, name='last')(inputs)");
  });

  test('may go round in a circle', () => {
    const round = { ...document, edges: chain(`n${count - 1}`) };
    for (const framework of ['keras', 'pytorch'] as const)
      expect(generateCode(compile(round), framework).problems.length).toBeGreaterThan(0);
  });
});

test('every copy of a block takes what only comes from outside', () => {
  const document: ConvDocument = {
    ...emptyDocument('gates'),
    definitions: {
      gate: {
        name: 'gate',
        params: [],
        nodes: [
          { id: 'c', type: 'Conv2D', name: 'c', params: { filters: 3, padding: 'same' } },
          { id: 'sum', type: 'Add', name: 'sum', params: {} },
        ],
        edges: [{ source: 'c', sourcePort: 'out', target: 'sum', targetPort: 'in:0' }],
        inputs: [
          { name: 'in', node: 'c', port: 'in' },
          { name: 'skip', node: 'sum', port: 'in:1' },
        ],
        outputs: [{ name: 'out', node: 'sum', port: 'out' }],
      },
    },
    nodes: [
      { id: 'in', type: 'Input', name: 'in', params: { shape: [8, 8, 3] } },
      { id: 'b', type: 'Block', name: 'b', params: {}, definition: 'gate', args: {}, repeat: 3 },
      { id: 'end', type: 'Output', name: 'end', params: { task: 'segmentation' } },
    ] as ConvDocument['nodes'],
    edges: [
      { source: 'in', sourcePort: 'out', target: 'b', targetPort: 'in' },
      { source: 'in', sourcePort: 'out', target: 'b', targetPort: 'skip' },
      { source: 'b', sourcePort: 'out', target: 'end', targetPort: 'in' },
    ],
  };
  expect(generateCode(compile(document), 'keras').text).toContain(
    'outputs = inputs\nfor _ in range(3):  # b: 8×8×3\n    outputs = gate(outputs, inputs)',
  );
  // The first input is written to, so that the second, which is the same, has to be another variable.
  expect(generateCode(compile(document), 'pytorch').text).toContain(
    'y = x\n        for block in self.b:\n            y = block(y, x)',
  );
});

test('copies of a block that the same problem keeps from it are one class', () => {
  const found = findTemplate('efficientnet_b0');
  if (!found) throw new Error('There is no efficientnet_b0.');
  const { document } = found;
  // Its rate of dropping grows from block to block, past what a rate can be.
  const blocks = document.nodes.filter(({ type }) => type === 'Block').map(({ id }) => id);
  const nodes = document.nodes.map((node) => (node.id === blocks.at(-3) ? { ...node, repeat: 200 } : node));
  const { text } = generateCode(compile({ ...document, nodes }), 'pytorch');
  expect(text).toMatch(/Rate must be a number from 0 to 0\.99; it is 1/);
  expect(text.match(/^class /gm)?.length).toBeLessThan(6);
});

describe('what differs from copy to copy is told for each', () => {
  const repeated = (
    repeat: number,
    shape: readonly number[],
    nodes: readonly unknown[],
    edges: readonly unknown[],
  ) =>
    ({
      ...emptyDocument('copies'),
      definitions: {
        part: {
          name: 'part',
          params: [],
          nodes,
          edges,
          inputs: [{ name: 'in', node: 'first', port: 'in' }],
          outputs: [{ name: 'out', node: 'last', port: 'out' }],
        },
      },
      nodes: [
        { id: 'in', type: 'Input', name: 'in', params: { shape } },
        { id: 'b', type: 'Block', name: 'b', params: {}, definition: 'part', args: {}, repeat },
        { id: 'end', type: 'Output', name: 'end', params: { task: 'regression' } },
      ],
      edges: [
        { source: 'in', sourcePort: 'out', target: 'b', targetPort: 'in' },
        { source: 'b', sourcePort: 'out', target: 'end', targetPort: 'in' },
      ],
    }) as unknown as ConvDocument;
  const keras = (document: ConvDocument): string => generateCode(compile(document), 'keras').text;
  const through = { source: 'first', sourcePort: 'out', target: 'last', targetPort: 'in' };

  test('also behind copies that are built from other layers', () => {
    const pool = { poolSize: [2, { expr: '2 + i' }], strides: [3, 2], padding: [0, 1, 0, 0] };
    const nodes = [
      { id: 'first', type: 'MaxPooling2D', name: 'pool', params: pool },
      { id: 'last', type: 'Dropout', name: 'drop', params: {} },
    ];
    // Keras pools the first as it is, and crops before it thins out where the window is another.
    expect(keras(repeated(3, [37, 40, 3], nodes, [through]))).toContain(
      'pool_cropping=(((0, 0), (1, 2)), ((0, 1), (1, 3)))[i - 1], i=i',
    );
  });

  test('also where one of them needs no such argument', () => {
    const nodes = [
      { id: 'first', type: 'PReLU', name: 'slope', params: { shared: 'channel' } },
      { id: 'last', type: 'Flatten', name: 'flat', params: {} },
    ];
    expect(keras(repeated(2, [4, 4, 2], nodes, [through]))).toContain(
      'slope_shared_axes=(1, 2) if i == 0 else None',
    );
  });
});
