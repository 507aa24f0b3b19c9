import { expect, test } from 'vitest';
import { compile } from '../../../shared/compiler/compile';
import { findTemplate } from '../../../templates';
import { blockBrief } from './block-brief';
import { hasShortcut } from './ShortcutMark';

/** The layers of a block, as its row has them. */
function inside(template: string, block: string) {
  const { layers } = compile(findTemplate(template)!.document);
  return layers.filter(({ origin, block: id }) => id === block && origin.scope !== null);
}
const briefOf = (template: string, block: string): string => blockBrief(inside(template, block));

test('windows stand apart, also where words are set closely', () => {
  expect(briefOf('resnet18', 'stage1')).toBe('3×3 · 64');
  expect(briefOf('resnet18', 'stage2')).toBe('1×1, 3×3 · 128');
});

test('a residual block says so before it is opened, and one whose branches are joined does not', () => {
  expect(hasShortcut(inside('resnet18', 'stage2'))).toBe(true);
  expect(hasShortcut(inside('googlenet', 'inception3a'))).toBe(false);
});
