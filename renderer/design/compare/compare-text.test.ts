import { expect, test } from 'vitest';
import { compare } from '../../../shared/compiler/compare/compare';
import { createCompiler } from '../../../shared/compiler/compile';
import { applyEdits } from '../../../shared/graph/apply';
import { removeAndHeal } from '../../../shared/graph/create';
import { lenet5 } from '../../../templates/lenet5';
import { comparisonMarkdown, comparisonPlain } from './compare-text';

const compiler = createCompiler();
const before = lenet5.document;
const after = applyEdits(before, [
  { edit: 'setParams', id: 'C1', params: { filters: 12 } },
  { edit: 'renameNode', id: 'C1', name: 'a|b' },
  { edit: 'setTraining', training: { epochs: 9 } },
  ...removeAndHeal(before, ['tanh6']),
]);
const named = {
  left: 'Old',
  right: 'New',
  comparison: compare(compiler.compile(before), compiler.compile(after)),
};

test('the Markdown has exact totals and every layer that differs', () => {
  const text = comparisonMarkdown(named);
  expect(text).toContain('# Old → New\n\n|  | Old | New | Difference |\n| --- | ---: | ---: | ---: |');
  expect(text).toContain('| Trainable parameters | 61,706 | 64,262 | +2,556 |');
  expect(text).toContain('- Training: epochs ');
  expect(text).toContain('| Changed | a\\|b | Conv2D | Name C1 → a\\|b; Filters 6 → 12 | +156 | +117,600 |');
  expect(text).toContain('| Removed | tanh6 | Activation |');
  expect(text).not.toContain('Same');
});

test('plain text is aligned, and says where nothing differs', () => {
  const lines = comparisonPlain(named).split('\n');
  const head = lines.findIndex((line) => line.startsWith('Difference  Layer'));
  expect(lines[head]?.indexOf('Layer')).toBe(lines[head + 1]?.indexOf('a|b') ?? -1);
  const same = { ...named, comparison: compare(compiler.compile(before), compiler.compile(before)) };
  expect(comparisonPlain(same)).toContain('No layer differs.');
});
