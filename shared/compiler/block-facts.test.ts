import { describe, expect, test } from 'vitest';
import { findTemplate, templates } from '../../templates/index';
import { createChance } from '../engine/testing/chance';
import { randomGraph } from '../engine/testing/random-graph';
import { createReach } from '../engine/testing/reach';
import { acrossCopies, briefAcross } from './across-copies';
import { blockCopiesOf, blockFacts, blocksOf, copiesOf } from './block-facts';
import { compile } from './compile';
import type { Compiled } from './compiled';

const compiledTemplate = (name: string): Compiled => {
  const template = findTemplate(name);
  if (!template) throw new Error(`There is no template ${name}.`);
  return compile(template.document);
};
const resnet50 = compiledTemplate('resnet50');
const resnet18 = compiledTemplate('resnet18');

describe('a block as a whole', () => {
  test('is what torchvision counts for layer2 of ResNet-50', () => {
    expect(blockFacts(resnet50, 'stage2')).toMatchObject({
      name: 'stage2',
      title: 'Bottleneck block',
      copies: 4,
      trainable: 1_219_584,
      inputs: [{ name: 'in', shape: [56, 56, 256] }],
      outputs: [{ name: 'out', shape: [28, 28, 512] }],
    });
  });

  test('can be one copy', () => {
    expect(blockFacts(resnet50, 'stage2[0]')).toMatchObject({
      copies: 1,
      trainable: 379_392,
      inputs: [{ name: 'in', shape: [56, 56, 256] }],
      outputs: [{ name: 'out', shape: [28, 28, 512] }],
    });
    expect(blockFacts(resnet50, 'stage2[3]')?.inputs).toEqual([{ name: 'in', shape: [28, 28, 512] }]);
  });

  test('ends with the receptive field of its last layer', () => {
    const last = resnet18.layers.findLast(({ block }) => block === 'stage1');
    expect(blockFacts(resnet18, 'stage1')?.receptiveField).toEqual(last?.receptiveField);
    expect(last?.receptiveField).toEqual({ size: [43, 43], stride: [4, 4] });
  });

  test('is null where there is no such block', () => {
    for (const path of ['', 'conv1', 'stage9', 'stage2[7]', 'stage2/add1', 'constructor'])
      expect(blockFacts(resnet50, path)).toBeNull();
  });

  const random = createChance(3);
  const reach = createReach();
  const drawn = Array.from({ length: 30 }, () => randomGraph({ chance: random, reach }));
  test.each(
    [...templates.map(({ document }) => document), ...drawn].map((each) => [each.name, each] as const),
  )('the blocks of %s and what stands outside of them add up to the whole', (_, document) => {
    const compiled = compile(document);
    const outside = compiled.layers.filter(({ block }) => block === null);
    const top = blocksOf(compiled).filter(({ path }) => !path.includes('/'));
    for (const key of ['trainable', 'nonTrainable', 'macs', 'activations'] as const) {
      const sum = [...outside, ...top].reduce((total, entry) => total + entry[key], 0);
      expect(sum).toBe(compiled.totals[key]);
    }
    const layers = top.reduce((total, block) => total + block.layers, outside.length);
    expect(layers).toBe(compiled.layers.length);
    // The last copy ends like the block, unless it only passes on what enters it.
    for (const { path, copies, outputs, layers } of blocksOf(compiled)) {
      expect(layers).toBeGreaterThan(0);
      const last = blockFacts(compiled, `${path}[${copies - 1}]`);
      last?.outputs.forEach(({ shape }, i) => {
        if (shape !== null) expect(shape).toEqual(outputs[i]?.shape);
      });
    }
  });
});

describe('a layer in all its copies', () => {
  const conv = { scope: 'basic', node: 'conv1' };

  test('is every flat layer that comes from it', () => {
    expect(copiesOf(resnet18, conv)).toHaveLength(8);
    expect(copiesOf(resnet18, conv, 'stage2').map(({ id }) => id)).toEqual([
      'stage2[0]/conv1',
      'stage2[1]/conv1',
    ]);
    expect(copiesOf(resnet18, { scope: null, node: 'conv1' }).map(({ id }) => id)).toEqual(['conv1']);
    expect(copiesOf(resnet18, { scope: 'basic', node: 'nothing' })).toEqual([]);
  });

  test('shows ranges and sums', () => {
    const all = acrossCopies(resnet18, conv);
    expect(all?.params.get('filters')).toEqual([64, 128, 256, 512]);
    expect(all?.brief).toContain('64–512');
    expect(all?.trainable).toBe(copiesOf(resnet18, conv).reduce((sum, layer) => sum + layer.trainable, 0));
    const stage = acrossCopies(resnet18, conv, 'stage2');
    expect(stage?.brief).toContain('s2→1');
    expect(stage?.outputShapes).toEqual([[28, 28, 128]]);
    expect(acrossCopies(resnet18, { scope: 'basic', node: 'nothing' })).toBeNull();
  });

  test.each([
    [['3×3 · 64 · s1'], '3×3 · 64 · s1'],
    [['3×3 · 64 · s2', '3×3 · 64 · s1', '3×3 · 128 · s1'], '3×3 · 64–128 · s2→1'],
    [['same', 'valid'], 'same/valid'],
    [['a · b', 'a'], 'a · b | a'],
    [['0.5', '0.25', '0.75'], '0.25–0.75'],
  ])('%j becomes %s', (briefs, range) => {
    expect(briefAcross(briefs)).toBe(range);
  });

  test('blocks inside of blocks come once for each copy around them', () => {
    const chance = createChance(8);
    const seen = createReach();
    let nested = 0;
    for (let i = 0; i < 60; i += 1) {
      const compiled = compile(randomGraph({ chance, reach: seen }));
      for (const { path } of blocksOf(compiled)) {
        if (!path.includes('/')) continue;
        nested += 1;
        const around = path.split('/')[0] ?? '';
        const facts = blockFacts(compiled, path);
        const id = path.split('/').at(-1) ?? '';
        const scope = blockFacts(compiled, path.slice(0, path.lastIndexOf('/')))?.definition ?? null;
        expect(blockCopiesOf(compiled, { scope, node: id }, around)).toContainEqual(facts);
      }
    }
    expect(nested).toBeGreaterThan(5);
  });
});
