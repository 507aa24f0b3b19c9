import { defineLayer } from './define';
import { oneCall, oneLayer } from './support/emission';
import { fold, inferSameShapes } from './support/merging';

export const maximum = defineLayer({
  type: 'Maximum',
  label: 'Maximum',
  stem: 'maximum',
  category: 'merge',
  role: 'merge',
  icon: 'chevrons-up',
  summary: 'Keeps the largest of its branches, value by value.',
  aliases: ['max', 'maxout', 'torch.maximum'],
  params: {},
  ports: () => ({ inputs: { variadic: 'in', min: 2 }, outputs: ['out'] }),
  infer: (_, inputs) => inferSameShapes('compared', inputs),
  weights: () => [],
  window: () => null,
  macs: () => 0,
  brief: () => '',
  lower: (_, context) => [fold(context, 'maximum')],
  keras: () => oneLayer('Maximum'),
  pytorch: (_, inputs) =>
    oneCall(inputs.slice(1).reduce((text, __, i) => `torch.maximum(${text}, {${i + 1}})`, '{0}')),
});
