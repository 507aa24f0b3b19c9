import { defineLayer } from './define';
import { oneCall, oneLayer } from './support/emission';
import { fold, inferSameShapes } from './support/merging';

export const subtract = defineLayer({
  type: 'Subtract',
  label: 'Subtract',
  stem: 'subtract',
  category: 'merge',
  role: 'merge',
  icon: 'minus',
  summary: 'Takes the second branch from the first, value by value.',
  aliases: ['difference', 'minus', 'torch.sub'],
  params: {},
  ports: () => ({ inputs: ['a', 'b'], outputs: ['out'] }),
  infer: (_, inputs) => inferSameShapes('subtracted', inputs, (index) => (index === 0 ? 'a' : 'b')),
  weights: () => [],
  window: () => null,
  macs: () => 0,
  brief: () => '',
  lower: (_, context) => [fold(context, 'subtract')],
  keras: () => oneLayer('Subtract'),
  pytorch: () => oneCall('{0} - {1}'),
});
