import { defineLayer, oneToOne } from './define';
import type { EmittedLayer } from './support/emission';
import { choice, number, type ParamsOf } from './support/fields';

const params = {
  activation: choice({
    default: 'relu',
    label: 'Function',
    help: 'What is done to every value; without one, layers in a row could do no more than a single one.',
    options: [
      { value: 'relu', label: 'ReLU' },
      { value: 'leakyRelu', label: 'Leaky ReLU' },
      { value: 'elu', label: 'ELU' },
      { value: 'selu', label: 'SELU' },
      { value: 'gelu', label: 'GELU' },
      { value: 'swish', label: 'Swish (SiLU)' },
      { value: 'sigmoid', label: 'Sigmoid' },
      { value: 'tanh', label: 'Tanh' },
      { value: 'softmax', label: 'Softmax' },
      { value: 'linear', label: 'Linear (none)' },
    ],
  }),
  negativeSlope: number({
    default: 0.3,
    min: 0,
    max: 1,
    step: 0.01,
    label: 'Negative slope',
    help: 'What values below zero are multiplied with. Keras takes 0.3, PyTorch 0.01.',
    alsoKnownAs: ['alpha', 'negative_slope'],
    when: ({ activation }) => activation === 'leakyRelu',
  }),
  alpha: number({
    default: 1,
    min: 0,
    max: 10,
    step: 0.1,
    label: 'Alpha',
    help: 'Far below zero the function ends at −alpha.',
    when: ({ activation }) => activation === 'elu',
  }),
};

export const activation = defineLayer({
  type: 'Activation',
  label: 'Activation',
  stem: 'act',
  category: 'activation',
  role: 'activation',
  icon: 'activity',
  summary: 'Bends every value with a function, so that layers in a row can learn more than one alone.',
  aliases: [
    'ReLU',
    'LeakyReLU',
    'ELU',
    'SELU',
    'GELU',
    'SiLU',
    'Swish',
    'Sigmoid',
    'Tanh',
    'Softmax',
    'nonlinearity',
  ],
  params,
  ports: () => oneToOne,
  infer: (_, [input = []]) => ({ shapes: [input], steps: [], findings: [] }),
  weights: () => [],
  window: () => null,
  macs: () => 0,
  brief: ({ activation, negativeSlope, alpha }) => {
    const label = optionLabel(activation);
    if (activation === 'leakyRelu') return `${label} · ${negativeSlope}`;
    return activation === 'elu' && alpha !== 1 ? `${label} · ${alpha}` : label;
  },
  lower({ activation, negativeSlope, alpha }, { inputs: [x], emit }) {
    if (!x) throw new Error('Activation needs an input.');
    switch (activation) {
      case 'linear':
        return [x];
      case 'softmax':
        return [emit({ op: 'softmax', x })];
      case 'leakyRelu':
        return [emit({ op: 'unary', x, function: 'leakyRelu', alpha: negativeSlope })];
      case 'elu':
        return [emit({ op: 'unary', x, function: 'elu', alpha })];
      default:
        return [emit({ op: 'unary', x, function: activation })];
    }
  },
  keras: (params) => ({ kind: 'layers', layers: [kerasLayer(params)] }),
});

function optionLabel(value: string): string {
  const { widget } = params.activation;
  return (
    (widget.kind === 'choice' && widget.options.find((option) => option.value === value)?.label) || value
  );
}

function kerasLayer({ activation, negativeSlope, alpha }: ParamsOf<typeof params>): EmittedLayer {
  switch (activation) {
    case 'leakyRelu':
      return { className: 'LeakyReLU', args: { alpha: negativeSlope }, weights: [] };
    case 'elu':
      return { className: 'ELU', args: { alpha }, weights: [] };
    default:
      return { className: 'Activation', args: { activation }, weights: [] };
  }
}
