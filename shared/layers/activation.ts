import { defineLayer, oneToOne } from './define';
import { oneCall, type EmittedLayer } from './support/emission';
import { choice, number, type ParamsOf } from '../schema/fields';
import type { OpEmitter, Value } from './support/primitives';
import { acrossChannels } from './support/readings';

const functions = [
  { value: 'relu', label: 'ReLU' },
  { value: 'leakyRelu', label: 'Leaky ReLU' },
  { value: 'relu6', label: 'ReLU6' },
  { value: 'elu', label: 'ELU' },
  { value: 'selu', label: 'SELU' },
  { value: 'gelu', label: 'GELU' },
  { value: 'swish', label: 'Swish (SiLU)' },
  { value: 'hardSwish', label: 'Hard swish' },
  { value: 'sigmoid', label: 'Sigmoid' },
  { value: 'hardSigmoid', label: 'Hard sigmoid' },
  { value: 'tanh', label: 'Tanh' },
  { value: 'softmax', label: 'Softmax' },
  { value: 'linear', label: 'Linear (none)' },
] as const;

const params = {
  activation: choice({
    default: 'relu',
    label: 'Function',
    help: 'What is done to every value; without one, layers in a row could do no more than a single one.',
    options: functions,
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
    'ReLU6',
    'ELU',
    'SELU',
    'GELU',
    'SiLU',
    'Swish',
    'Sigmoid',
    'Hardswish',
    'Hardsigmoid',
    'Tanh',
    'Softmax',
    'nonlinearity',
  ],
  shorthand: {
    words: {
      act: {},
      relu: { activation: 'relu' },
      leakyrelu: { activation: 'leakyRelu' },
      lrelu: { activation: 'leakyRelu' },
      relu6: { activation: 'relu6' },
      elu: { activation: 'elu' },
      selu: { activation: 'selu' },
      gelu: { activation: 'gelu' },
      swish: { activation: 'swish' },
      silu: { activation: 'swish' },
      hardswish: { activation: 'hardSwish' },
      sigmoid: { activation: 'sigmoid' },
      hardsigmoid: { activation: 'hardSigmoid' },
      tanh: { activation: 'tanh' },
      softmax: { activation: 'softmax' },
    },
  },
  presets: functions
    .filter(({ value }) => value !== 'linear')
    .map(({ value, label }) => ({
      label,
      params: { activation: value },
      ...(value === 'relu' && { basic: 2 }),
    })),
  params,
  ports: () => oneToOne,
  infer: (_, [input = []]) => ({ shapes: [input], steps: [], findings: [] }),
  weights: () => [],
  window: ({ activation }, [input = []]) => (activation === 'softmax' ? acrossChannels(input) : null),
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
      case 'relu6':
        return [emit({ op: 'unary', x, function: 'clip', min: 0, max: 6 })];
      case 'hardSigmoid':
        return [hardSigmoid(x, emit)];
      case 'hardSwish':
        return [emit({ op: 'binary', a: x, b: hardSigmoid(x, emit), function: 'multiply' })];
      case 'elu':
        return [emit({ op: 'unary', x, function: 'elu', alpha })];
      default:
        return [emit({ op: 'unary', x, function: activation })];
    }
  },
  probabilities: ({ activation: name }) => (name === 'softmax' || name === 'sigmoid' ? name : null),
  keras: (params) => ({ kind: 'layers', layers: [kerasLayer(params)] }),
  pytorch: (params) => oneCall(...torchCall(params)),
});

/** Howard et al., "Searching for MobileNetV3" (2019): ReLU6(x + 3) / 6. */
function hardSigmoid(x: Value, emit: OpEmitter): Value {
  const line = emit({ op: 'unary', x, function: 'affine', scale: 1 / 6, offset: 1 / 2 });
  return emit({ op: 'unary', x: line, function: 'clip', min: 0, max: 1 });
}

function optionLabel(value: string): string {
  return functions.find((option) => option.value === value)?.label ?? value;
}

function kerasLayer({ activation, negativeSlope, alpha }: ParamsOf<typeof params>): EmittedLayer {
  switch (activation) {
    case 'leakyRelu':
      return { className: 'LeakyReLU', args: { alpha: negativeSlope }, weights: [] };
    case 'elu':
      return { className: 'ELU', args: { alpha }, weights: [] };
    case 'relu6':
      return { className: 'ReLU', args: { max_value: 6 }, weights: [] };
    case 'hardSwish':
    case 'hardSigmoid':
      // Keras 3's names; Keras 2 and tfjs slope their hard sigmoid by 0.2 instead of 1/6.
      return {
        className: 'Activation',
        args: { activation: activation === 'hardSwish' ? 'hard_swish' : 'hard_sigmoid' },
        weights: [],
      };
    default:
      return { className: 'Activation', args: { activation }, weights: [] };
  }
}

/** As a function, and as a module object. */
function torchCall({
  activation,
  negativeSlope,
  alpha,
}: ParamsOf<typeof params>): readonly [call: string, module: string] {
  switch (activation) {
    case 'linear':
      return ['{0}', 'nn.Identity()'];
    case 'leakyRelu':
      return [`F.leaky_relu({0}, ${negativeSlope})`, `nn.LeakyReLU(${negativeSlope})`];
    case 'elu':
      return alpha === 1
        ? ['F.elu({0})', 'nn.ELU()']
        : [`F.elu({0}, alpha=${alpha})`, `nn.ELU(alpha=${alpha})`];
    case 'swish':
      return ['F.silu({0})', 'nn.SiLU()'];
    case 'hardSwish':
      return ['F.hardswish({0})', 'nn.Hardswish()'];
    case 'hardSigmoid':
      return ['F.hardsigmoid({0})', 'nn.Hardsigmoid()'];
    case 'softmax':
      return ['F.softmax({0}, dim=1)', 'nn.Softmax(dim=1)'];
    case 'sigmoid':
      return ['torch.sigmoid({0})', 'nn.Sigmoid()'];
    case 'tanh':
      return ['torch.tanh({0})', 'nn.Tanh()'];
    default:
      return [`F.${activation}({0})`, `nn.${torchNames[activation] ?? activation}()`];
  }
}

const torchNames: Readonly<Record<string, string>> = {
  relu: 'ReLU',
  relu6: 'ReLU6',
  selu: 'SELU',
  gelu: 'GELU',
};
