import { defineLayer, oneToOne } from './define';
import { unlessDefault } from './support/emission';
import { choice, integer, toggle } from '../schema/fields';
import { initializerOptions } from './support/initializers';
import { count, shapeText } from './support/words';

export const dense = defineLayer({
  type: 'Dense',
  label: 'Dense',
  stem: 'dense',
  category: 'dense',
  role: 'linear',
  features: 'units',
  icon: 'network',
  basic: 4,
  summary: 'Connects every input to every output, each with its own weight.',
  aliases: ['fully connected', 'FC', 'nn.Linear', 'Gemm', 'linear layer'],
  params: {
    units: integer({
      default: 64,
      label: 'Units',
      help: 'How many numbers come out; the last dense layer of a classifier has one per class.',
      alsoKnownAs: ['out_features'],
    }),
    useBias: toggle({
      default: true,
      label: 'Bias',
      help: 'Adds one learned number to each output.',
      alsoKnownAs: ['bias', 'use_bias'],
    }),
    learned: toggle({
      default: true,
      label: 'Learned',
      help: 'Off keeps the initial values for good: a random projection, or the fixed class codes of LeNet-5 in 1998.',
      alsoKnownAs: ['trainable', 'requires_grad'],
    }),
    kernelInitializer: choice({
      default: 'glorotUniform',
      label: 'Initializer',
      help: 'How the kernel is drawn before training; He suits ReLU.',
      options: initializerOptions,
      alsoKnownAs: ['kernel_initializer'],
    }),
  },
  ports: () => oneToOne,
  infer({ units }, [input = []]) {
    if (input.length === 1) return { shapes: [[units]], steps: [], findings: [] };
    const suggestions = [
      { kind: 'insert', label: 'Insert Flatten', port: 'in', type: 'Flatten', params: {} },
      ...(input.length === 3
        ? [
            {
              kind: 'insert',
              label: 'Insert GlobalAveragePooling2D',
              port: 'in',
              type: 'GlobalAveragePooling2D',
              params: {},
            } as const,
          ]
        : []),
    ] as const;
    return {
      shapes: [],
      steps: [],
      findings: [
        {
          severity: 'error',
          code: 'needs-vector',
          port: 'in',
          message: `Dense reads a vector, but gets a ${shapeText(input)} picture: it has to be flattened or pooled to a vector first.`,
          suggestions,
        },
      ],
    };
  },
  weights({ units, useBias, learned, kernelInitializer }, [input = []]) {
    const size = input[0] ?? 0;
    return [
      {
        name: 'kernel',
        shape: [size, units],
        trainable: learned,
        initializer: { kind: kernelInitializer, fanIn: size, fanOut: units },
        decay: true,
      },
      ...(useBias
        ? [
            {
              name: 'bias',
              shape: [units],
              trainable: learned,
              initializer: { kind: 'zeros' },
              decay: false,
            } as const,
          ]
        : []),
    ];
  },
  window: () => 'global',
  macs: ({ units }, [input = []]) => (input[0] ?? 0) * units,
  brief: ({ units, learned }) => count(units) + (learned ? '' : ' · fixed'),
  explain({ units, useBias, learned }, [input = []]) {
    const size = input[0] ?? 0;
    const bias = useBias ? ' + 1' : '';
    return {
      parameters: {
        title: learned ? 'Parameters' : 'Parameters (fixed)',
        formula: `(n_in${bias})·n_out`,
        filled: `(${size}${bias})·${units}`,
        result: count((size + (useBias ? 1 : 0)) * units),
      },
      macs: {
        title: 'MACs per image',
        formula: 'n_in·n_out',
        filled: `${size}·${units}`,
        result: count(size * units),
      },
    };
  },
  lower(_, { inputs: [x], weights: { kernel, bias }, emit }) {
    if (!x || !kernel) throw new Error('Dense needs an input and a kernel.');
    return [emit({ op: 'matMul', x, kernel, ...(bias && { bias }) })];
  },
  keras: ({ units, useBias, learned }) => ({
    kind: 'layers',
    layers: [
      {
        className: 'Dense',
        args: { units, activation: 'linear', use_bias: useBias, ...(!learned && { trainable: false }) },
        weights: [{ name: 'kernel', as: 'kernel' }, ...(useBias ? [{ name: 'bias', as: 'bias' }] : [])],
      },
    ],
  }),
  pytorch: ({ units, useBias, learned }, [input = []]) => ({
    kind: 'layers',
    layers: [
      {
        className: 'nn.Linear',
        ...(!learned && { then: 'requires_grad_(False)' }),
        positional: [input[0] ?? 0, units],
        args: unlessDefault({ bias: useBias }, { bias: true }),
        weights: [
          { name: 'kernel', as: 'weight', permutation: [1, 0] },
          ...(useBias ? [{ name: 'bias', as: 'bias' }] : []),
        ],
      },
    ],
  }),
});
