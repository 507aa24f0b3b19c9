import { expect, test } from 'vitest';
import { compile } from '../../shared/compiler/compile';
import { diagramScene, type DiagramOptions } from '../../shared/export/figure/diagram';
import { boundsOf, type Scene } from '../../shared/export/figure/scene';
import { textWidth } from '../../shared/export/figure/text-width';
import type { ConvDocument } from '../../shared/graph/document';
import { findTemplate, templates } from '../../templates';
import { diagramOf } from './diagram-of';

const options: DiagramOptions = {
  theme: 'light',
  colors: 'color',
  sizes: true,
  operations: true,
  counts: true,
  legend: false,
};
const draw = (document: ConvDocument, change: Partial<DiagramOptions> = {}): Scene =>
  diagramScene(diagramOf(compile(document), 'hwc'), { ...options, ...change });
const texts = ({ marks }: Scene) => marks.flatMap((mark) => (mark.mark === 'text' ? [mark.text] : []));
const lenet = findTemplate('lenet5')!.document;

test('a card’s rows say what the canvas says: names, parameters, weights, and shapes where they change', () => {
  const all = texts(draw(lenet));
  for (const { name } of lenet.nodes) expect(all).toContain(name);
  expect(all).toEqual(expect.arrayContaining(['5×5 · 6 · s1 · p0', '28×28×6', '156', '48,120', '32×32×1']));
  const bare = texts(draw(lenet, { sizes: false, operations: false, counts: false }));
  expect(bare).toEqual(lenet.nodes.map(({ name }) => name));
});

test('parameters are counted as torchvision counts them, without the averages of norms', () => {
  const resnet = findTemplate('resnet18')!.document;
  const rows = diagramOf(compile(resnet), 'hwc').cards.flatMap((card) => card.rows);
  const counts = Object.fromEntries(rows.map(({ name, count }) => [name, count]));
  expect(counts).toMatchObject({ conv1: '9,408', bn1: '128', stage1: '147,968' });
});

test('frames and notes are drawn, and a colour that is none is left out', () => {
  const scene = draw({
    ...lenet,
    groups: [{ id: 'g', title: 'Features & <more>', color: 'url(https://example.org)', nodes: ['C1', 'S2'] }],
    notes: [{ id: 'n', text: 'First line\nof a note that is long enough to be broken', x: 500, y: 0 }],
  });
  expect(texts(scene)).toEqual(expect.arrayContaining(['Features & <more>', 'First line']));
  for (const mark of scene.marks) {
    const colors = mark.mark === 'text' ? [mark.color] : [mark.fill, mark.stroke];
    for (const color of colors) if (color !== null) expect(color).toMatch(/^#[0-9a-f]{6}$/);
  }
});

test.each(templates)('$name is drawn whole', ({ document }) => {
  const scene = draw(document, { legend: true });
  expect(JSON.stringify(scene.marks)).not.toMatch(/NaN|Infinity/);
  const { left, top, right, bottom } = boundsOf(scene.marks, ({ text, size, weight }) =>
    textWidth(text, size, weight),
  );
  expect(Math.min(left, top)).toBeGreaterThanOrEqual(0);
  expect(right).toBeLessThanOrEqual(scene.width);
  expect(bottom).toBeLessThanOrEqual(scene.height);
  expect(scene.width).toBeGreaterThan(300);
  // As it was laid out: a chain stands upright.
  expect(scene.width / scene.height).toBeGreaterThan(0.08);
  expect(scene.width / scene.height).toBeLessThan(5);
});
