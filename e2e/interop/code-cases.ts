/** Networks whose blocks are as awkward as the format allows, for the generated code. */
import { ofModule } from '../../shared/export/code/reserved-names';
import type { ConvDocument } from '../../shared/graph/document';
import { block, definition, edges, expr, network, node } from './drawing';

const conv = definition(
  'conv',
  { filters: 4, size: 3 },
  [
    node('c', 'Conv2D', {
      filters: expr('filters'),
      kernelSize: [expr('size'), expr('size')],
      padding: 'same',
    }),
    node('n', 'BatchNormalization'),
    node('a', 'Activation', { activation: 'relu' }),
  ],
  edges('c -> n', 'n -> a'),
  [['in', 'c']],
  [['out', 'a']],
);
const ends = [
  node('in', 'Input', { shape: [12, 12, 3] }),
  node('gap', 'GlobalAveragePooling2D'),
  node('end', 'Output'),
];

const nested = network(
  'Nested, repeated and grown',
  {
    conv,
    stage: definition(
      'stage',
      { width: 4, depth: 2 },
      [
        block('first', 'conv', { filters: expr('width * (i + 1)') }),
        block('more', 'conv', { filters: expr('width + i'), size: 1 }, expr('depth')),
        block('grown', 'dense', { growth: expr('width / 2') }, 2),
      ],
      edges('first -> more', 'more -> grown'),
      [['in', 'first']],
      [['out', 'grown']],
    ),
    dense: definition(
      'dense',
      { growth: 2 },
      [node('c', 'Conv2D', { filters: expr('growth'), padding: 'same' }), node('both', 'Concatenate')],
      edges('c -> both.in:1'),
      [
        ['in', 'c'],
        ['in', 'both', 'in:0'],
      ],
      [['out', 'both']],
    ),
  },
  [...ends, block('s1', 'stage', { width: 6, depth: 3 }, 2), block('s2', 'stage', { width: 8, depth: 0 })],
  edges('in -> s1', 's1 -> s2', 's2 -> gap', 'gap -> end'),
);

/** Explicit padding makes other Keras layers than none: the copies are not one function. */
const variants = network(
  'Variants',
  {
    odd: definition(
      'odd',
      { pad: 1, rate: 0.5 },
      [
        node('c', 'Conv2D', {
          filters: 5,
          kernelSize: [3, 3],
          strides: [expr('i == 1 ? 2 : 1'), 1],
          padding: [expr('pad'), expr('pad'), expr('pad * i'), 1],
        }),
        node('d', 'Dropout', { rate: expr('rate / 2') }, { when: expr('i != 1 && rate > 0') }),
        node('act', 'Activation', { activation: 'leakyRelu', negativeSlope: expr('rate') }),
      ],
      edges('c -> d', 'd -> act'),
      [['in', 'c']],
      [['out', 'act']],
    ),
  },
  [...ends, block('b', 'odd', {}, 3), block('plain', 'odd', { pad: 0, rate: 0.3 })],
  edges('in -> b', 'b -> plain', 'plain -> gap', 'gap -> end'),
);

const twoWays = network(
  'Two values through a block',
  {
    cross: definition(
      'cross',
      { width: 4 },
      [
        node('l', 'Conv2D', { filters: expr('width'), padding: 'same' }),
        node('r', 'Conv2D', { filters: expr('width'), kernelSize: [1, 1] }),
        node('sum', 'Add'),
      ],
      edges('l -> sum.in:0', 'r -> sum.in:1'),
      [
        ['left', 'l'],
        ['right', 'r'],
      ],
      [
        ['sum', 'sum'],
        ['right', 'r'],
      ],
    ),
  },
  [...ends, node('split', 'Split', { parts: 3 }), block('x', 'cross', {}, 2), node('cat', 'Concatenate')],
  edges(
    'in -> split',
    'split.out:0 -> x.left',
    'split.out:2 -> x.right',
    'x.sum -> cat.in:0',
    'x.right -> cat.in:1',
    'cat -> gap',
    'gap -> end',
  ),
);

const hostile = 'x"\'\n#\\\u202e";import os;os.abort()#';
const named: ConvDocument = {
  ...network(
    hostile,
    { lambda: { ...conv, name: hostile } },
    [
      ...ends.map((each) => ({ ...each, name: hostile })),
      { ...block('class', 'lambda'), name: 'class' },
      { ...node('layers', 'Conv2D', { filters: 4, padding: 'same' }), name: 'forward' },
      { ...node('self', 'Custom', { label: hostile }), name: '卷积 ' },
      { ...node('sum', 'Add'), name: 'x' },
    ],
    edges(
      'in -> class',
      'class -> layers',
      'class -> sum.in:0',
      'layers -> sum.in:1',
      'sum -> self',
      'self -> gap',
      'gap -> end',
    ),
  ),
};
const sharedNames = network(
  '3 names: def, x, layers',
  { a: { ...conv, name: 'layers' }, b: { ...conv, name: 'Layers' } },
  [
    ...ends,
    { ...block('p', 'a'), name: 'keras' },
    { ...block('q', 'b'), name: 'keras' },
    { ...node('r', 'Conv2D', { filters: 4, padding: 'same' }), name: 'def' },
    { ...node('s', 'Conv2D', { filters: 4, padding: 'same' }), name: 'def' },
    node('sum', 'Add'),
    node('sum2', 'Add'),
  ],
  edges(
    'in -> p',
    'p -> q',
    'q -> r',
    'r -> s',
    's -> sum.in:0',
    'q -> sum.in:1',
    'sum -> sum2.in:0',
    'p -> sum2.in:1',
    'sum2 -> gap',
    'gap -> end',
  ),
);
const several = network(
  'Two inputs, two outputs',
  {},
  [
    node('a', 'Input', { shape: [8, 8, 3] }),
    node('b', 'Input', { shape: [6] }),
    node('flat', 'Flatten'),
    node('both', 'Concatenate'),
    node('one', 'Dense', { units: 3 }),
    node('two', 'Dense', { units: 2 }),
    node('o1', 'Output'),
    node('o2', 'Output', { task: 'regression' }),
  ],
  edges(
    'a -> flat',
    'flat -> both.in:0',
    'b -> both.in:1',
    'both -> one',
    'both -> two',
    'one -> o1',
    'two -> o2',
  ),
);

/** Layers called as what their class has itself: each stands apart, behind a sum, so that it has an attribute of its own. */
const memberNames = [
  ...ofModule,
  '_modules',
  '__init__',
  '__call__',
  'dump_patches',
  'self',
  'super',
  'nn',
  'F',
];
const members = network(
  'Members',
  {
    block: definition(
      'Members',
      {},
      memberNames.flatMap((name, at) => [
        { ...node(`c${at}`, 'Conv2D', { filters: 3, padding: 'same' }), name },
        node(`sum${at}`, 'Add'),
      ]),
      memberNames.flatMap((_, at) =>
        edges(
          ...(at === 0 ? [] : [`sum${at - 1} -> c${at}`, `sum${at - 1} -> sum${at}.in:1`]),
          `c${at} -> sum${at}.in:0`,
        ),
      ),
      [
        ['in', 'c0'],
        ['in', 'sum0', 'in:1'],
      ],
      [['out', `sum${memberNames.length - 1}`]],
    ),
  },
  [...ends, block('p', 'block')],
  edges('in -> p', 'p -> gap', 'gap -> end'),
);

/** Parameters called as what the code uses, hides or counts with; the numbers show what is mixed up. */
const parameterNames = [
  '_modules',
  '__x',
  '_1',
  'j',
  'k',
  'x',
  'training',
  'nn',
  'range',
  'inner',
  'Inner',
  'type',
];
const parameters = network(
  'Inner',
  {
    inner: definition(
      'inner',
      { filters: 3, i2: 1 },
      [node('c', 'Conv2D', { filters: expr('filters + i'), padding: 'same' })],
      [],
      [['in', 'c']],
      [['out', 'c']],
    ),
    outer: definition(
      'outer',
      Object.fromEntries(parameterNames.map((name, at) => [name, at + 3])),
      [
        ...parameterNames.map((name) => block(`b${name}`, 'inner', { filters: expr(`${name} * 2`) }, 2)),
        block(
          'last',
          'inner',
          { filters: expr('_modules + __x + _1 + j + k + x') },
          expr('training > 3 ? 2 : 1'),
        ),
      ],
      edges(
        ...parameterNames.slice(1).map((name, at) => `b${parameterNames[at] ?? ''} -> b${name}`),
        'btype -> last',
      ),
      [['in', 'b_modules']],
      [['out', 'last']],
    ),
  },
  [
    ...ends,
    { ...block('p', 'outer'), name: 'inner' },
    { ...block('q', 'outer', { j: 5, training: 2, type: 9 }), name: 'outer' },
  ],
  edges('in -> p', 'p -> q', 'q -> gap', 'gap -> end'),
);

/** Shortcuts that are open at once are called as their layers, which have the names of functions and of the loop. */
const hiding = network(
  'Hiding',
  {
    i: { ...conv, name: 'i' },
    dense: { ...conv, name: 'local_response_norm' },
  },
  [
    ...ends,
    { ...block('a', 'i', {}, 2), name: 'i' },
    { ...block('b', 'dense', {}, 2), name: 'local_response_norm' },
    node('lrn', 'LocalResponseNormalization'),
    { ...node('c', 'Conv2D', { filters: 4, padding: 'same' }), name: 'block' },
    { ...node('d', 'Conv2D', { filters: 4, padding: 'same' }), name: 'zero_padding2d' },
    node('e', 'ZeroPadding2D', { padding: [1, 1, 1, 1] }),
    { ...block('f', 'i', {}, 2), name: 'layers' },
    node('sum', 'Add'),
    node('sum2', 'Add'),
    node('sum3', 'Add'),
  ],
  edges(
    'in -> a',
    'a -> b',
    'b -> lrn',
    'lrn -> c',
    'c -> d',
    'd -> f',
    'f -> sum.in:0',
    'a -> sum.in:1',
    'sum -> sum2.in:0',
    'b -> sum2.in:1',
    'sum2 -> sum3.in:0',
    'c -> sum3.in:1',
    'sum3 -> e',
    'e -> gap',
    'gap -> end',
  ),
);

export const blockCases: readonly (readonly [string, ConvDocument])[] = [
  ['nested, repeated and grown', nested],
  ['copies that need other layers', variants],
  ['two values through a block', twoWays],
  ['names that want to break out', named],
  ['names that are taken', sharedNames],
  ['several inputs and outputs', several],
  ['layers called as members of a module', members],
  ['parameters called as what the code uses', parameters],
  ['shortcuts called as functions', hiding],
];
