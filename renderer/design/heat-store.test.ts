import { expect, test } from 'vitest';
import { findTemplate } from '../../templates';
import { DocumentStore } from '../document/document-store';
import { HeatStore } from './heat-store';

const heatOf = (template: string): HeatStore => {
  const document = findTemplate(template)?.document;
  if (!document) throw new Error(`There is no ${template}.`);
  return new HeatStore(new DocumentStore(document, { notify: () => undefined }));
};

test('the largest has the whole bar, and the scale says what it is', () => {
  const heat = heatOf('lenet5');
  expect(heat.of('C5')).toBeUndefined();
  heat.toggle();
  // C5 has 48,120 of the 61,706 parameters, C1 156.
  expect(heat.of('C5')).toMatchObject({ share: 1, tone: 1, text: '48,120 parameters' });
  expect(heat.of('C1')?.share).toBeCloseTo(156 / 48_120, 10);
  expect(heat.scale).toEqual({ least: '156 parameters', most: '48,120 parameters' });
  heat.show('macs');
  // C3: 10·10 places of 5·5·6 weights for each of 16 maps.
  expect(heat.of('C3')).toMatchObject({ share: 1, text: '240 kMACs' });
  heat.toggle();
  expect(heat.scale).toBeNull();
  heat.toggle();
  expect(heat.quantity).toBe('macs');
});

test('what sees everything is as warm as can be', () => {
  const heat = heatOf('lenet5');
  heat.show('field');
  expect(heat.of('C1')).toMatchObject({ text: '5 px' });
  expect(heat.of('F6')).toMatchObject({ share: 1, text: 'the whole input' });
});

test('blocks have what is in them', () => {
  const heat = heatOf('resnet50');
  heat.show('params');
  expect(Math.max(...['stage1', 'stage2', 'stage3', 'stage4'].map((id) => heat.of(id)?.share ?? 0))).toBe(1);
});
