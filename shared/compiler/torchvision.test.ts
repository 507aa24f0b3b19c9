/** Layer by layer against torchvision 0.14.1 (e2e/reference), channels first there. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import {
  emptyDocument,
  type BlockNode,
  type ConvDocument,
  type Definition,
  type Edge,
  type GraphNode,
} from '../graph/document';
import { compile } from './compile';
import type { CompiledLayer } from './compiled';

interface ReferenceLayer {
  readonly type: string;
  readonly output: readonly number[];
  readonly params: number;
  readonly buffers: number;
  readonly macs: number;
}
interface ReferenceNetwork {
  readonly parameters: number;
  readonly macs: number;
  readonly layers: readonly ReferenceLayer[];
}

const file = new URL('../../e2e/reference/torchvision-0.14.1.json', import.meta.url);
const networks = JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, ReferenceNetwork>>;
const reference = (name: string): ReferenceNetwork => {
  const network = networks[name];
  if (!network) throw new Error(`The reference has no ${name}.`);
  return network;
};

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
const pad = (p: number): readonly number[] => [p, p, p, p];
const conv = (
  id: string,
  filters: unknown,
  size: number,
  strides: unknown,
  padding: number,
  useBias = true,
): GraphNode =>
  node(id, 'Conv2D', { filters, kernelSize: [size, size], strides, padding: pad(padding), useBias });
const pool = (id: string, size: number, stride: number, padding = 0): GraphNode =>
  node(id, 'MaxPooling2D', { poolSize: [size, size], strides: [stride, stride], padding: pad(padding) });

function chain(rows: readonly GraphNode[]): ConvDocument {
  const nodes = [node('in', 'Input', { shape: [224, 224, 3] }), ...rows, node('out', 'Output')];
  return {
    ...emptyDocument(),
    nodes,
    edges: nodes.slice(1).map(({ id }, i) => edge(nodes[i]?.id ?? '', id)),
  };
}

/** Shape as torchvision has it: channels first. */
const rowOf = ({ outputShapes, trainable, nonTrainable, macs }: CompiledLayer): string => {
  const [shape = []] = outputShapes;
  const [height, width, channels] = shape;
  return JSON.stringify([
    shape.length === 3 ? [channels, height, width] : shape,
    trainable,
    nonTrainable,
    macs,
  ]);
};
/** torchvision counts a batch norm's `num_batches_tracked` among its buffers; Keras and we have no such number. */
const referenceRow = ({ type, output, params, buffers, macs }: ReferenceLayer): string =>
  JSON.stringify([output, params, type === 'BatchNorm2d' && buffers % 2 === 1 ? buffers - 1 : buffers, macs]);

function expectSame(document: ConvDocument, name: string, ordered: boolean): void {
  const compiled = compile(document);
  expect(compiled.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  const { parameters, macs, layers } = reference(name);
  expect(compiled.totals).toMatchObject({ trainable: parameters, macs });
  const ours = compiled.layers.filter(({ weights }) => weights.length > 0).map(rowOf);
  const theirs = layers.filter(({ params }) => params > 0).map(referenceRow);
  expect(ordered ? ours : ours.sort()).toEqual(ordered ? theirs : theirs.sort());
  const pools = compiled.layers.filter(
    ({ definition, type }) => definition.role === 'pooling' && type === 'MaxPooling2D',
  );
  expect(pools.map(rowOf)).toEqual(layers.filter(({ type }) => type === 'MaxPool2d').map(referenceRow));
}

const classifier = (n: number): readonly GraphNode[] => [
  node('flat', 'Flatten'),
  node('fc1', 'Dense', { units: n }),
  node('r1', 'Activation'),
  node('d1', 'Dropout'),
  node('fc2', 'Dense', { units: n }),
  node('r2', 'Activation'),
  node('fc3', 'Dense', { units: 1000 }),
];

test('AlexNet', () => {
  const relu = (i: number): GraphNode => node(`a${i}`, 'Activation');
  const rows = [
    conv('c1', 64, 11, [4, 4], 2),
    relu(1),
    pool('p1', 3, 2),
    conv('c2', 192, 5, [1, 1], 2),
    relu(2),
    pool('p2', 3, 2),
    conv('c3', 384, 3, [1, 1], 1),
    relu(3),
    conv('c4', 256, 3, [1, 1], 1),
    relu(4),
    conv('c5', 256, 3, [1, 1], 1),
    relu(5),
    pool('p5', 3, 2),
    ...classifier(4096),
  ];
  expectSame(chain(rows), 'alexnet', true);
});

test.each([
  ['vgg11', [1, 1, 2, 2, 2], false],
  ['vgg13', [2, 2, 2, 2, 2], false],
  ['vgg16', [2, 2, 3, 3, 3], false],
  ['vgg19', [2, 2, 4, 4, 4], false],
  ['vgg16_bn', [2, 2, 3, 3, 3], true],
] as const)('%s', (name, stages, norm) => {
  const rows = stages.flatMap((count, stage) => [
    ...Array.from({ length: count }, (_, i) => [
      conv(`c${stage}-${i}`, Math.min(512, 64 * 2 ** stage), 3, [1, 1], 1),
      ...(norm ? [node(`n${stage}-${i}`, 'BatchNormalization')] : []),
      node(`a${stage}-${i}`, 'Activation'),
    ]).flat(),
    pool(`p${stage}`, 2, 2),
  ]);
  expectSame(chain([...rows, ...classifier(4096)]), name, true);
});

const expr = (text: string): { readonly expr: string } => ({ expr: text });

/** ResNet's blocks as definitions: the first copy of a stage halves the size, and projects where shapes differ. */
function residual(bottleneck: boolean): Definition {
  const stride = [expr('i == 0 ? stride : 1'), expr('i == 0 ? stride : 1')];
  const out = expr(bottleneck ? 'width * 4' : 'width');
  const body = bottleneck
    ? [
        conv('c1', expr('width'), 1, [1, 1], 0, false),
        node('n1', 'BatchNormalization'),
        conv('c2', expr('width'), 3, stride, 1, false),
        node('n2', 'BatchNormalization'),
        conv('c3', out, 1, [1, 1], 0, false),
        node('n3', 'BatchNormalization'),
      ]
    : [
        conv('c1', expr('width'), 3, stride, 1, false),
        node('n1', 'BatchNormalization'),
        conv('c2', expr('width'), 3, [1, 1], 1, false),
        node('n2', 'BatchNormalization'),
      ];
  const project = { when: expr('i == 0 && project') };
  const nodes: GraphNode[] = [
    ...body,
    { ...conv('down', out, 1, stride, 0, false), ...project },
    { ...node('downNorm', 'BatchNormalization'), ...project },
    node('add', 'Add'),
    node('relu', 'Activation'),
  ];
  return {
    name: 'Residual',
    params: [
      { name: 'width', default: 64 },
      { name: 'stride', default: 1 },
      { name: 'project', default: true },
    ],
    nodes,
    edges: [
      ...body.slice(1).map(({ id }, i) => edge(body[i]?.id ?? '', id)),
      edge(body.at(-1)?.id ?? '', 'add', 'in:0'),
      edge('down', 'downNorm'),
      edge('downNorm', 'add', 'in:1'),
      edge('add', 'relu'),
    ],
    inputs: [
      { name: 'in', node: 'c1', port: 'in' },
      { name: 'in', node: 'down', port: 'in' },
    ],
    outputs: [{ name: 'out', node: 'relu', port: 'out' }],
  };
}

test.each([
  ['resnet18', [2, 2, 2, 2], false],
  ['resnet34', [3, 4, 6, 3], false],
  ['resnet50', [3, 4, 6, 3], true],
  ['resnet152', [3, 8, 36, 3], true],
] as const)('%s, as repeated blocks with expressions and `when`', (name, stages, bottleneck) => {
  const blocks = stages.map((repeat, stage): BlockNode => ({
    ...node(`stage${stage + 1}`, 'Block'),
    type: 'Block',
    definition: 'residual',
    args: { width: 64 * 2 ** stage, stride: stage === 0 ? 1 : 2, project: stage > 0 || bottleneck },
    repeat,
  }));
  const rows = [
    conv('conv1', 64, 7, [2, 2], 3, false),
    node('bn1', 'BatchNormalization'),
    node('relu1', 'Activation'),
    pool('pool1', 3, 2, 1),
    ...blocks,
    node('gap', 'GlobalAveragePooling2D'),
    node('fc', 'Dense', { units: 1000 }),
  ];
  expectSame({ ...chain(rows), definitions: { residual: residual(bottleneck) } }, name, false);
});
