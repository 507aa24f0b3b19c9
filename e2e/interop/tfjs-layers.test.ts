/** What we export must give the same answers in plain tfjs, which runs in a process of its own. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { compile } from '../../shared/compiler/compile';
import { buildPlan } from '../../shared/compiler/plan';
import type { TrainedModel } from '../../shared/model/trained-model';
import type { EngineHost } from '../../shared/engine/engine-host';
import { openModel } from '../../shared/training/trained-model';
import { initializeWeights } from '../../shared/engine/initialize';
import { stream, uniform } from '../../shared/engine/random';
import { createExecutor } from '../../shared/engine/backends/create-executor';
import { nodePlatform } from '../../shared/engine/testing/platform';
import { exportTfjs } from '../../shared/export/tfjs-layers';
import { emptyDocument, type ConvDocument, type Edge, type GraphNode } from '../../shared/graph/document';
import { templates } from '../../templates';

const BATCH = 4;
let folder = '';
beforeAll(() => (folder = mkdtempSync(path.join(tmpdir(), 'convcanvas-interop-'))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const host: EngineHost = {
  platform: nodePlatform,
  candidates: [{ name: 'cpu', software: false }],
  createExecutor,
  releaseBackends: () => undefined,
  choices: new Map(),
  yieldToHost: () => Promise.resolve(),
  today: () => '2020-01-01T00:00:00.000Z',
  memoryLimit: null,
};

/** Random weights, so that no wrong permutation goes unseen; moving variances are positive. */
function modelOf(document: ConvDocument): TrainedModel {
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

async function expectSameAnswers(name: string, document: ConvDocument): Promise<void> {
  const model = modelOf(document);
  const own = path.join(folder, name);
  mkdirSync(own, { recursive: true });
  for (const { path: file, bytes } of exportTfjs(model)) {
    mkdirSync(path.dirname(path.join(own, file)), { recursive: true });
    writeFileSync(path.join(own, file), bytes);
  }
  const { executor, inputId, outputId, inputShape } = await openModel(model, host);
  const shape = [BATCH, ...inputShape];
  const draws = stream(3, name, 0);
  const data = Float32Array.from({ length: shape.reduce((n, d) => n * d, 1) }, (_, i) => uniform(draws, i));
  const { [outputId]: ours } = await executor.predict({ [inputId]: { shape, data } }, BATCH);
  executor.dispose();

  writeFileSync(path.join(own, 'input.json'), JSON.stringify({ shape, values: [...data] }));
  const script = fileURLToPath(new URL('predict-with-tfjs.mjs', import.meta.url));
  execFileSync(process.execPath, [script, own, path.join(own, 'input.json'), path.join(own, 'output.json')], {
    stdio: 'pipe',
  });
  const theirs: unknown = JSON.parse(readFileSync(path.join(own, 'output.json'), 'utf8'));
  expect(theirs).toMatchObject({ shape: ours?.shape });
  const { values } = theirs as { values: readonly number[] };
  const largest = Math.max(...values.map((value, i) => Math.abs(value - (ours?.data[i] ?? NaN))));
  expect(largest).toBeLessThanOrEqual(1e-5);
  // Answers that are all alike would agree by chance.
  expect(Math.max(...values) - Math.min(...values)).toBeGreaterThan(1e-3);
}

/** The large ones would only take long; what they are made of is among the networks below. */
const quick = templates.filter(({ name }) => name.startsWith('lenet5'));

test.each(quick)('$name answers the same in plain tfjs', async ({ name, document }) => {
  await expectSameAnswers(name, document);
});

const node = (id: string, type: string, params: Readonly<Record<string, unknown>> = {}): GraphNode => ({
  id,
  type,
  name: id,
  params,
});
function chain(rows: readonly GraphNode[]): ConvDocument {
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

test.each([
  ['padding', [node('c', 'Conv2D', { filters: 6, padding: [1, 2, 0, 3], strides: [2, 1] })]],
  ['same', [node('c', 'Conv2D', { filters: 6, padding: 'same', strides: [2, 2] })]],
  ['dilation', [node('c', 'Conv2D', { filters: 6, dilationRate: [2, 2] })]],
  [
    'dilation-and-strides',
    [node('c', 'Conv2D', { filters: 6, dilationRate: [2, 2], strides: [2, 2], padding: 'same' })],
  ],
  ['depthwise', [node('c', 'Conv2D', { filters: 8, groups: 4, padding: 'same', useBias: false })]],
  [
    'max-pool-padded',
    [
      node('c', 'Conv2D', { filters: 3 }),
      node('p', 'MaxPooling2D', { poolSize: [3, 3], strides: [2, 2], padding: [1, 1, 1, 1] }),
    ],
  ],
  ['max-pool-ceil', [node('p', 'MaxPooling2D', { poolSize: [3, 3], strides: [2, 2], ceilMode: true })]],
  [
    'average-pool-padded',
    [node('p', 'AveragePooling2D', { poolSize: [3, 3], strides: [2, 2], padding: [1, 1, 1, 1] })],
  ],
  [
    'average-pool-counting',
    [
      node('p', 'AveragePooling2D', {
        poolSize: [3, 3],
        strides: [2, 2],
        padding: [1, 1, 1, 1],
        countIncludePad: true,
      }),
    ],
  ],
  ['scaled-pool', [node('p', 'ScaledAveragePooling2D')]],
  ['norm', [node('c', 'Conv2D', { filters: 3 }), node('n', 'BatchNormalization'), node('d', 'Dropout')]],
  [
    'norm-without-scale',
    [node('c', 'Conv2D', { filters: 3 }), node('n', 'BatchNormalization', { scale: false })],
  ],
  ...['leakyRelu', 'elu', 'selu', 'gelu', 'swish', 'sigmoid', 'tanh', 'linear'].map(
    (activation) =>
      [activation, [node('c', 'Conv2D', { filters: 3 }), node('a', 'Activation', { activation })]] as const,
  ),
] as const)('%s answers the same in plain tfjs', async (name, rows) => {
  await expectSameAnswers(name, chain(rows));
});

test.each([
  ['groups', node('c', 'Conv2D', { filters: 4, groups: 2 }), /c can't be exported to tfjs: it has 2 groups/],
  [
    'ELU',
    node('a', 'Activation', { activation: 'elu', alpha: 0.7 }),
    /a can't be exported to tfjs: .* alpha of 1 only/,
  ],
] as const)('what tfjs has not is refused in a sentence: %s', (_, layer, sentence) => {
  expect(() => exportTfjs(modelOf(chain([layer])))).toThrow(sentence);
});

test('branches answer the same in plain tfjs', async () => {
  const edge = (source: string, target: string, targetPort = 'in'): Edge => ({
    source,
    sourcePort: 'out',
    target,
    targetPort,
  });
  const document: ConvDocument = {
    ...emptyDocument('branches'),
    nodes: [
      node('in', 'Input', { shape: [8, 8, 4] }),
      node('a', 'Conv2D', { filters: 4, padding: 'same' }),
      node('sum', 'Add'),
      node('both', 'Concatenate'),
      node('pool', 'GlobalAveragePooling2D'),
      node('fc', 'Dense', { units: 3 }),
      node('soft', 'Activation', { activation: 'softmax' }),
      node('out', 'Output'),
    ],
    edges: [
      edge('in', 'a'),
      edge('a', 'sum', 'in:0'),
      edge('in', 'sum', 'in:1'),
      edge('sum', 'both', 'in:0'),
      edge('a', 'both', 'in:1'),
      edge('both', 'pool'),
      edge('pool', 'fc'),
      edge('fc', 'soft'),
      edge('soft', 'out'),
    ],
  };
  await expectSameAnswers('branches', document);
});
