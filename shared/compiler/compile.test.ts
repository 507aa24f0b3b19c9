import { describe, expect, test } from 'vitest';
import { applyEdits } from '../graph/apply';
import { emptyDocument, type ConvDocument, type Edge, type GraphNode } from '../graph/document';
import { compile, createCompiler } from './compile';
import { buildPlan, PlanError } from './plan';
import { trainingMemory } from './memory';
import { trainingProblems } from './trainable';

const node = (id: string, type: string, params: Readonly<Record<string, unknown>> = {}): GraphNode => ({
  id,
  type,
  name: id,
  params,
});
const edge = (source: string, target: string, targetPort = 'in'): Edge => ({
  source,
  sourcePort: 'out',
  target,
  targetPort,
});
const document = (nodes: readonly GraphNode[], edges: readonly Edge[]): ConvDocument => ({
  ...emptyDocument(),
  nodes,
  edges,
});
const chain = (...nodes: readonly GraphNode[]): ConvDocument =>
  document(
    nodes,
    nodes.slice(1).map(({ id }, i) => edge(nodes[i]?.id ?? '', id)),
  );
const picture = node('in', 'Input', { shape: [28, 28, 1] });
const codes = (given: ConvDocument): string[] => compile(given).diagnostics.map(({ code }) => code);

/** Documents with one thing wrong each, and a fix for it. */
const broken: readonly (readonly [string, ConvDocument])[] = [
  ['needs-vector', chain(picture, node('fc', 'Dense', { units: 10 }), node('out', 'Output'))],
  ['needs-vector', chain(picture, node('c', 'Conv2D'), node('out', 'Output'))],
  [
    'window-larger-than-input',
    chain(
      node('in', 'Input', { shape: [4, 4, 1] }),
      node('c', 'Conv2D', { kernelSize: [5, 5] }),
      node('g', 'GlobalAveragePooling2D'),
      node('out', 'Output'),
    ),
  ],
  [
    'groups-do-not-divide-input',
    chain(
      node('in', 'Input', { shape: [8, 8, 6] }),
      node('c', 'Conv2D', { filters: 8, groups: 4 }),
      node('g', 'GlobalAveragePooling2D'),
      node('out', 'Output'),
    ),
  ],
  [
    'groups-do-not-divide-filters',
    chain(
      node('in', 'Input', { shape: [8, 8, 6] }),
      node('c', 'Conv2D', { filters: 8, groups: 3 }),
      node('g', 'GlobalAveragePooling2D'),
      node('out', 'Output'),
    ),
  ],
  [
    'padding-larger-than-half-window',
    chain(
      picture,
      node('p', 'MaxPooling2D', { padding: [2, 0, 0, 0] }),
      node('f', 'Flatten'),
      node('out', 'Output'),
    ),
  ],
  [
    'shape-without-channels',
    chain(node('in', 'Input', { shape: [28, 28] }), node('f', 'Flatten'), node('out', 'Output')),
  ],
  [
    'class-names-differ',
    chain(picture, node('f', 'Flatten'), node('out', 'Output', { classNames: ['a', 'b'] })),
  ],
  [
    'parameter-out-of-range',
    chain(picture, node('f', 'Flatten'), node('fc', 'Dense', { units: 0 }), node('out', 'Output')),
  ],
  [
    'superfluous-input',
    document(
      [picture, node('f', 'Flatten'), node('out', 'Output')],
      [edge('in', 'f'), edge('in', 'f', 'extra'), edge('f', 'out')],
    ),
  ],
  [
    // As it is after Split had three parts.
    'lost-output',
    document(
      [picture, node('s', 'Split', { axis: 'rows' }), node('f', 'Flatten'), node('out', 'Output')],
      [edge('in', 's'), { ...edge('s', 'f'), sourcePort: 'out:2' }, edge('f', 'out')],
    ),
  ],
  [
    'cycle',
    document(
      [picture, node('a', 'Add'), node('r', 'Activation'), node('f', 'Flatten'), node('out', 'Output')],
      [
        edge('in', 'a', 'in:0'),
        edge('r', 'a', 'in:1'),
        edge('in', 'a', 'in:2'),
        edge('a', 'r'),
        edge('r', 'f'),
        edge('f', 'out'),
      ],
    ),
  ],
  [
    'shapes-differ',
    document(
      [
        node('in', 'Input', { shape: [56, 56, 64] }),
        node('c', 'Conv2D', { filters: 128, strides: [2, 2], padding: 'same' }),
        node('a', 'Add'),
        node('g', 'GlobalAveragePooling2D'),
        node('out', 'Output'),
      ],
      [edge('in', 'c'), edge('in', 'a', 'in:0'), edge('c', 'a', 'in:1'), edge('a', 'g'), edge('g', 'out')],
    ),
  ],
  ['dead-end', chain(picture, node('c', 'Conv2D'))],
];

describe('problems', () => {
  test.each(broken)('%s: every fix that is offered takes it away', (code, given) => {
    const found = compile(given).diagnostics.filter((problem) => problem.code === code);
    expect(found.length).toBeGreaterThan(0);
    const fixes = found.flatMap((problem) => problem.fixes);
    expect(fixes.length).toBeGreaterThan(0);
    for (const fix of fixes) {
      const before = codes(given).filter((entry) => entry === code).length;
      expect(
        codes(applyEdits(given, fix.edits)).filter((entry) => entry === code).length,
        fix.label,
      ).toBeLessThan(before);
    }
  });

  test('are all told at once, each where it is, in words', () => {
    const given = document(
      [
        picture,
        node('c', 'Conv2D', { kernelSize: [40, 40] }),
        node('fc', 'Dense', { units: 0 }),
        node('lone', 'Activation'),
        node('out', 'Output'),
      ],
      [edge('in', 'c'), edge('c', 'fc'), edge('fc', 'out')],
    );
    const told = compile(given).diagnostics.map(({ code, nodeId }) => `${code} ${nodeId ?? ''}`);
    expect(told).toEqual(
      expect.arrayContaining([
        'window-larger-than-input c',
        'parameter-out-of-range fc',
        'missing-input lone',
      ]),
    );
    expect(compile(given).diagnostics.find(({ nodeId }) => nodeId === 'c')?.message).toBe(
      'The 40×40 filter is larger than its 28×28 input, so there is no place where it fits.',
    );
  });

  test('AlexNet without padding on 224×224: a row and a column are never seen', () => {
    const given = chain(
      node('in', 'Input', { shape: [224, 224, 3] }),
      node('c', 'Conv2D', { filters: 64, kernelSize: [11, 11], strides: [4, 4] }),
      node('g', 'GlobalAveragePooling2D'),
      node('out', 'Output'),
    );
    const [advice] = compile(given).diagnostics;
    expect(advice).toMatchObject({ severity: 'advice', code: 'pixels-never-seen' });
    expect(advice?.message).toContain('54.25');
    expect(advice?.message).toContain('The last row and the last column');
    expect(codes(applyEdits(given, advice?.fixes[0]?.edits ?? []))).not.toContain('pixels-never-seen');
  });

  test('unknown sizes are no error, and a half-drawn network is none either', () => {
    expect(codes(document([picture], []))).toEqual(['dead-end']);
    expect(codes(emptyDocument())).toEqual([]);
  });
});

test('an edit recomputes what lies downstream; all else keeps its identity', () => {
  const rows = Array.from({ length: 498 }, (_, i) =>
    node(`c${i}`, 'Conv2D', { filters: 4, padding: 'same' }),
  );
  const given = chain(
    node('in', 'Input', { shape: [8, 8, 4] }),
    ...rows,
    node('g', 'GlobalAveragePooling2D'),
  );
  const compiler = createCompiler();
  const before = compiler.compile(given);
  const same = compiler.compile({ ...given, layout: { c3: { x: 5, y: 5 } } });
  expect(same.layers.every((layer, i) => layer === before.layers[i])).toBe(true);
  const after = compiler.compile(
    applyEdits(given, [{ edit: 'setParams', id: 'c250', params: { filters: 5 } }]),
  );
  const changed = after.layers.filter((layer, i) => layer !== before.layers[i]).map(({ id }) => id);
  // The one that was edited, and the next, which reads more channels; behind that all is as it was.
  expect(changed).toEqual(['c250', 'c251']);
});

test('the order of arrays means nothing', () => {
  const given = broken.find(([code]) => code === 'shapes-differ')?.[1] ?? emptyDocument();
  const turned = { ...given, nodes: [...given.nodes].reverse(), edges: [...given.edges].reverse() };
  expect(compile(turned).layers.map(({ id }) => id)).toEqual(compile(given).layers.map(({ id }) => id));
});

test('VGG-16 sees 212 pixels after its last pooling, every 32 (Araujo et al., 2019)', () => {
  const stages = [2, 2, 3, 3, 3];
  const rows = stages.flatMap((count, stage) => [
    ...Array.from({ length: count }, (_, i) =>
      node(`c${stage}-${i}`, 'Conv2D', { filters: 8, padding: [1, 1, 1, 1] }),
    ),
    node(`p${stage}`, 'MaxPooling2D'),
  ]);
  const compiled = compile(
    chain(
      node('in', 'Input', { shape: [224, 224, 3] }),
      ...rows,
      node('g', 'GlobalAveragePooling2D'),
      node('after', 'Activation'),
    ),
  );
  expect(compiled.byId.get('p4')?.receptiveField).toEqual({ size: [212, 212], stride: [32, 32] });
  expect(compiled.byId.get('after')?.receptiveField).toBe('all');
});

describe('plans', () => {
  const classifier = chain(
    picture,
    node('f', 'Flatten'),
    node('fc', 'Dense', { units: 10 }),
    node('drop', 'Dropout'),
    node('soft', 'Activation', { activation: 'softmax' }),
    node('out', 'Output'),
  );

  test('give the loss the numbers before a softmax, which is not applied twice', () => {
    const { training, inference } = buildPlan(compile(classifier));
    for (const { outputs, ops } of [training, inference]) {
      expect(ops.filter(({ op }) => op.op === 'softmax')).toHaveLength(1);
      expect(outputs[0]?.lossInput.from?.op).not.toBe('softmax');
      expect(outputs[0]?.prediction.from?.op).toBe('softmax');
    }
  });

  test('have dropout while training only', () => {
    const { training, inference } = buildPlan(compile(classifier));
    expect(training.ops.some(({ op }) => op.op === 'randomMask')).toBe(true);
    expect(inference.ops.some(({ op }) => op.op === 'randomMask')).toBe(false);
  });

  test('leave out what no output needs', () => {
    const given = {
      ...classifier,
      nodes: [...classifier.nodes, node('side', 'Dense', { units: 99 })],
      edges: [...classifier.edges, edge('f', 'side')],
    };
    expect(buildPlan(compile(given)).weights.map(({ key }) => key)).toEqual(['fc/kernel', 'fc/bias']);
  });

  test.each([
    ['no output', chain(picture, node('c', 'Conv2D'))],
    ['no input', document([node('out', 'Output')], [])],
    ['Dense reads a vector', chain(picture, node('fc', 'Dense'), node('out', 'Output'))],
  ])('are refused in a sentence: %s', (sentence, given) => {
    expect(() => buildPlan(compile(given))).toThrow(PlanError);
    if (sentence !== 'no input') expect(() => buildPlan(compile(given))).toThrow(sentence);
  });
});

describe('training', () => {
  const good = chain(
    picture,
    node('f', 'Flatten'),
    node('fc', 'Dense', { units: 10 }),
    node('out', 'Output'),
  );
  const limits = { classCount: 10, memoryLimit: null };

  test('memory is counted by the formulas: weights, gradients, slots, activations of a batch', () => {
    expect(trainingMemory(compile(good), 64, 'adam')).toEqual({
      weights: 7850 * 4,
      gradients: 7850 * 4,
      optimizer: 2 * 7850 * 4,
      activations: (784 + 784 + 10) * 64 * 4,
      total: 4 * 7850 * 4 + (784 + 784 + 10) * 64 * 4,
    });
  });

  test.each([
    [
      'class-count',
      chain(
        picture,
        node('f', 'Flatten'),
        node('fc', 'Dense', { units: 7 }),
        node('r', 'Activation'),
        node('out', 'Output'),
      ),
      limits,
    ],
    ['class-count', chain(picture, node('g', 'GlobalAveragePooling2D'), node('out', 'Output')), limits],
    ['no-output', chain(picture, node('f', 'Flatten'), node('fc', 'Dense', { units: 10 })), limits],
    ['too-large', good, { classCount: 10, memoryLimit: 400_000 }],
  ] as const)('is refused with a fix that helps: %s', (code, given, asked) => {
    const problem = trainingProblems(compile(given), asked).find((entry) => entry.code === code);
    expect(problem?.fixes.length).toBeGreaterThan(0);
    for (const fix of problem?.fixes ?? []) {
      const after = trainingProblems(compile(applyEdits(given, fix.edits)), asked);
      expect(after.map((entry) => entry.code)).not.toContain(code);
    }
  });

  test.each([
    ['empty-network', emptyDocument()],
    [
      'several-inputs',
      document(
        [
          picture,
          node('in2', 'Input', { shape: [28, 28, 1] }),
          node('a', 'Add'),
          node('f', 'Flatten'),
          node('fc', 'Dense', { units: 10 }),
          node('out', 'Output'),
        ],
        [
          edge('in', 'a', 'in:0'),
          edge('in2', 'a', 'in:1'),
          edge('a', 'f'),
          edge('f', 'fc'),
          edge('fc', 'out'),
        ],
      ),
    ],
    [
      'nothing-to-train',
      chain(
        node('in', 'Input', { shape: [28, 28, 10] }),
        node('g', 'GlobalAveragePooling2D'),
        node('out', 'Output'),
      ),
    ],
    [
      'task-without-data',
      chain(
        picture,
        node('f', 'Flatten'),
        node('fc', 'Dense', { units: 10 }),
        node('out', 'Output', { task: 'regression' }),
      ),
    ],
    [
      'input-is-vector',
      chain(node('in', 'Input', { shape: [784] }), node('fc', 'Dense', { units: 10 }), node('out', 'Output')),
    ],
  ])('is refused with a reason: %s', (code, given) => {
    const problem = trainingProblems(compile(given), limits).find((entry) => entry.code === code);
    expect(problem?.message).toMatch(/[.]$/);
  });

  test('of what is whole is not refused', () => {
    expect(trainingProblems(compile(good), limits)).toEqual([]);
  });
});
