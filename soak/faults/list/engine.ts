/** What computes: our kernels, their planner, TensorFlow.js behind them. */
import type { FaultGroup } from '../fault';

const primitivesTest = 'shared/engine/primitives.test.ts';
const executorTest = 'shared/engine/executor.test.ts';
const kernels = 'shared/engine/wasm/kernels';

export const engineGroups: readonly FaultGroup[] = [
  {
    name: 'kernels',
    title: 'A kernel must compute what its formula says, forward and back',
    seen: 'Kinds that the review of code names for the engine: gradients, padding, shares of threads.',
    faults: [
      {
        name: 'norm-gradient-without-gamma',
        file: `${kernels}/normalization.ts`,
        text: 'b = (-slope * load<f32>(address(p, NormCoefficientsOperand.R) + at) * gamma) / rows;',
        replacement: 'b = 0;',
        harm: 'Batch normalization learns by a wrong gradient: the loss falls, but never as far.',
        caughtBy: { file: primitivesTest, title: 'batchNorm' },
      },
      {
        name: 'average-over-the-padding',
        file: `${kernels}/pooling.ts`,
        text: 'const rows = min(y0 + tall, height) - max(0, y0);',
        replacement: 'const rows = min(y0 + tall, height) - y0;',
        harm: 'At the border an average is too small, so that pictures darken at their edges.',
        caughtBy: { file: primitivesTest, title: 'averagePool' },
      },
      {
        name: 'maximum-gradient-misplaced',
        file: `${kernels}/pooling.ts`,
        text: 'place = v128.bitselect(i32x4.splat(i * wide + j), place, larger);',
        replacement: 'place = v128.bitselect(i32x4.splat(j * wide + i), place, larger);',
        harm: 'The gradient of a maximum goes to another pixel than the one that was largest.',
        caughtBy: { file: primitivesTest, title: 'maxPool' },
      },
      {
        name: 'depthwise-padded-by-the-top',
        file: 'shared/engine/wasm/primitives/products.ts',
        text: '  Left: padding[2],',
        replacement: '  Left: padding[0],',
        harm: 'A depthwise convolution that is padded otherwise at the left than at the top shifts its picture.',
        caughtBy: {
          file: 'shared/engine/layer-contract.test.ts',
          title: 'DepthwiseConv2D agrees with its definition, forward',
        },
      },
      {
        name: 'weight-gradient-one-row-short',
        file: `${kernels}/weight-gradient.ts`,
        text: 'if (rows > 5) addTo(to + 5 * toRow, c50, c51, columns);',
        replacement: 'if (rows > 6) addTo(to + 5 * toRow, c50, c51, columns);',
        harm: 'Every sixth input of a layer never learns, which nobody sees from the loss.',
        caughtBy: { file: 'shared/engine/wasm/epoch.test.ts' },
      },
      {
        name: 'threads-leave-the-last-item',
        file: `${kernels}/operands.ts`,
        text: 'return <i32>((<i64>count * thread) / threads);',
        replacement: 'return threads === 1 ? count * thread : (count / threads) * thread;',
        harm: 'With two threads the last rows of a batch are not computed, and nothing is said.',
        caughtBy: { file: 'shared/engine/wasm/threads.test.ts' },
      },
      {
        name: 'decay-without-the-rate',
        file: `${kernels}/optimizer.ts`,
        text: 'decay = splat(float(p, AdamOperand.Rate) * float(p, AdamOperand.Decay));',
        replacement: 'decay = splat(float(p, AdamOperand.Decay));',
        harm: 'AdamW draws weights to zero a thousand times as hard as PyTorch and Keras do.',
        caughtBy: { file: 'shared/engine/optimizer.test.ts' },
      },
    ],
  },
  {
    name: 'random-numbers',
    title: 'What is drawn must follow from the seed, the step and the place',
    seen: 'What the review of code calls one of the five best: numbers by seed, step and place.',
    faults: [
      {
        name: 'same-mask-each-step',
        file: 'shared/engine/random.ts',
        text: 'mix(mix(hashText(id) ^ seedLow) + step)',
        replacement: 'mix(mix(hashText(id) ^ seedLow))',
        harm: 'Dropout leaves out the same values at every step, so that half of the network is never trained.',
        caughtBy: { file: executorTest, title: 'differ from step to step' },
      },
      {
        name: 'other-numbers-in-the-kernel',
        file: `${kernels}/random.ts`,
        text: 'return mix(mix(element + low) ^ high);',
        replacement: 'return mix(mix(element ^ low) ^ high);',
        harm: 'The same seed trains another network on WebAssembly than on a graphics card.',
        caughtBy: { file: executorTest, title: 'all take the same steps, with the same random masks' },
      },
      {
        name: 'first-values-of-half-the-spread',
        file: 'shared/engine/initialize.ts',
        text: 'const limit = Math.sqrt(3 * variance(',
        replacement: 'const limit = Math.sqrt(1 * variance(',
        harm: 'Weights begin smaller than Keras’, and deep networks learn slowly or not at all.',
        caughtBy: { file: 'shared/engine/initialize.test.ts' },
      },
    ],
  },
  {
    name: 'fallbacks',
    title: 'What one engine can’t do, another must, and say so',
    seen: 'Seen in the review of use: memory ran out, and training began again elsewhere without a word.',
    faults: [
      {
        name: 'unsupported-is-an-end',
        file: 'shared/engine/backends/create-executor.ts',
        text: 'if (!(error instanceof Unsupported)) throw error;',
        replacement: 'throw error;',
        harm: 'A network that our engine can’t run is refused, though TensorFlow.js would run it.',
        caughtBy: { file: 'shared/engine/backends/create-executor.test.ts', title: 'to tfjs as a whole' },
      },
      {
        name: 'tfjs-dilates-backward-only',
        file: 'shared/engine/tfjs/primitives/convolution.ts',
        text: 'const used = spreadForward ? spread(filter, dilation) : filter;',
        replacement: 'const used = filter;',
        harm: 'With strides and dilation together a graphics card computes another convolution.',
        caughtBy: { file: primitivesTest, title: 'conv2d: strides' },
      },
      {
        name: 'nan-is-a-good-trial',
        file: 'shared/engine/choose-backend.ts',
        text: 'const numbers = () => found.filter(({ isNumber }) => isNumber);',
        replacement: 'const numbers = () => found;',
        harm: 'A driver that computes no numbers is the fastest, and every loss is NaN.',
        caughtBy: { file: 'shared/engine/choose-backend.test.ts' },
      },
    ],
  },
];
