/** A network is exported with random weights, asked in plain tfjs and in ours, and the answers are compared. */
import { expect } from 'vitest';
import { compile } from '../../shared/compiler/compile';
import { buildPlan } from '../../shared/compiler/plan';
import { createExecutor } from '../../shared/engine/backends/create-executor';
import type { Tensor } from '../../shared/engine/executor';
import { initializeWeights } from '../../shared/engine/initialize';
import { stream, uniform } from '../../shared/engine/random';
import { nodePlatform } from '../../shared/engine/testing/platform';
import { exportTfjs } from '../../shared/export/tfjs-layers';
import { emptyDocument, type ConvDocument, type Edge, type GraphNode } from '../../shared/graph/document';
import type { TrainedModel } from '../../shared/model/trained-model';
import { askPlainTfjs, largestDifference, type Answer, type Asked } from './plain-tfjs';

export const node = (
  id: string,
  type: string,
  params: Readonly<Record<string, unknown>> = {},
): GraphNode => ({
  id,
  type,
  name: id,
  params,
});
export function chain(rows: readonly GraphNode[]): ConvDocument {
  const all = [
    node('in', 'Input', { shape: [11, 12, 4] }),
    ...rows,
    node('flat', 'Flatten'),
    node('fc', 'Dense', { units: 5 }),
    node('out', 'Output'),
  ];
  const edges = all.slice(1).map(({ id }, i): Edge => ({
    source: all[i]?.id ?? '',
    sourcePort: 'out',
    target: id,
    targetPort: 'in',
  }));
  return { ...emptyDocument('interop'), nodes: all, edges };
}

const BATCH = 4;

/** Random weights, so that no wrong permutation goes unseen; moving variances are positive. */
export function modelOf(document: ConvDocument): TrainedModel {
  const plan = buildPlan(compile(document));
  const weights = new Map(
    [...initializeWeights(plan, 7)].map(([key, { shape, data }]) => {
      const draws = stream(7, `interop/${key}`, 0);
      const positive = key.endsWith('movingVariance');
      return [
        key,
        { shape, data: data.map((value, i) => (positive ? 0.5 : value) + 0.2 * uniform(draws, i)) },
      ];
    }),
  );
  const [height = 1, width = 1, channels = 1] = plan.training.inputs[0]?.value.shape ?? [];
  return {
    trainedOn: document,
    weights,
    preprocessing: { height, width, channels, steps: [], fit: 'pad', mean: [0], deviation: [1] },
    outputs: {},
    origin: { kind: 'imported', format: 'test', file: 'test', unmatched: [] },
  };
}

export interface Question extends Asked {
  readonly ours: readonly Tensor[];
  readonly remarks: readonly string[];
}

export async function questionOf(document: ConvDocument): Promise<Question> {
  const model = modelOf(document);
  const plan = buildPlan(compile(document));
  const inputs = plan.inference.inputs.map(({ id, value }): [string, Tensor] => {
    const shape = [BATCH, ...value.shape];
    const draws = stream(3, id, 0);
    const size = shape.reduce((product, dim) => product * dim, 1);
    return [id, { shape, data: Float32Array.from({ length: size }, (_, i) => uniform(draws, i)) }];
  });
  const executor = await createExecutor(
    { plan, weights: model.weights, backend: 'cpu', seed: 1, optimizer: { name: 'sgd', momentum: 0 } },
    nodePlatform,
  );
  try {
    const answers = await executor.predict(Object.fromEntries(inputs), BATCH);
    const ours = plan.inference.outputs.flatMap(({ id }) => answers[id] ?? []);
    return { ...exportTfjs(model), inputs: inputs.map(([, tensor]) => tensor), ours };
  } finally {
    executor.dispose();
  }
}

export function differenceOf(answer: Answer | undefined, { ours }: Question): number | string {
  if (!answer || 'error' in answer) return answer?.error ?? 'no answer';
  const { outputs, dropped } = answer;
  if (outputs.length !== ours.length || dropped.length > 0)
    return `${outputs.length} outputs, without ${dropped.join()}`;
  return Math.max(...outputs.map((theirs, i) => (ours[i] ? largestDifference(theirs, ours[i]) : Infinity)));
}

export async function expectSameAnswers(document: ConvDocument): Promise<Question> {
  const question = await questionOf(document);
  const [answer] = await askPlainTfjs([question]);
  expect(differenceOf(answer, question)).toBeLessThanOrEqual(1e-5);
  // Answers that are all alike would agree by chance.
  const values = question.ours.flatMap(({ data }) => [...data]);
  expect(Math.max(...values) - Math.min(...values)).toBeGreaterThan(1e-3);
  return question;
}
