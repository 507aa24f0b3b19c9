/** Networks that we export must give the same answers in plain tfjs, which runs in a process of its own. */
import { expect, test } from 'vitest';
import { atDepth } from '../../build/lib/depth';
import { compile } from '../../shared/compiler/compile';
import { createChance } from '../../shared/engine/testing/chance';
import { randomGraph } from '../../shared/engine/testing/random-graph';
import { createReach } from '../../shared/engine/testing/reach';
import { exportTfjs } from '../../shared/export/tfjs-layers';
import { emptyDocument, type ConvDocument, type Edge, type GraphNode } from '../../shared/graph/document';
import { templates } from '../../templates';
import {
  chain,
  differenceOf,
  expectSameAnswers,
  modelOf,
  node,
  questionOf,
  type Question,
} from './asked-of-plain-tfjs';
import { askPlainTfjs } from './plain-tfjs';

/** The large ones would only take long; what they are made of is among the networks below. */
const quick = templates.filter(({ name }) => name.startsWith('lenet5'));

test.each(quick)('$name answers the same in plain tfjs', async ({ document }) => {
  await expectSameAnswers(document);
});

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
] as const)('%s answers the same in plain tfjs', async (_, rows) => {
  await expectSameAnswers(chain(rows));
});

/** What plain tfjs answers to one picture of one channel, rows of the result; all weights are 1. */
async function rowsOf(
  layer: GraphNode,
  picture: readonly (readonly number[])[],
): Promise<readonly (readonly number[])[]> {
  const shape = [picture.length, picture[0]?.length ?? 0, 1];
  const ends = [node('in', 'Input', { shape }), layer, node('out', 'Output', { task: 'regression' })];
  const edges = ends.slice(1).map(({ id }, i): Edge => ({
    source: ends[i]?.id ?? '',
    sourcePort: 'out',
    target: id,
    targetPort: 'in',
  }));
  const model = modelOf({ ...emptyDocument('known'), nodes: ends, edges });
  for (const { data } of model.weights.values()) data.fill(1);
  const inputs = [{ shape: [1, ...shape], data: Float32Array.from(picture.flat()) }];
  const [answer] = await askPlainTfjs([{ ...exportTfjs(model), inputs }]);
  if (!answer || 'error' in answer) throw new Error(answer?.error);
  const [output] = answer.outputs;
  const [, height = 0, width = 0] = output?.shape ?? [];
  return Array.from({ length: height }, (_, row) => [
    ...(output?.data.slice(row * width, (row + 1) * width) ?? []),
  ]);
}

test('bilinear upsampling has half-pixel centres, as in Keras and PyTorch', async () => {
  // tensorflow/tfjs#1729; by itself tfjs answers 1, 1.5, 2, 2.5, 3, 3.
  const layer = node('up', 'UpSampling2D', { size: [2, 2], interpolation: 'bilinear' });
  const rows = await rowsOf(layer, [
    [1, 2, 3],
    [4, 5, 6],
    [7, 8, 9],
  ]);
  expect(rows[0]).toEqual([1, 1.25, 1.75, 2.25, 2.75, 3]);
  expect(rows[5]).toEqual([7, 7.25, 7.75, 8.25, 8.75, 9]);
});

test('a dilated transposed convolution spreads a pixel over every other row and column', async () => {
  // (3 − 1)·1 + (2·(3 − 1) + 1) = 7; by itself tfjs answers 5 × 5.
  const layer = node('up', 'Conv2DTranspose', {
    filters: 1,
    strides: [1, 1],
    dilationRate: [2, 2],
    useBias: false,
  });
  const rows = await rowsOf(layer, [
    [1, 0, 0],
    [0, 0, 0],
    [0, 0, 0],
  ]);
  const taps = [1, 0, 1, 0, 1, 0, 0];
  expect(rows).toEqual(taps.map((row) => taps.map((column) => row * column)));
});

test('what no layers of tfjs do is refused in a sentence', () => {
  const layer = node('lrn', 'LocalResponseNormalization');
  expect(() => exportTfjs(modelOf(chain([layer])))).toThrow(
    /^The layer lrn can't be exported to tfjs\. No layer of TensorFlow\.js raises to a power\. .* and train again\.$/,
  );
});

test('what would be larger than browsers can hold is refused in a sentence', () => {
  const layer = node('up', 'Conv2DTranspose', {
    dilationRate: [5000, 5000],
    padding: [4999, 4999, 4999, 4999],
  });
  expect(() => exportTfjs(modelOf(chain([layer])))).toThrow(
    /^The layer up can't be exported to tfjs\. One weight would hold [\d,]+ numbers there, since .*\.$/,
  );
});

test('layers that are made of others are named, once each', async () => {
  const rows = [
    node('two', 'Conv2D', { filters: 4, groups: 2 }),
    node('bent', 'Activation', { activation: 'hardSwish' }),
    node('plain', 'Conv2D', { filters: 4 }),
  ];
  const { remarks, files } = await expectSameAnswers(chain(rows));
  expect(remarks).toHaveLength(1);
  expect(remarks[0]).toMatch(/: two, bent\.$/);
  const readme = files.find(({ path }) => path === 'README.txt')?.bytes;
  expect(new TextDecoder().decode(readme)).toContain(remarks[0]);
});

test('a layer may be called what every object of JavaScript has', async () => {
  await expectSameAnswers(chain([node('constructor', 'Conv2D', { filters: 2 }), node('valueOf', 'Dropout')]));
});

test('what is fixed here is fixed there', () => {
  const { files } = exportTfjs(
    modelOf(chain([node('f', 'Flatten'), node('d', 'Dense', { learned: false })])),
  );
  const text = new TextDecoder().decode(files.find(({ path }) => path === 'model.json')?.bytes);
  const { modelTopology } = JSON.parse(text) as {
    modelTopology: { config: { layers: { name: string; config: { trainable?: boolean } }[] } };
  };
  const trained = new Map(modelTopology.config.layers.map(({ name, config }) => [name, config.trainable]));
  expect([trained.get('d'), trained.get('fc')]).toEqual([false, true]);
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
  await expectSameAnswers(document);
});

test('each output has its link: probabilities of one, of several and of pixels, and plain numbers', async () => {
  const edge = (source: string, target: string): Edge => ({
    source,
    sourcePort: 'out',
    target,
    targetPort: 'in',
  });
  const document: ConvDocument = {
    ...emptyDocument('ends'),
    nodes: [
      node('in', 'Input', { shape: [6, 5, 3] }),
      node('pixels', 'Conv2D', { filters: 3 }),
      node('map', 'Output', { task: 'segmentation' }),
      node('pool', 'GlobalMaxPooling2D'),
      node('one', 'Output', { task: 'classification' }),
      node('any', 'Output', { task: 'multilabel' }),
      node('number', 'Output', { task: 'regression' }),
      node('same', 'Output', { task: 'regression' }),
    ],
    edges: [
      edge('in', 'pixels'),
      edge('pixels', 'map'),
      edge('pixels', 'pool'),
      edge('pool', 'one'),
      edge('pool', 'any'),
      edge('pool', 'number'),
      edge('pool', 'same'),
    ],
  };
  const { ours } = await expectSameAnswers(document);
  expect(ours).toHaveLength(5);
});

test('a value may be read twice by one layer and once more by another', async () => {
  const edge = (source: string, target: string, targetPort: string): Edge => ({
    source,
    sourcePort: 'out',
    target,
    targetPort,
  });
  const document: ConvDocument = {
    ...emptyDocument('twice'),
    nodes: [
      node('in', 'Input', { shape: [6] }),
      node('fc', 'Dense', { units: 4 }),
      node('double', 'Add'),
      node('square', 'Multiply'),
      node('out', 'Output', { task: 'regression' }),
    ],
    edges: [
      edge('in', 'fc', 'in'),
      edge('fc', 'double', 'in:0'),
      edge('fc', 'double', 'in:1'),
      edge('double', 'square', 'in:0'),
      edge('fc', 'square', 'in:1'),
      edge('square', 'out', 'in'),
    ],
  };
  await expectSameAnswers(document);
});

test('parts of a split go where they are wired, and none need be used', async () => {
  const edge = (source: string, target: string, sourcePort = 'out', targetPort = 'in'): Edge => ({
    source,
    sourcePort,
    target,
    targetPort,
  });
  const document: ConvDocument = {
    ...emptyDocument('parts'),
    nodes: [
      node('in', 'Input', { shape: [4, 6, 6] }),
      node('cut', 'Split', { axis: 'channels', parts: 3 }),
      node('difference', 'Subtract'),
      node('f', 'Flatten'),
      node('out', 'Output', { task: 'regression' }),
    ],
    edges: [
      edge('in', 'cut'),
      edge('cut', 'difference', 'out:2', 'a'),
      edge('cut', 'difference', 'out:0', 'b'),
      edge('difference', 'f'),
      edge('f', 'out'),
    ],
  };
  await expectSameAnswers(document);
});

test('random networks answer the same in plain tfjs', { timeout: 600_000 }, async () => {
  const reach = createReach();
  const documents = Array.from({ length: atDepth(40, 600) }, (_, i) =>
    randomGraph({ chance: createChance(i + 1), reach }),
  );
  const questions: Question[] = [];
  let refused = 0;
  for (const document of documents) {
    const declared = compile(document).layers.some(
      ({ definition, settings }) => definition.tfjs?.(settings, []).kind === 'unsupported',
    );
    if (declared) {
      refused += 1;
      expect(() => exportTfjs(modelOf(document))).toThrow(/can't be exported to tfjs/);
    } else questions.push(await questionOf(document));
  }
  const answers = await askPlainTfjs(questions);
  const wrong = questions.flatMap((question, i) => {
    const difference = differenceOf(answers[i], question);
    return typeof difference === 'number' && difference <= 1e-5 ? [] : [`network ${i}: ${difference}`];
  });
  expect(wrong).toEqual([]);
  expect(refused).toBeLessThan(documents.length / 2);
});
