import { describe, expect, test } from 'vitest';
import { findTemplate } from '../../templates';
import { dissolveBlock } from './dissolve-block';
import type { ConvDocument } from './document';
import { startHistory, transact, undo } from './history';
import { makeBlock } from './make-block';

const freeze = (document: ConvDocument, ...frozen: string[]): ConvDocument => ({
  ...document,
  training: { ...document.training, frozen },
});

const lenet = (): ConvDocument => {
  const template = findTemplate('lenet5_modern');
  if (template === undefined) throw new Error('There is no LeNet.');
  return template.document;
};

describe('frozen layers', () => {
  test('follow into a block and out of it, and Undo brings their old ids back', () => {
    const document = freeze(lenet(), 'conv1', 'fc1');
    const grouped = transact(startHistory(document), 'Make block', makeBlock(document, ['conv1']));
    const [inside, other] = grouped.document.training.frozen;
    expect(inside).toMatch(/^\w+\/conv1$/);
    expect(other).toBe('fc1');
    expect(undo(grouped).document.training.frozen).toEqual(['conv1', 'fc1']);
    const block = inside?.split('/')[0] ?? '';
    const apart = transact(grouped, 'Dissolve block', dissolveBlock(grouped.document, block));
    expect(apart.document.training.frozen).toEqual(['conv1', 'fc1']);
  });

  test('of a frozen block stay frozen when it is dissolved', () => {
    const start = lenet();
    const grouped = transact(startHistory(start), 'Make block', makeBlock(start, ['conv1']));
    const block = grouped.document.nodes.find(({ type }) => type === 'Block')?.id ?? '';
    const frozen = freeze(grouped.document, block);
    const apart = transact(startHistory(frozen), 'Dissolve block', dissolveBlock(frozen, block));
    expect(apart.document.training.frozen).toEqual(['conv1']);
  });
});
