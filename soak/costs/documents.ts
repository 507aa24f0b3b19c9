/**
 * Small texts that ask for much work: documents within every limit of the format whose copies, joins, expressions, ports,
 * names and sizes are meant to be dear to whatever walks them. The same number gives the same document.
 */
import type { ConvDocument, Definition, Edge, GraphNode, Placement } from '../../shared/graph/document';
import { emptyDocument } from '../../shared/graph/document';
import { templates } from '../../templates/index';
import { type Random, randomFrom } from '../openings/random';
import { callOf, expressionOf } from './expressions';

export interface CostlyDocument {
  /** What it is dear in. */
  readonly kind: string;
  readonly document: ConvDocument;
}

/** `share`: how much of the dearest is asked for, 0 to 1. */
type Sizes = Random & { readonly share: number };
type Family = (random: Sizes) => Partial<ConvDocument>;

/** From 1 up to `most`, small ones as likely as large ones, and of the largest a few: thousands of documents are made. */
function sized(random: Sizes, most: number): number {
  const end = Math.max(1, random.share * (random.chance(0.05) ? most : most / 30));
  return Math.max(1, Math.round(end ** random.real()));
}

const node = (id: string, type: string, params: GraphNode['params'] = {}, name = id): GraphNode => ({
  id,
  type,
  name,
  params,
});
const edge = (source: string, target: string, targetPort = 'in', sourcePort = 'out'): Edge => ({
  source,
  sourcePort,
  target,
  targetPort,
});
const block = (id: string, definition: string, more: Readonly<Record<string, unknown>> = {}): GraphNode => ({
  ...node(id, 'Block'),
  ...{ definition, args: {}, repeat: 1, ...more },
});
const input = node('input', 'Input', { shape: [32, 32, 3] });
const many = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));

function definition(nodes: readonly GraphNode[], more: Partial<Definition> = {}): Definition {
  const [first, last] = [nodes[0], nodes.at(-1)];
  return {
    name: 'Part',
    params: [],
    nodes,
    edges: nodes.slice(1).map(({ id }, i) => edge(nodes[i]?.id ?? '', id)),
    inputs: first ? [{ name: 'in', node: first.id, port: 'in' }] : [],
    outputs: last ? [{ name: 'out', node: last.id, port: 'out' }] : [],
    ...more,
  };
}

/** Definitions, each made of several of the next: what is innermost is there `width ** depth` times. */
const nesting: Family = (random) => {
  const depth = random.pick([1, 2, 3, 5, 10, 20, 31, 32, 40, 2_000]);
  const width = random.pick([1, 2, 2, 2, 3, 10, 100]);
  const repeats = random.pick([1, 1, 2, 10, 10_000]);
  const off = random.pick<Readonly<Record<string, unknown>>>([
    {},
    {},
    { when: { expr: 'false' } },
    { repeat: 0 },
  ]);
  const innermost = random.pick<readonly GraphNode[]>([
    [],
    [node('a', 'Activation')],
    [{ ...node('a', 'Activation'), when: { expr: 'i < 0' } }],
    [block('a', 'D0')],
  ]);
  const definitions = Object.fromEntries(
    many(depth, (level) => [
      `D${level}`,
      definition(
        level === depth - 1
          ? innermost
          : many(width, (i) =>
              block(`b${i}`, `D${level + 1}`, { repeat: repeats, ...(level === depth - 2 ? off : {}) }),
            ),
      ),
    ]),
  );
  return {
    nodes: [input, block('top', 'D0', { repeat: random.pick([1, 2, 10_000]) })],
    edges: [edge('input', 'top')],
    definitions,
  };
};

/** Blocks of nothing, or of what is left out, as often as a document can say. */
const copies: Family = (random) => {
  const inside = random.pick<(i: number) => GraphNode>([
    (i) => node(`n${i}`, 'Activation'),
    (i) => ({ ...node(`n${i}`, 'Activation'), when: { expr: 'i > 100000' } }),
    (i) => ({ ...node(`n${i}`, 'Conv2D', { filters: { expr: 'i + 1' } }), when: { expr: 'i % 7 == 0' } }),
    (i) => block(`n${i}`, 'Inner', { repeat: 0 }),
    (i) => block(`n${i}`, 'Inner', { repeat: { expr: 'i' } }),
  ]);
  const count = sized(random, 5_000);
  const blocks = sized(random, 3_000);
  return {
    nodes: [
      input,
      ...many(blocks, (i) =>
        block(`b${i}`, 'Outer', {
          repeat: random.pick([1, 10, 10_000, { expr: random.pick(['20000', '1 + 1']) }]),
        }),
      ),
    ],
    edges: many(blocks, (i) => edge(i === 0 ? 'input' : `b${i - 1}`, `b${i}`)),
    definitions: {
      Inner: definition(random.pick([[], [node('x', 'Activation')]])),
      Outer: definition(random.chance(0.3) ? [] : many(count, inside)),
    },
  };
};

/** Arguments of repeated blocks: long expressions, long lists, many parameters. */
const blockArguments: Family = (random) => {
  const parameters = sized(random, 1_000);
  const repeat = sized(random, 10_000);
  const value = (): unknown =>
    random.pick<() => unknown>([
      () => ({ expr: expressionOf(random, ['i']) }),
      () => many(random.pick([1, repeat, 10_000]), () => ({ expr: 'i' })),
      () => many(sized(random, 300), () => ({ expr: expressionOf(random, ['i']) })),
      () => [[[[{ expr: 'i' }]]]],
      () => 7,
    ])();
  const names = many(parameters, (i) => `p${i}`);
  // Written once and used by all, as `JSON.parse` would not have it: so the text stays short.
  const args = Object.fromEntries(names.slice(0, sized(random, 60)).map((name) => [name, value()]));
  const inner = many(sized(random, 20), (i) =>
    node(`c${i}`, 'Conv2D', {
      filters: { expr: random.pick([names[0] ?? '1', expressionOf(random, names)]) },
    }),
  );
  return {
    nodes: [input, ...many(sized(random, 30), (i) => block(`b${i}`, 'D', { args, repeat }))],
    edges: [edge('input', 'b0')],
    definitions: {
      D: definition(random.chance(0.3) ? [] : inner, {
        params: names.map((name) => ({ name, default: 1 })),
      }),
    },
  };
};

/** Long and deep expressions wherever one may stand, in many copies. */
const expressions: Family = (random) => {
  const copies = sized(random, 10_000);
  const names = ['width', 'i'];
  const filters = random.pick<() => unknown>([
    () => ({ expr: expressionOf(random, names) }),
    () => many(sized(random, 500), () => ({ expr: expressionOf(random, names) })),
  ]);
  const inside = many(sized(random, 40), (i) => ({
    ...node(`c${i}`, random.pick(['Conv2D', 'Activation', 'Dense', 'MaxPooling2D']), { filters: filters() }),
    ...(random.chance(0.5) && { when: { expr: expressionOf(random, names) } }),
  }));
  return {
    nodes: [input, block('b', 'D', { repeat: copies, args: { width: { expr: callOf(random, 'i') } } })],
    edges: [edge('input', 'b')],
    definitions: { D: definition(inside, { params: [{ name: 'width', default: 4 }] }) },
  };
};

const JOINS = ['Add', 'Concatenate', 'Multiply', 'Average', 'Maximum', 'Subtract'];

/** Many joins, or much that enters one. */
const joins: Family = (random) => {
  const count = sized(random, 19_990);
  const type = random.pick(JOINS);
  switch (random.below(6)) {
    case 0:
      return { nodes: [...(random.chance(0.5) ? [input] : []), ...many(count, (i) => node(`j${i}`, type))] };
    case 1: {
      const edges = sized(random, 99_000);
      const sources = many(random.pick([1, 10, 1_000]), (i) => node(`s${i}`, 'Input', { shape: [8, 8, 4] }));
      const port = random.pick([(i: number) => i, (i: number) => edges - i, (i: number) => i * 10_007]);
      return {
        nodes: [...sources, node('join', type), node('next', 'Activation')],
        edges: [
          ...many(edges, (i) => edge(sources[i % sources.length]?.id ?? '', 'join', `in:${port(i)}`)),
          edge('join', 'next'),
        ],
      };
    }
    case 2: {
      // Channels double, or sizes run away.
      const steps = Math.min(count, random.pick([10, 60, 200, 1_100, 9_000]));
      return {
        nodes: [input, ...many(steps, (i) => node(`j${i}`, type))],
        edges: many(steps, (i) => {
          const from = i === 0 ? 'input' : `j${i - 1}`;
          return [edge(from, `j${i}`, 'in:0'), edge(from, `j${i}`, 'in:1')];
        }).flat(),
      };
    }
    case 3: {
      // Each reads all before it.
      const layers = sized(random, 440);
      return {
        nodes: [input, ...many(layers, (i) => node(`j${i}`, type))],
        edges: many(layers, (i) =>
          many(i + 1, (k) => edge(k === 0 ? 'input' : `j${k - 1}`, `j${i}`, `in:${k}`)),
        ).flat(),
      };
    }
    case 4: {
      // A ladder: ways double with every rung.
      const rungs = sized(random, 6_000);
      return {
        nodes: [
          input,
          ...many(rungs, (i) => [
            node(`l${i}`, 'Activation'),
            node(`r${i}`, 'Dropout'),
            node(`j${i}`, type),
          ]).flat(),
        ],
        edges: many(rungs, (i) => {
          const from = i === 0 ? 'input' : `j${i - 1}`;
          const into = [edge(from, `l${i}`), edge(from, `r${i}`)];
          return [...into, edge(`l${i}`, `j${i}`, 'in:0'), edge(`r${i}`, `j${i}`, 'in:1')];
        }).flat(),
      };
    }
    default: {
      // A circle with chords: every one of them closes another.
      const members = sized(random, 3_000);
      const chords = sized(random, 90_000);
      return {
        nodes: [input, ...many(members, (i) => node(`j${i}`, type))],
        edges: [
          ...many(members, (i) => edge(`j${i}`, `j${(i + 1) % members}`, 'in:0')),
          ...many(chords, (i) =>
            edge(`j${random.below(members)}`, `j${random.below(members)}`, `in:${i + 1}`),
          ),
        ],
      };
    }
  }
};

const LAYERS: readonly (readonly [string, GraphNode['params']])[] = [
  ['Conv2D', { filters: 8 }],
  ['Conv2D', { filters: 100_000, kernelSize: [99, 99] }],
  ['Activation', {}],
  ['MaxPooling2D', {}],
  ['BatchNormalization', {}],
  ['Dense', { units: 1_000_000 }],
  ['Dropout', {}],
  ['Flatten', {}],
  ['UpSampling2D', { size: [50, 50] }],
  ['ZeroPadding2D', { padding: [1_000, 1_000] }],
  ['Split', { parts: 3 }],
  ['Reshape', { shape: [1, 1, 3_072] }],
  ['GlobalAveragePooling2D', {}],
];

/** Networks as long, as wide or as loose as they may be. */
const large: Family = (random) => {
  const count = sized(random, 19_998);
  const own = random.chance(0.5) ? [random.pick(LAYERS)] : LAYERS;
  const nodes = many(count, (i) => {
    const [type, params] = random.pick(own);
    return node(`n${i}`, type, params);
  });
  const back = random.pick([1, 1, 1, 2, 100, count]);
  const from = (i: number): string => (i < back ? 'input' : `n${i - 1 - random.below(back)}`);
  const linked = random.chance(0.8);
  const output = node('output', 'Output');
  return {
    nodes: [input, ...nodes, output],
    edges: linked ? [...many(count, (i) => edge(from(i), `n${i}`)), edge(`n${count - 1}`, 'output')] : [],
    layout: placed(random, nodes),
  };
};

/** Nowhere, all at one place, or far apart. */
function placed(random: Random, nodes: readonly GraphNode[]): Record<string, Placement> {
  const place = random.pick<null | ((i: number) => Placement)>([
    null,
    () => ({ x: 0, y: 0 }),
    (i) => ({ x: 0, y: i }),
    (i) => ({ x: i * 300, y: 0, apart: true }),
    (i) => ({ x: 1e7 * (i % 2), y: -1e7 + i }),
  ]);
  const some = random.pick([1, 1, 2]);
  return place === null
    ? {}
    : Object.fromEntries(nodes.flatMap(({ id }, i) => (i % some === 0 ? [[id, place(i)]] : [])));
}

/** Blocks with a thousand ways in and out, one after the other. */
const ports: Family = (random) => {
  const [entering, leaving] = [sized(random, 1_000), sized(random, 1_000)];
  const inner = random.pick<(i: number) => GraphNode>([
    (i) => node(`n${i}`, 'Activation'),
    (i) => ({ ...node(`n${i}`, 'Activation'), when: { expr: 'false' } }),
    (i) => block(`n${i}`, 'Empty', { repeat: 0 }),
  ]);
  const nodes = many(Math.max(entering, leaving), inner);
  const blocks = sized(random, 300);
  const body = definition(nodes, {
    edges: [],
    inputs: many(entering, (i) => ({
      name: random.chance(0.1) ? 'in' : `in${i}`,
      node: `n${i}`,
      port: 'in',
    })),
    outputs: many(leaving, (i) => ({ name: `out${i}`, node: `n${i}`, port: 'out' })),
  });
  return {
    nodes: [input, ...many(blocks, (i) => block(`b${i}`, 'D', { repeat: random.pick([1, 3, 10_000]) }))],
    edges: many(blocks, (i) =>
      many(Math.min(entering, leaving, 300), (k) =>
        i === 0 ? edge('input', 'b0', `in${k}`) : edge(`b${i - 1}`, `b${i}`, `in${k}`, `out${k}`),
      ),
    )
      .flat()
      .slice(0, 99_000),
    definitions: { Empty: definition([]), D: body },
  };
};

/** Layers that are left out one behind the other, and blocks that pass on: what feeds the last is far away. */
const passing: Family = (random): Partial<ConvDocument> => {
  const count = sized(random, 9_990);
  const inner = random.pick<(i: number) => GraphNode>([
    (i) => ({ ...node(`n${i}`, 'Activation'), when: { expr: 'false' } }),
    (i) => block(`n${i}`, 'Empty', { repeat: 0 }),
    (i) => (i % 2 === 0 ? node(`n${i}`, 'Activation') : block(`n${i}`, 'Empty')),
  ]);
  const chain = many(count, inner);
  const readers = random.chance(0.5) ? many(sized(random, 9_000), (i) => node(`r${i}`, 'Activation')) : [];
  const last = chain.at(-1)?.id ?? '';
  const links = (from: string): Edge[] => [
    ...chain.map(({ id }, i) => edge(i === 0 ? from : (chain[i - 1]?.id ?? ''), id)),
    ...readers.map(({ id }) => edge(last, id)),
  ];
  const circle = random.chance(0.2) ? [edge(last, 'n0')] : [];
  if (random.chance(0.5))
    return {
      nodes: [input, ...chain, ...readers],
      edges: circle.length > 0 ? [...links('input').slice(1), ...circle] : links('input'),
      definitions: { Empty: definition([]) },
    };
  return {
    nodes: [input, block('b', 'D', { repeat: random.pick([1, 2, 20, 1_000]) })],
    edges: [edge('input', 'b')],
    definitions: {
      Empty: definition([]),
      D: definition([...chain, ...readers], {
        edges: links('').slice(1),
        outputs: [{ name: 'out', node: last, port: 'out' }],
      }),
    },
  };
};

/** Names and ids that are long, alike, or hard to sort; texts, groups and notes. */
const names: Family = (random) => {
  const count = sized(random, 15_000);
  const digits = many(99, (i) => `${i % 10}a`).join('');
  const id = random.pick<(i: number) => string>([
    (i) => `${'x'.repeat(180)}${i}`,
    (i) => `${digits.slice(0, 190)}${i}`,
    (i) => `${'9'.repeat(190)}${i}`,
    (i) => `n${i}`,
  ]);
  const name = random.pick<(i: number) => string>([
    () => 'Conv2D',
    () => 'W'.repeat(1_000),
    () => '💥'.repeat(499),
    (i) => `conv_${i % 3}`,
    () => '',
    () => ' '.repeat(1_000),
    () => 'if',
    () => '"\\\n\t\u202e',
  ]);
  const nodes = many(count, (i) => node(id(i), random.pick(['Conv2D', 'Activation', 'Add']), {}, name(i)));
  const groups = sized(random, 3_000);
  const members = Math.min(count, Math.ceil(sized(random, 300_000) / groups));
  return {
    nodes: [input, ...nodes],
    edges: nodes.map((each, i) =>
      edge(i === 0 ? 'input' : (nodes[i - 1]?.id ?? ''), each.id, each.type === 'Add' ? 'in:0' : 'in'),
    ),
    groups: many(groups, (g) => ({
      id: `g${g}`,
      title: name(g),
      nodes: nodes.slice(0, members).map((each) => each.id),
      collapsed: random.chance(0.3),
    })),
    notes: many(sized(random, 1_000), (i) => ({
      id: `t${i}`,
      text: random.pick(['', 'word '.repeat(200), 'x'.repeat(random.pick([10, 10_000])), '\n'.repeat(1_000)]),
      x: 0,
      y: i,
      width: random.pick([0, 1, 200, 1e7]),
      height: 10,
    })),
    layout: placed(random, nodes),
    description: name(0).repeat(90),
  };
};

/** Keys that no layer knows, parameters that are lists, and what was dismissed. */
const keys: Family = (random) => {
  const count = sized(random, 500);
  const width = sized(random, Math.floor(100_000 / count));
  const strange = (): unknown =>
    random.pick<() => unknown>([
      () => Object.fromEntries(many(width, (i) => [`k${i}`, i])),
      () => many(width, (i) => i),
      () => many(width, () => ({ expr: '1 + 1' })),
      () => 'x'.repeat(width),
    ])();
  const nodes = many(count, (i) =>
    node(`n${i}`, random.pick(['Conv2D', 'Dense', 'Add']), {
      filters: random.pick([8, { expr: '2' }]),
      unknown: strange(),
    }),
  );
  return {
    nodes: [input, ...nodes],
    edges: random.chance(0.5)
      ? nodes.map(({ id }, i) => edge(i === 0 ? 'input' : `n${i - 1}`, id))
      : many(sized(random, 50_000), (i) => edge('input', 'n0', `nothing${i}`)),
    dismissed: many(sized(random, 20_000), (i) => ({ code: 'bias-before-norm', node: `n${i % count}` })),
  };
};

/** What a file may hold, and what only an expression can say. */
const NUMBERS = [1, 1, 2, 3, 7, 64, 1_000, 10_000];
const BEYOND = [0, 1_000_000, 1e9, 2 ** 31, 2 ** 53 - 1, 1e300];

/** Sizes beyond all pictures. */
const sizes: Family = (random) => {
  const number = (): unknown =>
    random.chance(0.9) ? random.pick(NUMBERS) : { expr: String(random.pick(BEYOND)) };
  const count = sized(random, 300);
  const nodes = many(count, (i) =>
    random.pick([
      () => node(`n${i}`, 'Conv2D', { filters: number(), kernelSize: [number(), number()], padding: 'same' }),
      () => node(`n${i}`, 'Split', { parts: random.pick([2, 64, { expr: '1e9' }]) }),
      () => node(`n${i}`, 'Dense', { units: number() }),
      () => node(`n${i}`, 'UpSampling2D', { size: [number(), number()] }),
      () => node(`n${i}`, 'AdaptiveAveragePooling2D', { outputSize: [number(), number()] }),
      () => node(`n${i}`, 'AveragePooling2D', { poolSize: [number(), number()], strides: [1, 1] }),
      () => node(`n${i}`, 'ZeroPadding2D', { padding: [number(), number(), number(), number()] }),
      () => node(`n${i}`, 'Flatten'),
      () => node(`n${i}`, 'Reshape', { shape: [number(), number(), number()] }),
      () => node(`n${i}`, 'ChannelShuffle', { groups: number() }),
      () => node(`n${i}`, 'GroupNormalization', { groups: number() }),
    ])(),
  );
  return {
    nodes: [
      node('input', 'Input', { shape: [number(), number(), random.pick([1, 3, 1e6])] }),
      ...nodes,
      node('output', 'Output', { classNames: many(sized(random, 5_000), (i) => `class ${i}`) }),
    ],
    edges: [
      ...nodes.map(({ id }, i) => edge(i === 0 ? 'input' : `n${i - 1}`, id)),
      edge(`n${count - 1}`, 'output'),
    ],
  };
};

/** A template with its blocks as often as they may be. */
const known: Family = (random) => {
  const { document } = random.pick(templates);
  const repeat = (): unknown => random.pick([0, 1, 3, 100, 2_000, 10_000, { expr: 'i + 2' }]);
  const dear = (nodes: readonly GraphNode[]): GraphNode[] =>
    nodes.map((each) =>
      each.type === 'Block' && random.chance(0.3) ? Object.assign({ ...each }, { repeat: repeat() }) : each,
    );
  return {
    ...document,
    nodes: dear(document.nodes),
    definitions: Object.fromEntries(
      Object.entries(document.definitions).map(([id, each]) => [id, { ...each, nodes: dear(each.nodes) }]),
    ),
  };
};

const families: Readonly<Record<string, Family>> = {
  nesting,
  copies,
  arguments: blockArguments,
  expressions,
  joins,
  large,
  ports,
  passing,
  names,
  keys,
  sizes,
  known,
};
const kinds = Object.keys(families);

/** `share`: how much of the dearest is asked for, 0 to 1. */
export function costlyDocument(index: number, share = 1): CostlyDocument {
  const random: Sizes = { ...randomFrom(index), share };
  const kind = kinds[index % kinds.length] ?? '';
  return { kind, document: { ...emptyDocument(`Document ${index}`), ...families[kind]?.(random) } };
}
