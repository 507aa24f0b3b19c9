import { expect, test } from 'vitest';
import { compile } from '../../../shared/compiler/compile';
import { generateCode } from '../../../shared/export/code/generate-code';
import { findTemplate } from '../../../templates';
import { lineNodes } from './line-nodes';

const { document } = findTemplate('resnet18') ?? { document: undefined };
if (!document) throw new Error('There is no ResNet-18.');
const { lines } = generateCode(compile(document), 'keras');
const at = (text: string): number => lines.findIndex((line) => line.text.includes(text));

test('a line of the network is its layer or block, a line of a function every block that it is called for', () => {
  const nodes = lineNodes(document, lines, null);
  expect(nodes[at('Dense(1000)')]).toEqual({ own: ['dense1'], around: [] });
  expect(nodes[at('for i in range(2):  # stage2')]).toEqual({ own: ['stage2'], around: [] });
  expect(nodes[at('# project')]).toEqual({ own: [], around: ['stage1', 'stage2', 'stage3', 'stage4'] });
  expect(nodes[at('import keras')]).toEqual({ own: [], around: [] });
});

test('inside of an open block its own lines are its layers', () => {
  const nodes = lineNodes(document, lines, 'basic');
  expect(nodes[at('# project')]?.own).toContain('project');
  expect(nodes[at('Dense(1000)')]).toEqual({ own: [], around: [] });
});
