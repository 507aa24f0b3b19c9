import { expect, test } from 'vitest';
import { compile } from '../../../shared/compiler/compile';
import { findTemplate } from '../../../templates';
import { blockBrief } from './block-brief';

/** Of the layers of a block, as its row has them. */
function briefOf(template: string, block: string): string {
  const { layers } = compile(findTemplate(template)!.document);
  return blockBrief(layers.filter(({ origin, block: id }) => id === block && origin.scope !== null));
}

test('windows stand apart, also where words are set closely', () => {
  expect(briefOf('resnet18', 'stage1')).toBe('3×3 · 64');
  expect(briefOf('resnet18', 'stage2')).toBe('1×1, 3×3 · 128');
});
