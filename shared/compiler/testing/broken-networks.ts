/** For every diagnostic networks that provoke it, each with nothing else wrong, so that a fix can be held to leave nothing wrong. */
import { emptyDocument, type ConvDocument } from '../../graph/document';
import {
  type Row,
  node,
  wire,
  drawing,
  chain,
  branches,
  block,
  definition,
  around,
  conv,
  relu,
  pool,
  dense,
  bn,
  softmax,
  end,
  gap,
  any,
  head,
  body,
  small,
} from './drawn';
import type { DiagnosticCode } from '../codes';
import type { TrainingLimits } from '../trainable';

export interface BrokenNetwork {
  readonly document: ConvDocument;
  /** Where only training asks for it. */
  readonly limits?: TrainingLimits;
  /** Why no fix is offered for this very network, though there is one for others. */
  readonly unfixable?: string;
}

const limits: TrainingLimits = { classCount: 10, memoryLimit: null };

const only = (...documents: readonly ConvDocument[]): readonly BrokenNetwork[] =>
  documents.map((document) => ({ document }));
const training = (...documents: readonly ConvDocument[]): readonly BrokenNetwork[] =>
  documents.map((document) => ({ document, limits }));

const twoOutputs = drawing(
  [
    node('in', 'Input', { shape: [8, 8, 1] }),
    node('gap', 'Flatten'),
    node('fc', 'Dense', { units: 10 }),
    node('fc2', 'Dense', { units: 10 }),
    node('out', 'Output'),
    node('out2', 'Output'),
  ],
  ['in', 'gap'],
  ['gap', 'fc'],
  ['gap', 'fc2'],
  ['fc', 'out'],
  ['fc2', 'out2'],
);
const residual = definition(
  [node('c', 'Conv2D', { filters: 16, kernelSize: [3, 3], padding: 'same' }), node('a', 'Add')],
  {
    name: 'Residual block',
    edges: [wire('c', 'a:in:0')],
    inputs: [
      { name: 'in', node: 'c', port: 'in' },
      { name: 'in', node: 'a', port: 'in:1' },
    ],
  },
);

export const brokenNetworks: Readonly<Record<DiagnosticCode, readonly BrokenNetwork[]>> = {
  // ---- Blocks
  expression: [
    ...only(
      around(definition([node('c', 'Conv2D', { filters: { expr: 'width * 2' } })])),
      around(definition([node('c', 'Conv2D', { filters: { expr: '1 +' } })])),
    ),
    {
      document: around(definition([node('c', 'Conv2D')]), { repeat: { expr: 'times' } }),
      unfixable: 'how often a block is repeated has no usual value',
    },
  ],
  'recursive-block': only(
    around(definition([node('c', 'Activation'), block('inner'), node('d', 'Activation')])),
  ),
  'too-many-layers': only(around(definition([node('r', 'Activation')]), { repeat: 20_000 })),
  'too-much-work': only({
    ...around(definition([]), { repeat: 10_000 }),
    definitions: {
      part: definition([block('inner', { definition: 'inner', repeat: 10_000 })]),
      inner: definition([{ ...node('r', 'Activation'), when: { expr: 'false' } }]),
    },
  }),
  'unknown-argument': [
    ...only(around(definition([node('r', 'Activation')]), { args: { width: 3 } })),
    ...only({
      ...around(definition([block('inner', { definition: 'inner', args: { depth: 2 } })])),
      definitions: {
        part: definition([block('inner', { definition: 'inner', args: { depth: 2 } })]),
        inner: definition([node('r', 'Activation')]),
      },
    }),
  ],
  'unknown-definition': only({ ...around(definition([])), definitions: {} }),

  // ---- The drawing
  cycle: [
    ...only(
      drawing(
        [
          node('in', 'Input'),
          node('a', 'Add'),
          node('r', 'Activation'),
          node('f', 'Flatten'),
          node('out', 'Output'),
        ],
        ['in', 'a:in:0'],
        ['r', 'a:in:1'],
        ['in', 'a:in:2'],
        ['a', 'r'],
        ['r', 'f'],
        ['f', 'out'],
      ),
    ),
  ],
  'dead-end': only(
    chain(small, ...body, gap, dense()),
    chain(small, conv()),
    drawing(
      [...chain(small, ...body, ...head).nodes, node('side', 'Conv2D'), node('sidepool', 'MaxPooling2D')],
      ...chain(small, ...body, ...head).edges.map(({ source, target }) => [source, target] as const),
      ['conv2d1', 'side'],
      ['side', 'sidepool'],
    ),
    {
      ...drawing(
        [
          node('in', 'Input', { shape: [16, 16, 8] }),
          block('part'),
          node('gap', 'GlobalAveragePooling2D'),
          node('out', 'Output'),
        ],
        ['in', 'part'],
        ['in', 'gap'],
        ['gap', 'out'],
      ),
      definitions: { part: definition([node('r', 'Activation')]) },
    },
  ),
  'lost-output': only(
    drawing(
      [
        node('in', 'Input', { shape: [28, 28, 2] }),
        node('s', 'Split', { axis: 'channels', parts: 2 }),
        node('a', 'Add'),
        node('f', 'Flatten'),
        node('out', 'Output'),
      ],
      ['in', 's'],
      ['s:out:0', 'a:in:0'],
      ['s:out:2', 'a:in:1'],
      ['a', 'f'],
      ['f', 'out'],
    ),
  ),
  'missing-input': [
    ...only(
      drawing(
        [
          node('in', 'Input'),
          node('f', 'Flatten'),
          node('fc', 'Dense', { units: 10 }),
          node('out', 'Output'),
        ],
        ['in', 'f'],
        ['fc', 'out'],
      ),
      drawing(
        [node('f', 'Flatten'), node('fc', 'Dense', { units: 10 }), node('out', 'Output')],
        ['f', 'fc'],
        ['fc', 'out'],
      ),
      drawing(
        [node('in', 'Input'), node('a', 'Add'), node('f', 'Flatten'), node('out', 'Output')],
        ['in', 'a:in:0'],
        ['a', 'f'],
        ['f', 'out'],
      ),
    ),
    {
      document: drawing(
        [node('in', 'Input'), node('f', 'Flatten'), node('out', 'Output'), node('c', 'Conv2D')],
        ['in', 'f'],
        ['f', 'out'],
      ),
      unfixable: 'several layers could feed it, and which is meant only the drawing’s author knows',
    },
  ],
  'parameter-out-of-range': only(chain([8, 8, 1], ['Flatten'], dense(0), any)),
  'superfluous-input': only(
    drawing(
      [node('in', 'Input'), node('f', 'Flatten'), node('out', 'Output')],
      ['in', 'f'],
      ['in', 'f:extra'],
      ['f', 'out'],
    ),
  ),
  'unknown-type': only(
    drawing(
      [node('in', 'Input'), node('x', 'Hologram'), node('f', 'Flatten'), node('out', 'Output')],
      ['in', 'x'],
      ['x', 'f'],
      ['f', 'out'],
    ),
  ),

  // ---- Layers
  'class-names-differ': only(chain([2, 2, 1], ['Flatten'], ['Output', { classNames: ['a', 'b'] }])),
  'custom-expression': only(
    chain([8, 8, 3], ['Custom', { outputShape: 'H / 3, W, C' }], ['Flatten'], end),
    chain([8, 8, 3], ['Custom', { outputShape: 'H, W' }], ['Flatten'], end),
    chain([8, 8, 3], ['Custom', { parameters: 'K * 2' }], ['Flatten'], end),
    chain([8], ['Custom', { outputShape: 'H, W, C' }], end),
  ),
  'groups-do-not-divide-filters': only(chain([8, 8, 6], ['Conv2D', { filters: 8, groups: 3 }], gap, end)),
  'groups-do-not-divide-input': only(
    chain([8, 8, 6], ['Conv2D', { filters: 8, groups: 4 }], gap, end),
    chain([8, 8, 6], ['GroupNormalization', { groups: 4 }], gap, end),
    chain([8, 8, 6], ['ChannelShuffle', { groups: 4 }], gap, end),
    chain([8, 8, 6], ['Conv2DTranspose', { filters: 8, groups: 4 }], gap, end),
  ),
  'needs-picture': [
    ...only(
      chain(small, ['Flatten'], conv(), gap, end),
      chain(small, gap, relu, pool, gap, end),
      chain(small, ['Flatten'], ['Output', { task: 'segmentation' }]),
    ),
    {
      document: chain([64], conv(), gap, end),
      unfixable: 'a network whose input is a vector has no picture anywhere',
    },
  ],
  'needs-vector': only(
    chain(small, dense(), end),
    chain(small, conv(), end),
    chain(small, ...body, conv(), dense(), end),
    {
      ...drawing(
        [node('in', 'Input', { shape: [4, 4, 2] }), block('part'), node('out', 'Output')],
        ['in', 'part'],
        ['part', 'out'],
      ),
      definitions: { part: definition([node('fc', 'Dense', { units: 10 })]) },
    },
  ),
  'normalizes-one-value': only(
    chain([8, 8, 1], conv(16), gap, ['GroupNormalization', { groups: 16 }], dense(), end),
    chain([8, 8, 1], ['LayerNormalization'], conv(16), gap, dense(), end),
  ),
  'nothing-left': only(chain([4, 4, 1], ['Cropping2D', { top: 2, bottom: 2 }], gap, end)),
  'output-padding-too-large': only(
    chain([4, 4, 1], ['Conv2DTranspose', { filters: 2, outputPadding: [2, 0] }], gap, end),
  ),
  'padding-cuts-everything': only(
    chain([4, 4, 1], ['Conv2DTranspose', { filters: 2, padding: [3, 3, 0, 0] }], gap, end),
  ),
  'padding-larger-than-half-window': only(
    chain([8, 8, 1], ['MaxPooling2D', { padding: [2, 0, 0, 0] }], gap, end),
  ),
  'parts-do-not-divide': [
    ...only(
      drawing(
        [
          node('in', 'Input', { shape: [4, 4, 9] }),
          node('s', 'Split', { axis: 'channels' }),
          node('a', 'Add'),
          node('gap', 'GlobalAveragePooling2D'),
          node('out', 'Output'),
        ],
        ['in', 's'],
        ['s:out:0', 'a:in:0'],
        ['s:out:1', 'a:in:1'],
        ['a', 'gap'],
        ['gap', 'out'],
      ),
    ),
    {
      document: drawing(
        [
          node('in', 'Input', { shape: [4, 4, 67] }),
          node('s', 'Split', { axis: 'channels' }),
          node('a', 'Add'),
          node('gap', 'GlobalAveragePooling2D'),
          node('out', 'Output'),
        ],
        ['in', 's'],
        ['s:out:0', 'a:in:0'],
        ['s:out:1', 'a:in:1'],
        ['a', 'gap'],
        ['gap', 'out'],
      ),
      unfixable: 'a prime number of channels has no equal parts',
    },
  ],
  'pixels-never-seen': only(
    chain([8, 8, 1], ['MaxPooling2D', { poolSize: [3, 3], strides: [3, 3] }], gap, end),
    chain([224, 224, 3], ['Conv2D', { filters: 8, kernelSize: [11, 11], strides: [4, 4] }], gap, end),
  ),
  'reflection-larger-than-input': only(
    chain(
      [3, 3, 1],
      ['Conv2D', { filters: 2, kernelSize: [7, 7], padding: [3, 3, 3, 3], paddingMode: 'reflect' }],
      gap,
      end,
    ),
    chain([3, 3, 1], ['Padding2D', { top: 3 }], gap, end),
  ),
  'shape-without-channels': only(chain([28, 28], ['Flatten'], end)),
  'shapes-differ': [
    ...only(
      branches('Add', [56, 56, 64], [28, 28, 128]),
      branches('Add', [28, 28, 64], [28, 28, 128]),
      branches('Add', [30, 30, 64], [28, 28, 128]),
      branches('Add', [55, 55, 64], [27, 27, 64]),
      branches('Subtract', [8, 8, 16], [16]),
      branches('Maximum', [16], [24]),
      branches('Concatenate', [28, 28, 64], [30, 30, 128]),
      branches('Concatenate', [28, 28, 64], [14, 14, 128]),
      branches('Concatenate', [28, 28, 64], [100]),
      branches('Multiply', [28, 28, 64], [64]),
      branches('Multiply', [28, 28, 64], [28, 28, 32]),
      around(residual),
      around(residual, { repeat: 2 }),
    ),
    {
      document: branches('Concatenate', [28, 28, 64], [13, 9, 128]),
      unfixable: 'sizes that no crop, padding or whole factor turns into one another need a choice',
    },
  ],
  'sizes-differ': only(
    chain([4, 4, 4], ['Reshape', { shape: [1, 1, 60] }], gap, end),
    chain([4, 4, 4], ['Reshape', { shape: [5, 5, 3] }], any),
  ),
  'slice-beyond-end': only(
    chain([4, 4, 4], ['Slice', { start: 2, length: 4 }], gap, end),
    chain([4, 4, 4], ['Slice', { start: 4, length: 2 }], gap, end),
  ),
  'statistics-differ': only(
    chain([4, 4, 3], ['Normalization', { mean: [1, 2] }], gap, end),
    chain([4, 4, 3], ['Normalization', { variance: [1, 2] }], gap, end),
  ),
  'window-larger-than-input': only(
    chain([4, 4, 1], ['Conv2D', { kernelSize: [5, 5] }], gap, end),
    chain([4, 4, 1], ['Conv2D', { kernelSize: [3, 3], dilationRate: [2, 2] }], gap, end),
    chain([4, 1, 1], pool, gap, end),
    chain([4, 4, 1], ['DepthwiseConv2D', { kernelSize: [5, 5] }], gap, end),
    chain([4, 4, 1], ['SeparableConv2D', { kernelSize: [5, 5] }], gap, end),
  ),

  // ---- Advice
  'bias-before-norm': only(
    chain(small, conv(), bn, relu, pool, ...body, ...head),
    chain(small, conv(), bn, relu, conv(), bn, relu, ...body, ...head),
  ),
  'dense-holds-most': only(chain([64, 64, 1], ...body, ['Flatten'], dense(512), relu, dense(), end)),
  'filters-shrink': only(chain(small, conv(64), relu, pool, conv(16), relu, pool, conv(64), relu, ...head)),
  'no-activation-between': only(
    chain(small, conv(), conv(), relu, pool, ...body, ...head),
    chain(small, ...body, ['Flatten'], dense(32), ['Dropout'], dense(), end),
  ),
  'no-pooling-before-flatten': only(
    chain(small, conv(8, 5), relu, conv(8, 5), relu, ['Flatten'], dense(), end),
  ),
  'norm-after-dropout': only(
    chain(small, conv(), relu, ['Dropout'], bn, ...body, ...head),
    chain(small, conv(), ['SpatialDropout2D'], relu, bn, ...body, ...head),
  ),
  'receptive-field-large': only(
    chain(
      [8, 8, 1],
      ...Array.from({ length: 5 }, () => [
        conv(8, 7),
        relu,
        ['MaxPooling2D', { padding: 'same' }] as Row,
      ]).flat(),
      ...head,
    ),
  ),
  'receptive-field-small': only(
    chain([64, 64, 1], ...Array.from({ length: 5 }, () => [conv(), relu]).flat(), ...head),
  ),
  'sigmoid-for-exclusive-classes': only(
    chain(small, ...body, gap, dense(), ['Activation', { activation: 'sigmoid' }], end),
  ),
  'softmax-over-one': only(
    chain(small, ...body, gap, dense(1), end),
    chain(small, ...body, gap, dense(1), softmax, end),
    chain(small, ...body, gap, dense(1), ['Activation', { activation: 'sigmoid' }], end),
  ),
  'softmax-before-loss': only(
    chain(small, ...body, gap, dense(), softmax, ['Dropout'], end),
    chain(small, ...body, gap, dense(), softmax, ['Output', { task: 'multilabel' }]),
  ),

  // ---- What training asks for
  'class-count': training(chain(small, ['Flatten'], dense(7), relu, end), chain(small, gap, end)),
  'empty-network': training(emptyDocument()),
  'input-is-vector': training(chain([784], dense(), end)),
  'no-data': [],
  'no-input': training(
    drawing(
      [node('f', 'Flatten'), node('fc', 'Dense', { units: 10 }), node('out', 'Output')],
      ['f', 'fc'],
      ['fc', 'out'],
    ),
  ),
  'no-output': training(chain(small, ['Flatten'], dense()), chain(small, ...body, conv(10))),
  'not-executable': [
    ...training(chain([8, 8, 3], ['Custom'], ['Flatten'], dense(), end)),
    {
      document: chain([8, 8, 3], ['Custom', { outputShape: 'n' }], dense(), end),
      limits,
      unfixable: 'what comes after it would not fit what came before',
    },
  ],
  'nothing-to-train': training(
    chain([28, 28, 10], gap, end),
    chain(small, ['Flatten'], ['Dense', { units: 10, learned: false }], end),
  ),
  'several-inputs': training(
    drawing(
      [
        node('in0', 'Input', { shape: [8, 8, 1] }),
        node('in1', 'Input', { shape: [8, 8, 1] }),
        node('a', 'Add'),
        node('f', 'Flatten'),
        node('fc', 'Dense', { units: 10 }),
        node('out', 'Output'),
      ],
      ['in0', 'a:in:0'],
      ['in1', 'a:in:1'],
      ['a', 'f'],
      ['f', 'fc'],
      ['fc', 'out'],
    ),
  ),
  'several-outputs': training(twoOutputs),
  'task-without-data': training(
    chain(small, ['Flatten'], dense(), any),
    chain(small, ['Flatten'], dense(), ['Output', { task: 'multilabel' }]),
    chain(small, conv(10), ['Output', { task: 'segmentation' }]),
  ),
  'too-large': [
    {
      document: chain(small, ...body, gap, dense(), end),
      limits: { classCount: 10, memoryLimit: 400_000 },
    },
    {
      document: chain(small, ...body, gap, dense(), end),
      limits: { classCount: 10, memoryLimit: 10_000 },
      unfixable: 'not even one picture at a time would fit',
    },
  ],
};
