import { describe, expect, it } from 'vitest';
import type { Preprocessing } from '../data/preprocessing';
import { emptyDocument, type ConvDocument, type GraphNode } from '../graph/document';
import { checkpointProblem, evaluationProblem, modelProblem, valuesProblem } from './check-model';
import type { RunRecord } from './run-record';
import { filledModel } from './testing/filled-model';
import { classNamesOf, type ModelFacts } from './trained-model';
import { shapesOf, type WeightMap } from './weights';

const node = (id: string, type: string, params: GraphNode['params']): GraphNode => ({
  id,
  type,
  name: id,
  params,
});

const drawing: ConvDocument = {
  ...emptyDocument('Trained'),
  nodes: [
    node('image', 'Input', { shape: [4, 4, 1] }),
    node('conv1', 'Conv2D', { filters: 2, kernelSize: [3, 3], useBias: true }),
    node('flat', 'Flatten', {}),
    node('fc', 'Dense', { units: 3 }),
    node('answer', 'Output', {}),
  ],
  edges: ['image', 'conv1', 'flat', 'fc', 'answer'].flatMap((target, index, all) => {
    const source = all[index - 1];
    return source === undefined ? [] : [{ source, sourcePort: 'out', target, targetPort: 'in' }];
  }),
};
const good = filledModel(drawing, 2);
const { weights } = good;
const { preprocessing } = good.facts;
const { state, slots } = good.checkpoint;

/** The parts of a model that a case has otherwise. */
interface Changes {
  readonly document?: ConvDocument;
  readonly weights?: WeightMap;
  readonly preprocessing?: Preprocessing;
  readonly classNames?: readonly string[];
  readonly run?: Partial<RunRecord>;
  /** Null: it has none. */
  readonly checkpoint?: { readonly epoch?: number; readonly slots?: WeightMap } | null;
}

/** All that is asked of a model, when its file is opened and when it is read. */
function problemOf(changes: Changes): string | null {
  const facts: ModelFacts = {
    ...good.facts,
    trainedOn: changes.document ?? drawing,
    preprocessing: changes.preprocessing ?? preprocessing,
    outputs: {
      answer: { task: 'classification', classNames: changes.classNames ?? classNamesOf(good.facts) },
    },
    origin: { kind: 'run', record: { ...good.record, ...changes.run } },
  };
  const given = changes.weights ?? weights;
  const { checkpoint } = changes;
  return (
    modelProblem(facts, shapesOf(given)) ??
    valuesProblem(given) ??
    (checkpoint === null
      ? null
      : checkpointProblem(
          facts,
          { ...state, epoch: checkpoint?.epoch ?? state.epoch },
          checkpoint?.slots ?? slots,
        ))
  );
}

const without = (key: string): WeightMap => new Map([...weights].filter(([name]) => name !== key));
const holding = (value: number): WeightMap => {
  const data = Float32Array.of(1, value, 3);
  return new Map([...weights, ['fc/bias', { shape: [3], data }]]);
};
const test = {
  scores: { accuracy: 2 / 3, loss: 0.5 },
  count: 3,
  confusion: [
    [1, 0, 0],
    [0, 1, 0],
    [1, 0, 0],
  ],
};
const epochs = (...numbers: readonly number[]): RunRecord['epochs'] =>
  numbers.map((epoch) => ({ epoch, seconds: 1, train: { loss: 1, accuracy: 0.5 }, validation: null }));

describe('a model that is as it was trained', () => {
  it.each<[string, Changes]>([
    ['with a checkpoint', {}],
    ['without one', { checkpoint: null }],
    ['with a test', { run: { test } }],
    ['with epochs', { run: { epochs: epochs(1, 2) }, checkpoint: { epoch: 2 } }],
    ['of an optimizer without slots', { checkpoint: { slots: new Map() } }],
    [
      'whose optimizer was changed in the drawing since',
      {
        document: { ...drawing, training: { ...drawing.training, optimizer: 'sgd' } },
      },
    ],
  ])('%s', (_, change) => {
    expect(problemOf(change)).toBeNull();
  });
});

describe('what contradicts the network is said in a sentence', () => {
  it.each<[string, Changes, string]>([
    [
      'no weights',
      { weights: new Map() },
      "The weights don't belong to this network: “conv1/kernel” is missing (and 3 more). Train the network again.",
    ],
    [
      'a weight that is missing',
      { weights: without('fc/bias') },
      "The weights don't belong to this network: “fc/bias” is missing. Train the network again.",
    ],
    [
      'another shape of as many values',
      { weights: new Map([...weights, ['fc/kernel', { shape: [3, 8], data: new Float32Array(24) }]]) },
      "The weights don't belong to this network: “fc/kernel” is 3×8 where the network has 8×3. Train the network again.",
    ],
    [
      'a weight too many, of a name that is too long',
      { weights: new Map([...weights, ['x'.repeat(5_000), { shape: [], data: Float32Array.of(1) }]]) },
      `The weights don't belong to this network: the network has no “${'x'.repeat(99)}…”. Train the network again.`,
    ],
    ...[NaN, Infinity, -Infinity].map((value): [string, Changes, string] => [
      `${value}`,
      { weights: holding(value) },
      "The weights can't be used: “fc/bias” holds a value that is no finite number. Train the network again.",
    ]),
    [
      'pictures of another size',
      { preprocessing: { ...preprocessing, height: 1_000_000, width: 1_000_000 } },
      'The model prepares pictures of 1000000×1000000×1, but the input of its network, “image”, takes 4×4×1.',
    ],
    [
      'too few names',
      { classNames: ['a', 'b'] },
      'The model names 2 classes, but its network tells 3 apart.',
    ],
    ['no names', { classNames: [] }, 'The model names 0 classes, but its network tells 3 apart.'],
    [
      'counts of fewer classes',
      { run: { test: { ...test, confusion: [[3]] } } },
      "The record of the model's run contradicts itself: its test has not 3 × 3 counts, one for each pair of classes.",
    ],
    [
      'counts of more pictures',
      { run: { test: { ...test, count: 2 } } },
      "The record of the model's run contradicts itself: its test was on 2 pictures, but 3 are counted.",
    ],
    [
      'a share that was not counted',
      { run: { test: { ...test, scores: { accuracy: 0.99 } } } },
      "The record of the model's run contradicts itself: its test was right for 2 of 3 pictures, but it says 0.99.",
    ],
    [
      'an epoch that is missing',
      { run: { epochs: epochs(1, 3) } },
      "The record of the model's run contradicts itself: in the place of epoch 2 stands epoch 3.",
    ],
    [
      'a checkpoint of another moment',
      { checkpoint: { epoch: 1 } },
      "The model's checkpoint was taken after epoch 1, but its record has 0 epochs.",
    ],
    [
      'slots of other weights',
      { checkpoint: { slots: new Map([...slots].slice(1)) } },
      "The model's checkpoint doesn't belong to this network: “conv1/kernel/m” is missing. Train the network again.",
    ],
    [
      'a checkpoint that went out of bounds',
      {
        checkpoint: {
          slots: new Map([...slots, ['fc/bias/m', { shape: [3], data: Float32Array.of(1, NaN, 3) }]]),
        },
      },
      "The model's checkpoint can't be used: “fc/bias/m” holds a value that is no finite number. Train the network again.",
    ],
    [
      'a network without an output',
      { document: { ...drawing, nodes: drawing.nodes.slice(0, -1), edges: drawing.edges.slice(0, -1) } },
      "The model's network can't run: The network has no output: add one behind its last layer.",
    ],
    [
      'pictures that no memory holds',
      {
        document: {
          ...drawing,
          nodes: [
            node('image', 'Input', { shape: [20_000, 20_000, 3] }),
            node('conv1', 'GlobalAveragePooling2D', {}),
            ...drawing.nodes.slice(2),
          ],
        },
        weights: new Map([
          ['fc/kernel', { shape: [3, 3], data: new Float32Array(9) }],
          ['fc/bias', { shape: [3], data: new Float32Array(3) }],
        ]),
      },
      "The model's network takes pictures of 20000×20000×3, which is more than 33554432 values.",
    ],
  ])('%s', (_, change, sentence) => {
    expect(problemOf(change)).toBe(sentence);
  });
});

describe('an evaluation is held against the network that it is of', () => {
  const contradicts = (why: string) => `The model's evaluation contradicts its network: ${why}.`;
  const many = Array.from({ length: 900 }, (_, row) =>
    Array.from({ length: 900 }, () => (row === 0 ? 1 : 0)),
  );
  it.each<[string, Partial<Parameters<typeof evaluationProblem>[1]>, string | null]>([
    ['as it was measured', { examples: [{ actual: 2, predicted: 0 }] }, null],
    [
      'of 900 classes',
      { confusion: many, count: 900 },
      contradicts('its test has not 3 × 3 counts, one for each pair of classes'),
    ],
    [
      'of more pictures than are counted',
      { count: 4 },
      contradicts('its test was on 4 pictures, but 3 are counted'),
    ],
    [
      'with a mistake of a class that there is not',
      { examples: [{ actual: 0, predicted: 3 }] },
      contradicts('one of its mistakes is of class 4 of 3'),
    ],
  ])('%s', (_, change, sentence) => {
    expect(evaluationProblem(good.facts, { ...test, examples: [], ...change })).toBe(sentence);
  });
});
