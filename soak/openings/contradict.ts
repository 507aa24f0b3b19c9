/** Models of which one part contradicts another, each part valid by itself: none of them may open as a model. */
import { partsOf } from '../../shared/format/model-parts';
import { modelBytes } from '../../shared/format/model-write';
import type { ConvDocument, GraphNode } from '../../shared/graph/document';
import type { KnownShape } from '../../shared/layers/shape';
import type { Preprocessing } from '../../shared/data/preprocessing';
import type { RunRecord, TestResult } from '../../shared/model/run-record';
import type { FilledModel } from '../../shared/model/testing/filled-model';
import { classNamesOf } from '../../shared/model/trained-model';
import type { WeightMap } from '../../shared/model/weights';
import type { Random } from './random';

type Tensor = WeightMap extends ReadonlyMap<string, infer T> ? T : never;
/** A run, part by part. */
interface Model {
  readonly document: ConvDocument;
  readonly weights: WeightMap;
  readonly classNames: readonly string[];
  readonly preprocessing: Preprocessing;
  readonly run: RunRecord;
  readonly checkpoint: FilledModel['checkpoint'];
}

type Change = (model: Model, other: Model, random: Random) => Model;

const zeros = (shape: KnownShape): Tensor => ({
  shape,
  data: new Float32Array(shape.reduce((product, size) => product * size, 1)),
});

const changedAt = (weights: WeightMap, random: Random, change: (tensor: Tensor) => Tensor): WeightMap => {
  const chosen = random.pick([...weights.keys()]);
  return new Map([...weights].map(([key, tensor]) => [key, key === chosen ? change(tensor) : tensor]));
};

const weightChanges: readonly ((weights: WeightMap, random: Random) => WeightMap)[] = [
  (weights, random) => {
    const gone = random.pick([...weights.keys()]);
    return new Map([...weights].filter(([key]) => key !== gone));
  },
  () => new Map(),
  (weights, random) => {
    const names = ['x/kernel', '', '__proto__', 'constructor', 'C1/kernel ', 'k'.repeat(5_000)];
    return new Map([...weights, [random.pick(names), zeros([2])]]);
  },
  (weights, random) => {
    const chosen = random.pick([...weights.keys()]);
    return new Map([...weights].map(([key, tensor]) => [key === chosen ? `${key}_` : key, tensor]));
  },
  (weights, random) =>
    changedAt(weights, random, ({ shape, data }) => ({
      shape: random.pick([
        [...shape, 1],
        [1, ...shape],
        [data.length, 1, 1],
      ]),
      data,
    })),
  (weights, random) =>
    changedAt(weights, random, ({ shape: [first = 1, ...rest] }) =>
      zeros(
        random.pick([
          [first + 1, ...rest],
          [Math.max(0, first - 1), ...rest],
          [0, ...rest],
          [],
          [2 ** 40, 0],
        ]),
      ),
    ),
  (weights, random) =>
    changedAt(weights, random, ({ shape, data }) => {
      const spoilt = data.slice();
      spoilt[random.below(spoilt.length)] = random.pick([NaN, Infinity, -Infinity]);
      return { shape, data: spoilt };
    }),
];

const spoiltTest = (classes: number, random: Random): TestResult => {
  const confusion = Array.from({ length: classes }, (_, row) =>
    Array.from({ length: classes }, (__, column) => (row === column ? 2 : 0)),
  );
  const right = { scores: { accuracy: 1, loss: 0.1 }, count: 2 * classes, confusion };
  return random.pick<TestResult>([
    { ...right, count: right.count + 1 },
    { ...right, scores: { accuracy: 0.5, loss: 0.1 } },
    { ...right, confusion: confusion.slice(1) },
    { ...right, confusion: confusion.map((row) => [...row, 0]) },
    { ...right, confusion: [] },
  ]);
};

const withNode = (document: ConvDocument, change: (node: GraphNode) => GraphNode): ConvDocument => ({
  ...document,
  nodes: document.nodes.map(change),
});

const changes: readonly Change[] = [
  ...weightChanges.map((change): Change => (model, _other, random) => ({
    ...model,
    weights: change(model.weights, random),
  })),
  (model, other) => ({ ...model, weights: other.weights }),
  (model, { document }) => ({ ...model, document }),
  ({ classNames, ...model }, _other, random) => ({
    ...model,
    classNames: random.pick([
      classNames.slice(1),
      [],
      [...classNames, 'one more'],
      Array.from({ length: 100_000 }, (_, index) => `${index}`),
    ]),
  }),
  ({ preprocessing, ...model }, _other, random) => ({
    ...model,
    preprocessing: {
      ...preprocessing,
      ...random.pick([
        { height: preprocessing.height + 1 },
        { width: 1 },
        { height: 1_000_000, width: 1_000_000 },
        { channels: 2, mean: [0, 0], deviation: [1, 1] },
      ]),
    },
  }),
  (model, _other, random) => ({
    ...model,
    run: { ...model.run, test: spoiltTest(model.classNames.length, random) },
  }),
  (model, _other, random) => {
    const record = { seconds: 1, train: { loss: 1, accuracy: 0.5 }, validation: null };
    const numbers = random.pick([[2], [1, 1], [1, 3], [0]]);
    return { ...model, run: { ...model.run, epochs: numbers.map((epoch) => ({ ...record, epoch })) } };
  },
  // The layers that have filters or units get one more.
  ({ document, ...model }) => ({
    ...model,
    document: withNode(document, (node) => {
      const { filters, units } = node.params;
      const more = {
        ...(typeof filters === 'number' && { filters: filters + 1 }),
        ...(typeof units === 'number' && { units: units + 1 }),
      };
      return { ...node, params: { ...node.params, ...more } };
    }),
  }),
  // A drawing that is not finished any more.
  ({ document, ...model }, _other, random) => ({
    ...model,
    document: { ...document, edges: document.edges.toSpliced(random.below(document.edges.length), 1) },
  }),
  ({ checkpoint, ...model }) => ({
    ...model,
    checkpoint: { ...checkpoint, state: { ...checkpoint.state, epoch: checkpoint.state.epoch + 1 } },
  }),
  // Without any it may be another optimizer's, which has none.
  ...weightChanges
    .filter((_, index) => index !== 1)
    .map((change): Change => ({ checkpoint, ...model }, _other, random) => ({
      ...model,
      checkpoint: { ...checkpoint, slots: change(checkpoint.slots, random) },
    })),
];

const modelOf = ({ facts, record, weights, checkpoint }: FilledModel): Model => ({
  document: facts.trainedOn,
  weights,
  classNames: classNamesOf(facts),
  preprocessing: facts.preprocessing,
  run: record,
  checkpoint,
});

/** A model file whose drawing is that of the run before it was changed. */
export function contradict(model: FilledModel, other: FilledModel, random: Random): Uint8Array {
  const { document, weights, classNames, preprocessing, run, checkpoint } = random.pick(changes)(
    modelOf(model),
    modelOf(other),
    random,
  );
  const written = {
    ...model.facts,
    trainedOn: document,
    preprocessing,
    outputs: { output: { task: 'classification' as const, classNames } },
    origin: { kind: 'run' as const, record: run },
    parts: partsOf({ weights, checkpoint }),
  };
  return modelBytes({ drawing: model.facts.trainedOn, current: null, runs: [written] });
}
