import { expect, test } from 'vitest';
import { findTemplate, templates } from '../../../templates';
import { compile } from '../../compiler/compile';
import { emptyDocument, type ConvDocument } from '../../graph/document';
import { partsOf } from './parts';
import { boundsOf, type Mark, type Scene, type TextMark } from './scene';
import { sizesOf } from './volume-sizes';
import { textWidth } from './text-width';
import { defaultVolumes, volumeFigure, type VolumeOptions } from './volumes';

const compiled = (name: string) => compile(findTemplate(name)!.document);
const parts = (name: string) => partsOf(compiled(name), 'auto').parts;
const figure = (name: string, options: Partial<VolumeOptions> = {}) =>
  volumeFigure(compiled(name), { ...defaultVolumes, ...options });
const texts = ({ marks }: Scene) => marks.flatMap((mark) => (mark.mark === 'text' ? [mark.text] : []));
const widthOf = ({ text, size, weight }: TextMark) => textWidth(text, size, weight);

test('LeNet-5 is its maps, its pools and its vectors, with the window of each', () => {
  expect(
    parts('lenet5').map(({ name, shape, operation }) => [name, shape?.join('×'), operation.join(' ')]),
  ).toEqual([
    ['input', '32×32×1', ''],
    ['C1', '28×28×6', '5×5 conv'],
    ['S2', '14×14×6', '2×2 average pool'],
    ['C3', '10×10×16', '5×5 conv'],
    ['S4', '5×5×16', '2×2 average pool'],
    ['C5', '1×1×120', '5×5 conv'],
    ['F6', '84', 'dense'],
    ['output', '10', 'dense'],
  ]);
});

test('VGG-16 has its thirteen convolutions in five runs', () => {
  const runs = parts('vgg16').filter(({ category }) => category === 'convolution');
  expect(runs.map(({ copies }) => copies)).toEqual([2, 2, 3, 3, 3]);
});

test('ResNet-50’s stages are its blocks, in brackets as in its paper, each with a shortcut', () => {
  const stages = parts('resnet50').filter(({ bracketed }) => bracketed);
  expect(stages.map(({ copies }) => copies)).toEqual([3, 4, 6, 3]);
  expect(stages[1]?.operation).toEqual(['1×1, 128', '3×3, 128', '1×1, 512']);
  expect(stages.flatMap(({ shortcuts }) => shortcuts)).toEqual(Array(16).fill('add'));
});

test('MobileNetV2’s first block of a stage has no shortcut, since it changes the size', () => {
  const stage = parts('mobilenet_v2').find(({ name }) => name === 'stage3');
  expect(stage?.shortcuts).toEqual([null, 'add', 'add']);
});

test('an Inception module shows what each branch brought', () => {
  const modules = parts('googlenet').filter(({ segments }) => segments.length > 0);
  expect(modules).toHaveLength(9);
  for (const { segments, shape } of modules) {
    expect(segments).toHaveLength(4);
    expect(segments.reduce((sum, channels) => sum + channels, 0)).toBe(shape?.[2]);
  }
});

test('AlexNet with two groups stands in two towers from the first convolution to the last pool', () => {
  const network = partsOf(compiled('paper_alexnet'), 'auto');
  const sizes = sizesOf(network, { scale: 'balanced', style: 'auto' });
  const towers = network.parts.map(({ id }) => sizes.get(id)?.towers);
  expect(towers).toEqual([1, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1]);
});

test('U-Net stands as a U: what is joined is level, and smaller pictures lie lower', () => {
  const { parts: all, places } = figure('unet');
  const tops = new Map<number, number[]>();
  for (const { id, shape } of all) {
    const height = shape?.[0] ?? 0;
    const place = places.get(id)!;
    tops.set(height, [...(tops.get(height) ?? []), place.y + place.height / 2]);
  }
  const levels = [...tops].sort(([a], [b]) => b - a).map(([, ys]) => ys);
  expect(levels).toHaveLength(5);
  for (const ys of levels) expect(Math.max(...ys) - Math.min(...ys)).toBeLessThan(0.01);
  const middles = levels.map(([y]) => y ?? 0);
  expect([...middles].sort((a, b) => a - b)).toEqual(middles);
});

test('drawn layer by layer, branches have lanes of their own and meet in a circle', () => {
  const { parts: all, places } = figure('resnet20_cifar', { detail: 'layers' });
  expect(all.filter(({ kind, sign }) => kind === 'join' && sign === '+')).toHaveLength(9);
  const middles = new Set([...places.values()].map(({ y, height }) => Math.round(y + height / 2)));
  expect(middles.size).toBe(2);
});

test('heights keep their order on every scale, and are in proportion on the true one', () => {
  const network = partsOf(compiled('vgg16'), 'auto');
  for (const scale of ['balanced', 'log', 'true'] as const) {
    const sizes = sizesOf(network, { scale, style: 'boxes' });
    const faces = network.parts.flatMap(({ id, kind, shape }) =>
      kind === 'volume' ? [{ face: sizes.get(id)!.face, height: shape?.[0] ?? 0 }] : [],
    );
    for (const a of faces)
      for (const b of faces) if (a.height > b.height) expect(a.face).toBeGreaterThan(b.face);
    const [first, last] = [faces[0]!, faces.at(-1)!];
    if (scale === 'true') expect(first.face / last.face).toBeCloseTo(first.height / last.height, 6);
  }
});

test('sizes are written as the user likes, and as parts of the input’s', () => {
  const notation = { order: 'c@hw', writing: 'numbers' } as const;
  expect(texts(figure('lenet5', { notation }).scene)).toContain('6@28×28');
  const symbols = texts(figure('resnet50', { notation: { order: 'hwc', writing: 'symbols' } }).scene);
  expect(symbols).toEqual(expect.arrayContaining(['H×W×3', 'H/4×W/4×256', 'H/32×W/32×2048', '1000']));
});

test('what is switched off is not written', () => {
  const off = { sizes: false, operations: false, names: false };
  expect(texts(figure('vgg16', off).scene)).toEqual([]);
  expect(texts(figure('vgg16', { ...off, legend: true }).scene)).toEqual([
    'Input and output',
    'Convolution',
    'Pooling',
    'Dense',
  ]);
  expect(texts(figure('lenet5', { names: true }).scene)).toContain('C3');
});

test('in gray there is no colour, in either theme', () => {
  for (const theme of ['light', 'dark'] as const) {
    for (const mark of figure('resnet18', { colors: 'gray', theme }).scene.marks) {
      const colors = mark.mark === 'text' ? [mark.color] : [mark.fill, mark.stroke];
      for (const color of colors) if (color !== null) expect(color).toMatch(/^#(..)\1\1$/);
    }
  }
});

test('an empty document gives an empty sheet; a layer behind an error is drawn dashed with a question mark', () => {
  expect(volumeFigure(compile(emptyDocument()), defaultVolumes).scene.marks).toEqual([]);
  const { document } = findTemplate('lenet5')!;
  const cut: ConvDocument = { ...document, edges: document.edges.filter(({ target }) => target !== 'C3') };
  const { scene, parts: all } = volumeFigure(compile(cut), defaultVolumes);
  expect(all.find(({ name }) => name === 'C3')?.shape).toBeNull();
  expect(texts(scene)).toContain('?');
  expect(scene.marks.some((mark) => mark.mark === 'path' && mark.part === 'C3' && mark.dash)).toBe(true);
  expect(JSON.stringify(scene)).not.toMatch(/NaN|null,null|Infinity/);
});

const rectOf = (mark: Mark) => boundsOf([mark], widthOf);

/** Texts may touch, and their boxes are a little taller than their letters. */
const TOUCH = 1.2;

test.each(templates)('$name is a figure that can be read', ({ document }) => {
  for (const names of [false, true]) {
    const {
      scene,
      places,
      parts: all,
    } = volumeFigure(compile(document), { ...defaultVolumes, names, legend: true });
    expect(JSON.stringify(scene.marks)).not.toMatch(/NaN|Infinity/);
    expect(all.length).toBeGreaterThan(4);
    expect(all.length).toBeLessThan(30);
    // Not a ribbon, not a tower, and not so wide that its text could not be read in a column.
    expect(scene.width / scene.height).toBeGreaterThan(0.8);
    expect(scene.width / scene.height).toBeLessThan(5.5);
    expect(scene.width).toBeLessThan(1320);

    const { left, top, right, bottom } = boundsOf(scene.marks, widthOf);
    expect(Math.min(left, top)).toBeGreaterThanOrEqual(0);
    expect(right).toBeLessThanOrEqual(scene.width);
    expect(bottom).toBeLessThanOrEqual(scene.height);

    const labels = scene.marks.filter((mark) => mark.mark === 'text');
    const rects = labels.map(rectOf);
    rects.forEach((a, i) => {
      rects.slice(i + 1).forEach((b, j) => {
        const apart =
          a.right <= b.left + TOUCH ||
          b.right <= a.left + TOUCH ||
          a.bottom <= b.top + TOUCH ||
          b.bottom <= a.top + TOUCH;
        expect(apart, `“${labels[i]?.text}” lies on “${labels[i + 1 + j]?.text}”`).toBe(true);
      });
    });

    // What is written below a part does not run into another's front.
    for (const [i, label] of labels.entries()) {
      for (const { id } of all) {
        const { x, y, width, height } = places.get(id)!;
        const rect = rects[i]!;
        const covers =
          label.part !== id &&
          rect.left < x + width * 0.6 &&
          rect.right > x &&
          rect.top < y + height &&
          rect.bottom > y;
        expect(covers, `“${label.text}” lies on ${id}`).toBe(false);
      }
    }

    const boxes = [...places.values()];
    boxes.forEach((a, i) => {
      for (const b of boxes.slice(i + 1)) {
        const apart =
          a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
        expect(apart).toBe(true);
      }
    });
  }
});
