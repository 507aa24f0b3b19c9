/** Networks on their way to Keras, PyTorch and TensorFlow.js. */
import type { FaultGroup } from '../fault';

const codeTest = 'shared/export/code/generate-code.test.ts';
const tfjsTest = 'e2e/interop/tfjs-layers.test.ts';

export const exportGroups: readonly FaultGroup[] = [
  {
    name: 'code',
    title: 'Generated code must build the network that was drawn',
    seen: 'Praised in the review of use as the best generated code: it has to stay the network that was drawn.',
    faults: [
      {
        name: 'torch-momentum-as-keras',
        file: 'shared/layers/batch-normalization.ts',
        text: 'momentum: Number((1 - momentum).toPrecision(6))',
        replacement: 'momentum',
        harm: 'PyTorch’s batch norm follows the batches a hundred times as fast as what was drawn.',
        caughtBy: { file: codeTest, title: 'reads as a person reviewed it' },
      },
      {
        name: 'keras-forgets-the-stride',
        file: 'shared/layers/support/convolution.ts',
        text: 'strides: apart ? [1, 1] : strides,',
        replacement: 'strides: [1, 1],',
        harm: 'The exported Keras network has pictures of twice the size, and does not fit its weights.',
        caughtBy: { file: tfjsTest, title: 'padding answers the same' },
      },
      {
        name: 'torch-always-has-a-bias',
        file: 'shared/layers/support/convolution.ts',
        text: '          groups,\n          bias: useBias,\n',
        replacement: '          groups,\n          bias: true,\n',
        harm: 'Convolutions without a bias have one in PyTorch, and the counts no longer agree.',
        caughtBy: { file: codeTest, title: 'reads as a person reviewed it' },
      },
      {
        name: 'branches-share-a-variable',
        file: 'shared/export/code/flow.ts',
        text: 'return key !== undefined && (left.get(key) ?? 0) > 0;',
        replacement: 'return key !== undefined && (left.get(key) ?? 0) > 1;',
        harm: 'A shortcut’s variable is written over before it is added: ResNet becomes a plain network.',
        caughtBy: { file: codeTest, title: 'reads as a person reviewed it' },
      },
      {
        name: 'copies-take-the-first-ones-argument',
        file: 'shared/export/code/block-call.ts',
        text: 'else if (constant) told',
        replacement: 'else told',
        harm: 'All copies of a block are cropped as the first of them: two branches no longer fit together in Keras.',
        caughtBy: { file: codeTest, title: 'also behind copies that are built from other layers' },
      },
    ],
  },
  {
    name: 'weights-elsewhere',
    title: 'Weights must lie as the other program lays them',
    seen: 'Named in the review of code for what leaves the app: HWIO here, OIHW there.',
    faults: [
      {
        name: 'filters-laid-askew',
        file: 'shared/layers/support/convolution.ts',
        text: 'permutation: [3, 2, 0, 1]',
        replacement: 'permutation: [3, 2, 1, 0]',
        harm: 'PyTorch gets each filter with height and width exchanged, and predicts something else.',
        caughtBy: { file: 'shared/layers/torch-weights.test.ts' },
      },
      {
        name: 'dense-not-turned',
        file: 'shared/layers/dense.ts',
        text: "{ name: 'kernel', as: 'weight', permutation: [1, 0] }",
        replacement: "{ name: 'kernel', as: 'weight' }",
        harm: 'PyTorch’s linear layer has outputs first: a square one loads without a word, and is wrong.',
        caughtBy: { file: 'shared/layers/torch-weights.test.ts' },
      },
      {
        name: 'depthwise-by-the-multiplier',
        file: 'shared/layers/support/convolution.ts',
        text: 'shape: [height, width, channels, filters / groups]',
        replacement: 'shape: [height, width, filters / groups, channels]',
        harm: 'A depthwise convolution of a MobileNet can’t be loaded by TensorFlow.js.',
        caughtBy: { file: tfjsTest, title: 'depthwise answers the same' },
      },
      {
        name: 'statistics-exchanged',
        file: 'shared/layers/batch-normalization.ts',
        text: "{ name: 'movingMean', as: 'moving_mean' },\n          { name: 'movingVariance', as: 'moving_variance' },",
        replacement:
          "{ name: 'movingVariance', as: 'moving_mean' },\n          { name: 'movingMean', as: 'moving_variance' },",
        harm: 'The exported network normalizes by the wrong numbers, and every answer is off.',
        caughtBy: { file: tfjsTest, title: 'norm answers the same' },
      },
    ],
  },
];
