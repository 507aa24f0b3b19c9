import { defineLayer } from './define';
import { oneLayer, unlessDefault } from './support/emission';
import { integer, number } from '../schema/fields';
import { pointwise, refuse } from './support/pointwise';
import { notAPicture } from './support/windows';

/**
 * Krizhevsky, Sutskever & Hinton, "ImageNet classification with deep CNNs" (2012), section 3.3:
 * x / (k + α·Σx²)^β over `size` neighbouring channels. PyTorch divides α by the size, the paper and TensorFlow do not.
 */
export const localResponseNormalization = defineLayer({
  type: 'LocalResponseNormalization',
  label: 'Local response norm',
  stem: 'lrn',
  category: 'normalization',
  role: 'norm',
  icon: 'waves',
  summary: 'Damps a value where neighbouring channels answer strongly at the same place, as AlexNet does.',
  aliases: ['LRN', 'nn.LocalResponseNorm', 'cross channel normalization'],
  shorthand: { amount: 'size' },
  params: {
    size: integer({
      default: 5,
      max: 512,
      label: 'Channels',
      help: 'How many neighbouring channels count.',
      alsoKnownAs: ['n', 'depth_radius'],
    }),
    alpha: number({
      default: 0.0001,
      min: 0,
      max: 10,
      step: 0.0001,
      label: 'Alpha',
      help: 'How strongly they damp. PyTorch’s alpha is this times the number of channels.',
    }),
    beta: number({ default: 0.75, min: 0, max: 5, step: 0.05, label: 'Beta', help: 'The exponent.' }),
    bias: number({
      default: 2,
      min: 0.1,
      max: 100,
      step: 0.5,
      label: 'Bias (k)',
      help: 'Added before the exponent; 2 in the paper, 1 in PyTorch.',
      alsoKnownAs: ['k'],
    }),
  },
  ...pointwise,
  infer(_, [input = []]) {
    const wrong = notAPicture('LocalResponseNormalization', input);
    return wrong ? refuse(wrong) : { shapes: [input], steps: [], findings: [] };
  },
  brief: ({ size }) => `n ${size}`,
  lower({ size, alpha, beta, bias }, { inputs: [x], emit }) {
    if (!x) throw new Error('LocalResponseNormalization needs an input.');
    const [height = 1, width = 1, channels = 1] = x.shape;
    // The channels as the width of a picture with one channel, so that pooling goes along them.
    const square = emit({ op: 'unary', x, function: 'square' });
    const lines = emit({ op: 'reshape', x: square, shape: [height * width, channels, 1] });
    const before = Math.floor(size / 2);
    const averages =
      size === 1
        ? lines
        : emit({
            op: 'averagePool',
            x: emit({
              op: 'pad',
              x: lines,
              padding: [0, 0, before, size - 1 - before],
              mode: 'constant',
              value: 0,
            }),
            size: [1, size],
            strides: [1, 1],
            padding: [0, 0, 0, 0],
            outputSize: [height * width, channels],
            countIncludePad: false,
          });
    const base = emit({ op: 'unary', x: averages, function: 'affine', scale: alpha * size, offset: bias });
    const log = emit({ op: 'unary', x: base, function: 'log' });
    const exponent = emit({ op: 'unary', x: log, function: 'affine', scale: -beta, offset: 0 });
    const factor = emit({ op: 'unary', x: exponent, function: 'exp' });
    const picture = emit({ op: 'reshape', x: factor, shape: x.shape });
    return [emit({ op: 'binary', a: x, b: picture, function: 'multiply' })];
  },
  keras: ({ size, alpha, beta, bias }) => ({
    kind: 'steps',
    steps: [
      {
        call: `local_response_norm({0}, size=${size}, bias=${bias}, alpha=${alpha}, beta=${beta})`,
        helper: kerasHelper,
      },
    ],
  }),
  tfjs: () => ({
    kind: 'unsupported',
    reason:
      'No layer of TensorFlow.js raises to a power. Take it out or put batch normalization in its place, and train again.',
  }),
  pytorch: ({ size, alpha, beta, bias }) =>
    oneLayer(
      'nn.LocalResponseNorm',
      unlessDefault(
        { alpha: Number((alpha * size).toPrecision(8)), beta, k: bias },
        { alpha: 0.0001, beta: 0.75, k: 1 },
      ),
      [size],
    ),
});

/** Keras has no such layer. */
const kerasHelper = `def local_response_norm(x, size, bias, alpha, beta):
    before = size // 2
    sides = ((0, 0), (0, 0), (0, 0), (before, size - 1 - before))
    squares = keras.ops.pad(keras.ops.square(x), sides)
    total = sum(squares[:, :, :, k : k + x.shape[3]] for k in range(size))
    return x / (bias + alpha * total) ** beta`;
