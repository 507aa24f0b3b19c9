import { defineLayer } from './define';
import { oneCall } from './support/emission';
import { fold, inferSameShapes } from './support/merging';

export const add = defineLayer({
  type: 'Add',
  label: 'Add',
  stem: 'add',
  category: 'merge',
  role: 'merge',
  icon: 'plus',
  summary: 'Adds branches value by value: the heart of a residual connection.',
  aliases: ['residual', 'skip connection', 'shortcut', 'sum', 'torch.add'],
  params: {},
  ports: () => ({ inputs: { variadic: 'in', min: 2 }, outputs: ['out'] }),
  infer: (_, inputs) => inferSameShapes('added', inputs),
  weights: () => [],
  window: () => null,
  macs: () => 0,
  brief: () => '',
  lower: (_, context) => [fold(context, 'add')],
  keras: () => ({ kind: 'layers', layers: [{ className: 'Add', args: {}, weights: [] }] }),
  pytorch: (_, inputs) => oneCall(inputs.map((__, i) => `{${i}}`).join(' + ')),
});
