/** Networks with a layer that can’t do what it is asked for. */
import type { LayerCode } from '../../../layers/support/codes';
import {
  around,
  any,
  block,
  body,
  branches,
  chain,
  conv,
  definition,
  dense,
  drawing,
  end,
  gap,
  node,
  pool,
  relu,
  small,
  wire,
} from '../drawn';
import { type BrokenNetwork, only } from './network';

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

export const layerNetworks: Readonly<Record<LayerCode, readonly BrokenNetwork[]>> = {
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
};
