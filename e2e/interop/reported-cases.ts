/** Networks on which other tools were reported to go wrong, and their siblings; named after where they were reported. */
import type { ConvDocument, GraphNode } from '../../shared/graph/document';
import { block, definition, edges, expr, network, node } from './drawing';

/** One layer behind the other. */
const chain = (name: string, ...nodes: readonly GraphNode[]): ConvDocument =>
  network(name, {}, nodes, edges(...nodes.slice(1).map(({ id }, at) => `${nodes[at]?.id ?? ''} -> ${id}`)));
const picture = (height: number, width: number, channels: number) =>
  node('in', 'Input', { shape: [height, width, channels] });
const regression = node('out', 'Output', { task: 'regression' });
const flat = node('flat', 'Flatten');

/** Windows that reach beyond padding of one side only: sizes on both sides of PyTorch's rule for rounding up. */
const unevenPooling = (['MaxPooling2D', 'AveragePooling2D', 'ScaledAveragePooling2D'] as const).flatMap(
  (type) =>
    [true, false].flatMap((countIncludePad) =>
      (
        [
          [4, 4, [2, 2], [2, 2], [0, 1, 0, 1]],
          [5, 6, [3, 2], [2, 3], [1, 0, 0, 1]],
          [7, 5, [3, 3], [3, 2], [0, 1, 1, 0]],
          [6, 8, [4, 4], [3, 3], [2, 1, 0, 2]],
          [7, 7, [2, 3], [4, 4], [0, 1, 1, 1]],
        ] as const
      ).flatMap(([height, width, poolSize, strides, padding], at) =>
        [true, false].map((ceilMode) =>
          chain(
            `${type} ${at}${ceilMode ? ', rounded up' : ''}${countIncludePad ? ', padding counted' : ''}`,
            picture(height, width, 2),
            node('pool', type, {
              poolSize,
              strides,
              padding,
              ceilMode,
              ...(type === 'AveragePooling2D' && { countIncludePad }),
            }),
            flat,
            regression,
          ),
        ),
      ),
    ),
);

const transposed = (
  [
    { kernelSize: [1, 3], strides: [1, 2], padding: 'same' },
    { kernelSize: [3, 3], strides: [2, 2], padding: 'same' },
    { kernelSize: [5, 2], strides: [2, 3], padding: 'same' },
    { kernelSize: [2, 4], strides: [3, 1], padding: 'same' },
    { kernelSize: [3, 4], strides: [2, 3], padding: [2, 0, 0, 1] },
    { kernelSize: [4, 3], strides: [2, 2], padding: [0, 2, 2, 0], outputPadding: [1, 1] },
    {
      kernelSize: [3, 3],
      strides: [1, 1],
      padding: [2, 0, 2, 1],
      dilationRate: [2, 3],
      outputPadding: [1, 2],
    },
  ] as const
).map((params, at) =>
  chain(
    `transposed ${at}`,
    picture(4, 5, 3),
    node('up', 'Conv2DTranspose', { filters: 2, ...params }),
    flat,
    regression,
  ),
);

/** Flattened values that no dense layer reads come in our order. */
const orders = network(
  'Orders',
  {},
  [
    picture(3, 4, 5),
    flat,
    node('half', 'Slice', { axis: 'channels', start: 7, length: 20 }),
    node('shape', 'Reshape', { shape: [4, 3, 5] }),
    node('again', 'Flatten'),
    node('norm', 'BatchNormalization'),
    node('relu', 'Activation'),
    node('fc', 'Dense', { units: 20 }),
    node('direct', 'Flatten'),
    node('soft', 'Activation', { activation: 'softmax' }),
    node('fc2', 'Dense', { units: 20 }),
    node('sum', 'Add'),
    regression,
  ],
  edges(
    'in -> flat',
    'flat -> half',
    'flat -> shape',
    'shape -> again',
    'again -> norm',
    'norm -> relu',
    'relu -> fc',
    'in -> direct',
    'direct -> soft',
    'soft -> fc2',
    'half -> sum.in:0',
    'fc -> sum.in:1',
    'fc2 -> sum.in:2',
    'sum -> out',
  ),
);

const unequalStrides = chain(
  'Strides of a depthwise convolution that differ',
  picture(16, 16, 3),
  node('dw', 'DepthwiseConv2D', { strides: [1, 2], padding: 'same' }),
  node('sep', 'SeparableConv2D', { filters: 8, strides: [2, 1], padding: 'same' }),
  node('grouped', 'Conv2D', { filters: 8, groups: 8, strides: [2, 3], padding: [1, 0, 2, 1] }),
  node('gap', 'GlobalAveragePooling2D'),
  node('fc', 'Dense', { units: 10 }),
  regression,
);

const deadBranch = network(
  'A branch that nothing uses',
  {},
  [
    picture(8, 8, 3),
    node('spare', 'Input', { shape: [4] }),
    node('conv1', 'Conv2D', { filters: 6 }),
    node('conv2', 'Conv2D', { filters: 6 }),
    node('side', 'Conv2D', { filters: 6 }),
    node('gap', 'GlobalAveragePooling2D'),
    node('fc', 'Dense', { units: 10 }),
    regression,
  ],
  edges('in -> conv1', 'conv1 -> conv2', 'conv1 -> side', 'conv2 -> gap', 'gap -> fc', 'fc -> out'),
);

/** The last copy's second answer, and all that only leads to it, is used by nothing; so is one whole block. */
const deadOutput = network(
  'An answer of a block that nothing uses',
  {
    two: definition(
      'two',
      { width: 3 },
      [
        node('a', 'Conv2D', { filters: expr('width'), padding: 'same' }),
        node('b', 'Conv2D', { filters: expr('width'), padding: 'same' }),
        node('c', 'Conv2D', { filters: 3, padding: 'same' }),
      ],
      edges('b -> c'),
      [
        ['left', 'a'],
        ['right', 'b'],
      ],
      [
        ['left', 'a'],
        ['right', 'c'],
      ],
    ),
  },
  [
    picture(8, 8, 3),
    block('twice', 'two', {}, 2),
    block('dead', 'two', { width: 5 }),
    node('gap', 'GlobalAveragePooling2D'),
    node('fc', 'Dense', { units: 10 }),
    regression,
  ],
  edges(
    'in -> twice.left',
    'in -> twice.right',
    'twice.left -> gap',
    'twice.left -> dead.left',
    'twice.right -> dead.right',
    'gap -> fc',
    'fc -> out',
  ),
);

/** The second answer is read by the next copy alone. */
const betweenCopies = network(
  'An answer of a block that only its next copy reads',
  {
    two: definition(
      'two',
      {},
      [
        node('a', 'Conv2D', { filters: 3, padding: 'same' }),
        node('b', 'Conv2D', { filters: 3, padding: 'same' }),
        node('sum', 'Add'),
      ],
      edges('a -> sum.in:0', 'b -> sum.in:1'),
      [
        ['left', 'a'],
        ['right', 'b'],
      ],
      [
        ['left', 'sum'],
        ['right', 'b'],
      ],
    ),
  },
  [picture(8, 8, 3), block('twice', 'two', {}, 3), node('gap', 'GlobalAveragePooling2D'), regression],
  edges('in -> twice.left', 'in -> twice.right', 'twice.left -> gap', 'gap -> out'),
);

/** One answer and two inputs: every copy takes the second from outside. A layer of two answers is there in some. */
const inputForAll = network(
  'An input that every copy of a block takes',
  {
    gate: definition(
      'gate',
      {},
      [
        node('halves', 'Split', { parts: 2 }, { when: expr('i > 0') }),
        node('a', 'Conv2D', { filters: 4, padding: 'same' }),
        node('b', 'Conv2D', { filters: 4, padding: 'same' }),
        node('both', 'Multiply'),
        node('sum', 'Add'),
      ],
      edges('halves.out:0 -> a', 'halves.out:1 -> b', 'a -> both.in:0', 'b -> both.in:1', 'both -> sum.in:0'),
      [
        ['in', 'halves'],
        ['skip', 'sum', 'in:1'],
      ],
      [['out', 'sum']],
    ),
  },
  [
    picture(8, 8, 3),
    node('stem', 'Conv2D', { filters: 4, padding: 'same' }),
    block('thrice', 'gate', {}, 3),
    node('gap', 'GlobalAveragePooling2D'),
    regression,
  ],
  edges('in -> stem', 'stem -> thrice.in', 'stem -> thrice.skip', 'thrice -> gap', 'gap -> out'),
);

/** An average over all of the picture in one copy, over a part of it in the next. */
const wholeOrPart = network(
  'A window that is the whole picture in one copy',
  {
    pool: definition(
      'pool',
      {},
      [node('p', 'AveragePooling2D', { poolSize: [4, 4], strides: [1, 1] })],
      [],
      [['in', 'p']],
      [['out', 'p']],
    ),
  },
  [picture(7, 7, 3), block('twice', 'pool', {}, 2), flat, regression],
  edges('in -> twice', 'twice -> flat', 'flat -> out'),
);

const ownValues = [
  chain(
    'One mean and several variances',
    picture(5, 6, 3),
    node('norm', 'Normalization', { mean: [0.5], variance: [1, 2, 3] }),
    node('again', 'Normalization', { mean: [0.1, 0.2, 0.3], variance: [4] }),
    node('pad', 'Padding2D', { mode: 'replicate', top: 2, bottom: 0, left: 1, right: 3 }),
    flat,
    regression,
  ),
];

/** keras-tcn#39, gmalivenko/onnx2keras#7. */
const clashing = ['conv', 'conv', 'conv_1', 'conv 1', 'forward', 'load_state_dict', 'None', '卷积'];
const names = network(
  'Names that clash',
  {},
  [
    picture(8, 8, 1),
    ...clashing.map((name, at) => node(`c${at}`, 'Conv2D', { filters: 2, padding: 'same' }, { name })),
    node('sum', 'Add'),
    node('gap', 'GlobalAveragePooling2D'),
    node('fc', 'Dense', { units: 10 }),
    regression,
  ],
  edges(
    ...clashing.map((_, at) => (at === 0 ? 'in -> c0' : `c${at - 1} -> c${at}`)),
    'c0 -> sum.in:0',
    'c4 -> sum.in:1',
    'c7 -> sum.in:2',
    'sum -> gap',
    'gap -> fc',
    'fc -> out',
  ),
);

/** Keras names what its operators make, too. */
const operators = [
  'pad',
  'get_item',
  'getitem',
  'split',
  'divide',
  'true_divide',
  'power',
  'square',
  'add',
  'multiply',
];
const operations = network(
  'Layers called as operations',
  {},
  [
    picture(8, 8, 4),
    node('p', 'Padding2D', { mode: 'reflect', top: 1, bottom: 1, left: 1, right: 1 }),
    node('l', 'LocalResponseNormalization'),
    node('s', 'Slice', { axis: 'rows', start: 1, length: 6 }),
    node('halves', 'Split', { parts: 2 }),
    node('sum', 'Add'),
    ...operators.map((name, at) => node(`c${at}`, 'Conv2D', { filters: 2, padding: 'same' }, { name })),
    node('gap', 'GlobalAveragePooling2D'),
    regression,
  ],
  edges(
    'in -> p',
    'p -> l',
    'l -> s',
    's -> halves',
    'halves.out:0 -> sum.in:0',
    'halves.out:1 -> sum.in:1',
    ...operators.map((_, at) => (at === 0 ? 'sum -> c0' : `c${at - 1} -> c${at}`)),
    `c${operators.length - 1} -> gap`,
    'gap -> out',
  ),
);

export const reportedCases: readonly (readonly [string, readonly ConvDocument[]])[] = [
  ['pooling with padding at one side (pytorch#45357, #46929)', unevenPooling],
  ['transposed convolution, cut at one side (keras#22876, onnx#3153)', transposed],
  ['flattened values that are not read by dense layers', [orders]],
  ['depthwise strides that differ (keras#15667, #16973)', [unequalStrides]],
  ['what no output needs (torchinfo#243, pytorch-OpCounter#75)', [deadBranch, deadOutput, betweenCopies]],
  ['what goes from copy to copy', [inputForAll, wholeOrPart]],
  ['means, variances and borders that Keras or TensorFlow lack', ownValues],
  ['names that clash (keras-tcn#39)', [names, operations]],
];
