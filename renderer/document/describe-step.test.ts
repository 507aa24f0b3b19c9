import { expect, test } from 'vitest';
import type { ConvDocument } from '../../shared/graph/document';
import { emptyDocument } from '../../shared/graph/document';
import { describeStep, type Moment } from './describe-step';

function drawn(names: readonly string[], parameters: number): Moment {
  const nodes = names.map((name) => ({ id: name, type: 'Conv2D', name, params: {} }));
  const edges = names.slice(1).map((target, i) => ({
    source: names[i] ?? '',
    sourcePort: 'out',
    target,
    targetPort: 'in',
  }));
  const document: ConvDocument = { ...emptyDocument(), nodes, edges };
  return { document, parameters };
}

const before = drawn(['conv1', 'pool1'], 61_706);
const after = drawn(['conv1', 'pool1', 'conv3'], 63_122);

test('what came, where, and what it costs', () => {
  expect(describeStep('done', 'Add Conv2D', before, after)).toBe(
    'Added conv3 after pool1. 61,706 to 63,122 parameters.',
  );
});

test('undo and redo say which step, and what that did', () => {
  expect(describeStep('undone', 'Add Conv2D', after, before)).toBe(
    'Undone: Add Conv2D. Removed conv3. 63,122 to 61,706 parameters.',
  );
  expect(describeStep('redone', 'Add Conv2D', before, after)).toBe(
    'Redone: Add Conv2D. Added conv3 after pool1. 61,706 to 63,122 parameters.',
  );
});

test('a step that neither adds nor removes says its label', () => {
  const wider = { ...before, parameters: 70_000 };
  expect(describeStep('done', 'Set filters of conv1 to 8', before, wider)).toBe(
    'Set filters of conv1 to 8. 61,706 to 70,000 parameters.',
  );
  expect(describeStep('done', 'Move conv1', before, before)).toBe('Move conv1.');
});

test('many layers are counted, and what takes the place of others is said of both', () => {
  const many = drawn(['a', 'b', 'c', 'd'], 0);
  expect(describeStep('done', 'Paste 4 layers', drawn([], 0), many)).toBe('Added 4 layers.');
  expect(describeStep('done', 'Replace', drawn(['a', 'b'], 5), drawn(['c', 'd'], 5))).toBe(
    'Added c and d. Removed a and b.',
  );
});
