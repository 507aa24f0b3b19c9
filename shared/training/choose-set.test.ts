import { expect, test } from 'vitest';
import { compile } from '../compiler/compile';
import { findDataset } from '../data/catalogue';
import { findTemplate } from '../../templates/index';
import { choiceOf } from './choose-set';

function chosen(template: string, dataset: string) {
  const network = findTemplate(template);
  const set = findDataset(dataset);
  if (!network || !set) throw new Error(`There is no ${template} or no ${dataset}.`);
  return choiceOf(set, compile(network.document));
}

test('pictures of 8×8 are stretched to an input of 28×28, and of 28×28 to one of 224×224', () => {
  expect(chosen('lenet5_modern', 'digits')).toEqual({ dataset: 'digits', fit: 'resize' });
  expect(chosen('vgg16', 'fashion-mnist')).toEqual({ dataset: 'fashion-mnist', fit: 'resize' });
});

test('where a border does, as LeNet has it, the fit stays', () => {
  expect(chosen('lenet5_modern', 'fashion-mnist')).toEqual({ dataset: 'fashion-mnist' });
  // 28×28 in 32×32, as in the paper.
  expect(chosen('lenet5', 'fashion-mnist')).toEqual({ dataset: 'fashion-mnist' });
});
