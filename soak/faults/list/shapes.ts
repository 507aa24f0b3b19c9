/** What the app says of a network: sizes, counts, receptive fields, what a way out would cost. */
import type { FaultGroup } from '../fault';

const referenceTest = 'templates/reference.test.ts';
const contractTest = 'shared/engine/layer-contract.test.ts';
const costTest = 'shared/compiler/cost.test.ts';

export const shapeGroups: readonly FaultGroup[] = [
  {
    name: 'sizes',
    title: 'Windows must fit as Keras and PyTorch fit them',
    seen: 'Traps that the review of use tried: floors, “same”, dilation, a pool that rounds up, U-Net’s way up.',
    faults: [
      {
        name: 'places-rounded',
        file: 'shared/layers/support/windows.ts',
        text: 'let output = Math.floor(exact);',
        replacement: 'let output = Math.round(exact);',
        harm: 'A network that PyTorch runs has another size here: 113 for 112 behind ResNet’s first convolution.',
        caughtBy: { file: referenceTest, title: 'layer by layer' },
      },
      {
        name: 'same-pads-before',
        file: 'shared/layers/support/windows.ts',
        text: 'return [Math.floor(total / 2), Math.ceil(total / 2)];',
        replacement: 'return [Math.ceil(total / 2), Math.floor(total / 2)];',
        harm: 'The odd pixel of “same” stands at the top and left, so that Keras answers otherwise with our weights.',
        caughtBy: { file: 'shared/layers/support/windows.test.ts', title: 'the padding that "same" adds' },
      },
      {
        name: 'dilation-one-too-wide',
        file: 'shared/layers/support/windows.ts',
        text: 'const effective = dilation * (filter - 1) + 1;',
        replacement: 'const effective = dilation * filter;',
        harm: 'A dilated filter covers more than it does, and the picture behind it is too small.',
        caughtBy: { file: contractTest, title: 'Conv2D agrees with its definition, forward' },
      },
      {
        name: 'last-window-in-the-padding',
        file: 'shared/layers/support/windows.ts',
        text: 'if ((output - 1) * stride >= input + before) output -= 1;',
        replacement: '',
        harm: 'Rounded up, a pool has a window that sees nothing, where PyTorch drops it.',
        caughtBy: { file: contractTest, title: 'MaxPooling2D agrees with its definition' },
      },
      {
        name: 'transposed-without-its-padding',
        file: 'shared/layers/conv2d-transpose.ts',
        text: 'output: (input - 1) * stride - before - after + effective + extra,',
        replacement: 'output: (input - 1) * stride - before - after + effective,',
        harm: 'The output padding is typed and does nothing: U-Net’s way up does not meet its way down.',
        caughtBy: { file: contractTest, title: 'Conv2DTranspose agrees with its definition, forward' },
      },
    ],
  },
  {
    name: 'counts',
    title: 'Parameters, MACs and receptive fields must be those of the papers',
    seen: 'Checked by hand in the review of use against papers and torchvision; two of them were wrong.',
    faults: [
      {
        name: 'groups-uncounted',
        file: 'shared/layers/conv2d.ts',
        text: 'const perGroup = (input[2] ?? 0) / groups;',
        replacement: 'const perGroup = input[2] ?? 0;',
        harm: 'AlexNet with its two towers counts as one tower, twice as many parameters in its second layer.',
        caughtBy: { file: referenceTest },
      },
      {
        name: 'statistics-counted-as-trained',
        file: 'shared/layers/batch-normalization.ts',
        text: "weight('movingMean', 'zeros', false)",
        replacement: "weight('movingMean', 'zeros', true)",
        harm: 'ResNet-18 has 4,800 parameters more than torchvision says: rows summed up to 11,699,112 once.',
        caughtBy: { file: referenceTest, title: 'layer by layer' },
      },
      {
        name: 'macs-without-filters',
        file: 'shared/layers/conv2d.ts',
        text: 'const perPixel = height * width * ((input[2] ?? 0) / params.groups) * params.filters;',
        replacement: 'const perPixel = height * width * ((input[2] ?? 0) / params.groups);',
        harm: 'A convolution looks as cheap as one filter, and the time of an epoch is guessed far too short.',
        caughtBy: { file: 'templates/templates.test.ts' },
      },
      {
        name: 'receptive-field-of-the-corner',
        file: 'shared/compiler/receptive-field.ts',
        text: 'if (last - first + 1 > largest.size)',
        replacement: 'if (largest.size === 0)',
        harm: 'The first position is taken for the one that sees most: U-Net’s way up sees less than its largest window.',
        caughtBy: { file: 'shared/compiler/receptive-field.test.ts' },
      },
      {
        name: 'shortest-branch-sees',
        file: 'shared/compiler/sight.ts',
        text: 'widenTo(ends, start.first, start.last);',
        replacement: '[ends.first, ends.last] = [start.first, start.last];',
        harm: 'Behind a shortcut the receptive field is that of the shortcut: ResNet sees nothing.',
        caughtBy: { file: 'shared/compiler/receptive-field.test.ts' },
      },
      {
        name: 'memory-of-one-slot',
        file: 'shared/compiler/memory.ts',
        text: 'trainable * optimizers[optimizer].slots.length * BYTES',
        replacement: 'trainable * Math.min(1, optimizers[optimizer].slots.length) * BYTES',
        harm: 'Training with Adam is offered where the memory does not last, and WebAssembly gives up in the middle.',
        caughtBy: { file: 'shared/compiler/compile.test.ts', title: 'memory is counted by the formulas' },
      },
    ],
  },
  {
    name: 'ways-out',
    title: 'A fix must cost what it promises, and take its problem away',
    seen: 'Seen in the review of use: a fix promised +94,200 parameters and brought +347,134.',
    faults: [
      {
        name: 'cost-of-the-first-edit',
        file: 'shared/compiler/cost.ts',
        text: 'applyEdits(document, fix.edits)',
        replacement: 'applyEdits(document, fix.edits.slice(0, 1))',
        harm: 'The preview counts a part of the fix: +94,200 parameters were promised, and 347,134 came.',
        caughtBy: { file: costTest, title: 'what is promised is what one gets' },
      },
      {
        name: 'cost-against-a-broken-network',
        file: 'shared/compiler/cost.ts',
        text: 'more: isWhole(compiled)',
        replacement: 'more: isWhole(after)',
        harm: 'What a mended network costs is compared with a broken one, as if all of it were the fix’s.',
        caughtBy: { file: costTest, title: 'what is promised is what one gets' },
      },
      {
        name: 'filter-too-large-to-fit',
        file: 'shared/layers/support/windows.ts',
        text: 'Math.min(size, Math.floor((room - 1) / dilation) + 1)',
        replacement: 'Math.min(size, Math.floor((room - 1) / dilation) + 2)',
        harm: '“Make the filter 5×5” leaves the error where it was.',
        caughtBy: { file: 'shared/compiler/diagnostics.test.ts', title: 'each fix takes it away' },
      },
      {
        name: 'groups-that-divide-nothing',
        file: 'shared/layers/support/convolution.ts',
        text: 'greatestCommonDivisor(greatestCommonDivisor(channels ?? filters, filters), groups)',
        replacement: 'greatestCommonDivisor(filters, groups)',
        harm: '“Use 4 groups” is offered for channels that 4 does not divide.',
        caughtBy: { file: 'shared/compiler/diagnostics.test.ts', title: 'each fix takes it away' },
      },
    ],
  },
];
