import { defineLayer } from './define';
import { oneCall, oneLayer } from './support/emission';
import { number } from '../schema/fields';
import { pointwise } from './support/pointwise';

export const rescaling = defineLayer({
  type: 'Rescaling',
  label: 'Rescale',
  stem: 'rescale',
  category: 'normalization',
  role: 'norm',
  icon: 'ruler',
  summary: 'Multiplies every value by a number and adds another: 1/255 brings pixels to 0–1.',
  aliases: ['scale', 'normalize pixels', 'affine'],
  params: {
    scale: number({ default: 1, step: 0.01, label: 'Scale', help: 'What every value is multiplied with.' }),
    offset: number({ default: 0, step: 0.1, label: 'Offset', help: 'What is added afterwards.' }),
  },
  ...pointwise,
  brief: ({ scale, offset }) => `× ${Number(scale.toPrecision(4))}${offset === 0 ? '' : ` + ${offset}`}`,
  lower({ scale, offset }, { inputs: [x], emit }) {
    if (!x) throw new Error('Rescaling needs an input.');
    return [emit({ op: 'unary', x, function: 'affine', scale, offset })];
  },
  keras: ({ scale, offset }) => oneLayer('Rescaling', { scale, offset }),
  pytorch: ({ scale, offset }) => oneCall(`{0} * ${scale} + ${offset}`),
});
