import { defineLayer } from './define';
import { oneCall, oneLayer } from './support/emission';
import { fold, inferSameShapes } from './support/merging';

export const average = defineLayer({
  type: 'Average',
  label: 'Average',
  stem: 'average',
  category: 'merge',
  role: 'merge',
  icon: 'divide',
  summary: 'Averages its branches value by value.',
  aliases: ['mean', 'ensemble', 'torch.mean'],
  params: {},
  ports: () => ({ inputs: { variadic: 'in', min: 2 }, outputs: ['out'] }),
  infer: (_, inputs) => inferSameShapes('averaged', inputs),
  weights: () => [],
  window: () => null,
  macs: () => 0,
  brief: () => '',
  lower: (_, context) => [
    context.emit({
      op: 'unary',
      x: fold(context, 'add'),
      function: 'affine',
      scale: 1 / context.inputs.length,
    }),
  ],
  keras: () => oneLayer('Average'),
  pytorch: (_, inputs) => oneCall(`(${inputs.map((__, i) => `{${i}}`).join(' + ')}) / ${inputs.length}`),
});
