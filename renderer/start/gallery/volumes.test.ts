import { expect, test } from 'vitest';
import { compile } from '../../../shared/compiler/compile';
import { findTemplate, templates } from '../../../templates';
import { FIGURE_HEIGHT, FIGURE_WIDTH, figureOf } from './figure';
import { spineOf } from '../../../shared/export/figure/spine';
import { volumesOf } from './volumes';

const drawn = (name: string) => volumesOf(compile(findTemplate(name)!.document));

test('the spine is the longest way, and a plain shortcut goes past all of a block', () => {
  const compiled = compile(findTemplate('resnet18')!.document);
  const { layers, detours } = spineOf(compiled);
  expect(layers.at(0)?.definition.role).toBe('input');
  expect(layers.at(-1)?.definition.role).toBe('output');
  expect(detours).toHaveLength(8);
  // Three stages begin with a projection: a convolution and its norm.
  expect(detours.filter(({ steps }) => steps === 2)).toHaveLength(3);
  expect(detours.filter(({ steps }) => steps === 0)).toHaveLength(5);
});

test('LeNet-5 is its layers with weights, its pools and its input', () => {
  const { volumes, shortcuts } = drawn('lenet5');
  expect(
    volumes.map(({ size, channels, flat }) => (flat ? channels : `${size}×${size}×${channels}`)),
  ).toEqual(['32×32×1', '28×28×6', '14×14×6', '10×10×16', '5×5×16', '1×1×120', 84, 10]);
  expect(shortcuts).toEqual([]);
});

test('ResNet-50 has a shortcut over each of its 16 blocks', () => {
  const { volumes, shortcuts } = drawn('resnet50');
  expect(shortcuts).toHaveLength(16);
  expect(shortcuts.every(({ from, to }) => to === from + 1)).toBe(true);
  expect(volumes.every(({ lanes }) => lanes === 1)).toBe(true);
  // Input, first convolution, pool, blocks, global pool, dense.
  expect(volumes).toHaveLength(1 + 1 + 1 + 16 + 1 + 1);
});

test('DenseNet-121 has 58 dense layers, each of which keeps what came before', () => {
  expect(drawn('densenet121').shortcuts).toHaveLength(58);
});

test('an Inception module is four ways side by side', () => {
  const { volumes, shortcuts } = drawn('googlenet');
  expect(volumes.filter(({ lanes }) => lanes === 4)).toHaveLength(9);
  expect(shortcuts).toEqual([]);
});

test('U-Net’s shortcuts join volumes of the same size across the bottom', () => {
  const { volumes, shortcuts } = drawn('unet');
  const sizes = shortcuts.map(({ from, to }) => [volumes[from]?.size, volumes[to]?.size]);
  expect(sizes).toEqual([
    [32, 32],
    [64, 64],
    [128, 128],
    [256, 256],
  ]);
});

test.each(templates)('$name fits into its picture', ({ document }) => {
  const { boxes, arcs } = figureOf(volumesOf(compile(document)));
  expect(boxes.length).toBeGreaterThan(3);
  for (const { x, y, width, height, depth } of boxes) {
    expect(x).toBeGreaterThanOrEqual(0);
    expect(x + width + depth).toBeLessThanOrEqual(FIGURE_WIDTH);
    expect(y - depth).toBeGreaterThanOrEqual(0);
    expect(y + height).toBeLessThanOrEqual(FIGURE_HEIGHT);
  }
  expect(arcs.join('')).not.toContain('NaN');
});
