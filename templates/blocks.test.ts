/** Every block that ships with the app works where it is put. */
import { describe, expect, test } from 'vitest';
import { compile } from '../shared/compiler/compile';
import { parseBlock, serializeBlock } from '../shared/format/block-file';
import { parseDocument, serializeDocument } from '../shared/format/document-format';
import { applyEdits } from '../shared/graph/apply';
import { useDefinition } from '../shared/graph/definitions';
import { dissolveAll } from '../shared/graph/dissolve-block';
import type { ConvDocument } from '../shared/graph/document';
import { shippedBlocks, type ShippedBlock } from './blocks';
import { conv, dense, globalPool, network } from './drawing';
import { findTemplate } from './index';
import { expectOneStep } from './testing/one-step';

/** Behind a convolution with 64 channels, which a block is told where it must know. */
function around(block: ShippedBlock, repeat = 1): ConvDocument {
  const channels = 64;
  const drawn = network('Small', '', [16, 16, 3], {}, (g, input) =>
    dense(g, globalPool(g, conv(g, input, { filters: channels, size: 3 }, { name: 'first' })), 4),
  );
  const { edits, definition } = useDefinition(drawn, block);
  const into = drawn.edges.find(({ source }) => source === 'first');
  if (!into) throw new Error('Nothing follows the first convolution.');
  return applyEdits(drawn, [
    ...edits,
    {
      edit: 'addNode',
      node: {
        id: 'part',
        type: 'Block',
        name: 'part',
        params: {},
        definition,
        args: { ...block.args, ...(block.channels !== null && { [block.channels]: channels }) },
        repeat,
      },
    },
    { edit: 'disconnect', edge: into },
    { edit: 'connect', edge: { ...into, target: 'part', targetPort: 'in' } },
    { edit: 'connect', edge: { ...into, source: 'part' } },
  ]);
}

describe.each(shippedBlocks)('$title', (block) => {
  test('fits and can be repeated', () => {
    for (const repeat of [1, 2]) {
      const document = around(block, repeat);
      const problems = compile(document).diagnostics.filter(({ severity }) => severity !== 'advice');
      expect(problems).toEqual([]);
      expect(parseDocument(serializeDocument(document))).toEqual(document);
      const flat = applyEdits(document, dissolveAll(document).edits);
      expect(compile(flat).totals).toEqual(compile(document).totals);
    }
  });

  test('trains one step', async () => {
    await expectOneStep(around(block));
  });

  test('says what it is and what its parameters mean', () => {
    expect(block.summary).toMatch(/^[A-Z0-9].*\.$/);
    expect(block.reference).toMatch(/\(\d{4}\)$/);
    for (const { label, help } of block.definition.params) {
      expect(label).toMatch(/^[A-Z]/);
      expect(help).toMatch(/^[A-Z0-9].*\.$/);
    }
  });

  test('survives a file of its own', () => {
    const { title: name, definition, definitions } = block;
    expect(parseBlock(serializeBlock({ name, definition, definitions }))).toEqual({
      name,
      definition,
      definitions,
    });
  });
});

test('a block that the network is made of already is used again', () => {
  const pairs = [
    ['resnet18', 'basic', 'basic'],
    ['resnet50', 'bottleneck', 'bottleneck'],
    ['squeezenet1_0', 'fire', 'fire'],
    ['mobilenet_v2', 'inverted-residual', 'inverted'],
    ['mobilenet_v1', 'depthwise-separable', 'separable'],
    ['googlenet', 'inception', 'inception'],
    ['densenet121', 'dense-layer', 'dense'],
    ['unet', 'double-convolution', 'double'],
  ] as const;
  for (const [template, name, id] of pairs) {
    const block = shippedBlocks.find((entry) => entry.name === name);
    const document = findTemplate(template)?.document;
    if (!block || !document) throw new Error(`${name} or ${template} is missing.`);
    expect(useDefinition(document, block)).toEqual({ edits: [], definition: id });
  }
});

test('a VGG block has as many convolutions as its parameter says', () => {
  const vgg = shippedBlocks.find(({ name }) => name === 'vgg');
  if (!vgg) throw new Error('There is no VGG block.');
  for (const n of [1, 2, 4]) {
    const { layers } = compile(around({ ...vgg, args: { n, filters: 8 } }));
    expect(layers.filter(({ type, block }) => block === 'part' && type === 'Conv2D')).toHaveLength(n);
  }
});
