/** The templates against torchvision 0.14.1, layer by layer, and against the totals that are published. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { compile } from '../shared/compiler/compile';
import type { CompiledLayer } from '../shared/compiler/compiled';
import { findTemplate } from './index';

interface ReferenceLayer {
  readonly type: string;
  readonly output: readonly number[];
  readonly params: number;
  readonly buffers: number;
  readonly macs: number;
}
interface ReferenceNetwork {
  readonly parameters: number;
  readonly non_trainable: number;
  readonly macs: number;
  readonly layers: readonly ReferenceLayer[];
}
const file = new URL('../e2e/reference/torchvision-0.14.1.json', import.meta.url);
const networks = JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, ReferenceNetwork>>;

const compiledOf = (name: string) => {
  const template = findTemplate(name);
  if (!template) throw new Error(`There is no template ${name}.`);
  return compile(template.document);
};

/** Channels first, as there. */
function rowOf({ outputShapes: [shape = []], trainable, nonTrainable, macs }: CompiledLayer): string {
  const [height, width, channels] = shape;
  return JSON.stringify([
    shape.length === 3 ? [channels, height, width] : shape,
    trainable,
    nonTrainable,
    macs,
  ]);
}
/** A batch norm's `num_batches_tracked`, one number, is no statistic. */
const referenceRow = ({ output, params, buffers, macs }: ReferenceLayer): string =>
  JSON.stringify([output, params, buffers % 2 === 1 ? buffers - 1 : buffers, macs]);

test.each(Object.entries(networks))('%s is torchvision’s, layer by layer', (name, reference) => {
  const { totals, layers, diagnostics } = compiledOf(name);
  expect(diagnostics.filter(({ severity }) => severity !== 'advice')).toEqual([]);
  expect(totals).toMatchObject({
    trainable: reference.parameters,
    nonTrainable: reference.non_trainable,
    macs: reference.macs,
  });
  // In call order. Inception's poolings are functions there, and so not in its list of modules.
  const modules = new Set(reference.layers.map(({ type }) => type));
  const pools = modules.has('MaxPool2d') && name !== 'inception_v3';
  const ours = layers.filter(({ type, weights }) => weights.length > 0 || (pools && type === 'MaxPooling2D'));
  const theirs = reference.layers.filter(({ type, params }) => params > 0 || (pools && type === 'MaxPool2d'));
  expect(ours.map(rowOf)).toEqual(theirs.map(referenceRow));
});

test.each([
  ['resnet101', 44_549_160],
  ['resnext50_32x4d', 25_028_904],
  ['wide_resnet50_2', 68_883_240],
  ['squeezenet1_0', 1_248_424],
  ['vgg11_bn', 132_868_840],
  ['vgg13_bn', 133_053_736],
  ['vgg19_bn', 143_678_248],
  ['paper_alexnet', 60_965_224],
  ['alexnet_one_tower', 62_378_344],
  ['mobilenet_v1', 4_231_976],
  ['densenet121', 7_978_856],
  ['mnasnet1_0', 4_383_312],
  ['mobilenet_v3_large', 5_483_032],
  ['mobilenet_v3_small', 2_542_856],
  ['efficientnet_b0', 5_288_548],
  ['shufflenet_v2_x1_0', 2_278_604],
  ['regnet_y_400mf', 4_344_144],
  ['paper_lenet5', 60_000],
  // He et al. 2015, table 6, name 0.27 and 0.85 million; their shortcuts had no weights, these have.
  ['resnet20_cifar', 272_474],
  ['resnet56_cifar', 855_770],
])('%s has %i trainable parameters', (name, parameters) => {
  expect(compiledOf(name).totals.trainable).toBe(parameters);
});

/** gist ogyalcin/052f2df4 for the totals, counted by layer for how they divide. */
test.each([
  ['keras_vgg16', 138_357_544, 0],
  ['keras_resnet50', 25_583_592, 53_120],
  ['keras_resnet101', 44_601_832, 105_344],
  ['keras_resnet152', 60_268_520, 151_424],
  ['keras_densenet121', 7_978_856, 83_648],
  ['keras_mobilenet_v2', 3_504_872, 34_112],
  ['keras_inception_v3', 23_817_352, 34_432],
])('%s has Keras’ %i trainable and %i other parameters', (name, trainable, nonTrainable) => {
  expect(compiledOf(name).totals).toMatchObject({ trainable, nonTrainable });
});

test('traps: LeNet-5 on other sizes, and AlexNet’s two towers layer by layer', () => {
  const { layers } = compiledOf('paper_alexnet');
  expect(layers.filter(({ weights }) => weights.length > 0).map(({ trainable }) => trainable)).toEqual([
    34_944, 307_456, 885_120, 663_936, 442_624, 37_752_832, 16_781_312, 4_097_000,
  ]);
  const lenet = findTemplate('lenet5')!.document;
  const on = (shape: readonly number[]) =>
    compile({
      ...lenet,
      nodes: lenet.nodes.map((node) => (node.type === 'Input' ? { ...node, params: { shape } } : node)),
    });
  expect(on([32, 32, 1]).totals.trainable).toBe(61_706);
  expect(on([32, 32, 3]).totals.trainable).toBe(62_006);
  // Without padding 28×28 leaves 4×4 for the 5×5 filters of C5.
  expect(on([28, 28, 1]).diagnostics.map(({ code }) => code)).toContain('window-larger-than-input');
});
