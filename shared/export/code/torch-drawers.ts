/** Functions of PyTorch code that draw a module's weights as our network draws them. */
import type { Initializer } from '../../layers/define';
import type { KnownShape } from '../../layers/shape';
import type { EmittedLayer } from '../../layers/support/emission';

export interface Drawer {
  readonly name: string;
  readonly className: string;
  readonly isGrouped: boolean;
  /** Statements that draw the weight of `layer`; a bias begins at zero. */
  readonly statements: readonly string[];
}

/** What PyTorch draws by a rule of its own: `kaiming_uniform_(a=√5)`, and biases that are not zero. */
const drawnOtherwise: readonly string[] = ['nn.Conv2d', 'nn.ConvTranspose2d', 'nn.Linear'];

/** How the fans of a layer of ours are told by the weight of its module. */
const fans = [
  { suffix: '', fanIn: 'layer.weight[0].numel()', fanOut: 'layer.weight[:, 0].numel()', mode: "'fan_in'" },
  {
    suffix: '_transposed',
    fanIn: 'layer.weight[:, 0].numel()',
    fanOut: 'layer.weight[0].numel()',
    mode: "'fan_out'",
  },
  {
    suffix: '_depthwise',
    fanIn: 'layer.weight[0].numel() * layer.groups',
    fanOut: 'layer.weight[:, 0].numel() / layer.groups',
    mode: null,
  },
] as const;

/** `shape` is the weight's, in PyTorch's order. Null where the module's own first values are ours. */
export function drawerOf(layer: EmittedLayer, initializer: Initializer, shape: KnownShape): Drawer | null {
  const { className, args } = layer;
  if (!drawnOtherwise.includes(className)) return null;
  const groups = Number(args['groups'] ?? 1);
  const made = (name: string, ...draw: readonly string[]): Drawer => ({
    name,
    className,
    isGrouped: groups > 1,
    statements: draw,
  });
  switch (initializer.kind) {
    case 'zeros':
      return made('all_zeros', 'nn.init.zeros_(layer.weight)');
    case 'ones':
      return made('all_ones', 'nn.init.ones_(layer.weight)');
    case 'constant':
      throw new Error(`A kernel is drawn, and never ${initializer.value} throughout.`);
    default: {
      const { kind, fanIn, fanOut } = initializer;
      const [outer = 1, inner = 1, ...window] = shape;
      const receptive = window.reduce((product, size) => product * size, 1);
      const [first, second] = [inner * receptive, outer * receptive];
      const candidates = [
        [first, second],
        [second, first],
        [first * groups, second / groups],
      ] as const;
      const byBoth = kind.startsWith('glorot');
      const at = candidates.findIndex(([i, o]) => (byBoth ? i + o === fanIn + fanOut : i === fanIn));
      const rule = fans[at];
      if (!rule)
        throw new Error(`The fans of ${className}, ${fanIn} and ${fanOut}, are none of its weight's.`);
      return made(`${pythonNames[kind]}${rule.suffix}`, ...drawing(kind, rule));
    }
  }
}

type Kind = keyof typeof pythonNames;
const pythonNames = {
  glorotUniform: 'glorot_uniform',
  glorotNormal: 'glorot_normal',
  heUniform: 'he_uniform',
  heNormal: 'he_normal',
  lecunUniform: 'lecun_uniform',
  lecunNormal: 'lecun_normal',
} as const;

const CUT = '# As Keras does it, cut at two deviations, which the last number makes up for.';

/** The variances are Keras' `VarianceScaling`: glorot 2 / (in + out), he 2 / in, lecun 1 / in. */
function drawing(kind: Kind, { fanIn, fanOut, mode }: (typeof fans)[number]): readonly string[] {
  const isUniform = kind.endsWith('Uniform');
  if (isUniform && mode !== null) {
    const other = mode === "'fan_out'" ? `, mode=${mode}` : '';
    if (kind === 'glorotUniform') return ['nn.init.xavier_uniform_(layer.weight)'];
    if (kind === 'heUniform') return [`nn.init.kaiming_uniform_(layer.weight${other})`];
    return [`nn.init.kaiming_uniform_(layer.weight${other}, nonlinearity='linear')`];
  }
  const count = kind.startsWith('glorot')
    ? `(${fanIn} + ${fanOut})`
    : / [*/] /.test(fanIn)
      ? `(${fanIn})`
      : fanIn;
  const scale = kind.startsWith('lecun') ? 1 : 2;
  if (isUniform)
    return [
      // A uniform on ±limit has the variance limit² / 3.
      `limit = math.sqrt(${3 * scale} / ${count})`,
      'nn.init.uniform_(layer.weight, -limit, limit)',
    ];
  return [
    CUT,
    `deviation = math.sqrt(${scale} / ${count}) / 0.87962566103423978`,
    'nn.init.trunc_normal_(layer.weight, std=deviation, a=-2 * deviation, b=2 * deviation)',
  ];
}

const zeroBias = ['if layer.bias is not None:', '    nn.init.zeros_(layer.bias)'];

/** Around one module: `he_normal(nn.Conv2d(…))`. */
export const aroundOne = ({ name, statements }: Drawer): string =>
  [`def ${name}(layer):`, ...[...statements, ...zeroBias, 'return layer'].map((line) => `    ${line}`)].join(
    '\n',
  );

export interface DrawingOfAll {
  readonly name: string;
  readonly lines: readonly string[];
}

/**
 * One function for `model.apply`, which comes by every module; null where two modules that look alike are drawn otherwise,
 * or none is drawn.
 */
export function drawingOfAll(drawers: readonly Drawer[]): DrawingOfAll | null {
  const kinds = new Map<string, Drawer>();
  for (const drawer of drawers) {
    const key = `${drawer.className} ${drawer.isGrouped}`;
    if ((kinds.get(key) ?? drawer).name !== drawer.name) return null;
    kinds.set(key, drawer);
  }
  const found = [...kinds.values()];
  const [first] = found;
  if (!first) return null;
  const grouped = found.filter(
    ({ className, isGrouped, name }) =>
      isGrouped && found.some((other) => other.className === className && other.name !== name),
  );
  const plain = found.filter((each) => !grouped.includes(each));
  const branches = [
    ...grouped.map((drawer) => ({
      drawer,
      test: `isinstance(layer, ${drawer.className}) and layer.groups > 1`,
    })),
    ...[...new Set(plain.map(({ name }) => name))].flatMap((name) => {
      const those = plain.filter((each) => each.name === name);
      return those.slice(0, 1).map((drawer) => ({ drawer, test: isOneOf(those) }));
    }),
  ];
  const name = branches.length === 1 ? first.name : 'first_values';
  const lines = branches.flatMap(({ drawer, test }, at) => [
    `    ${at === 0 ? 'if' : 'elif'} ${test}:`,
    ...drawer.statements
      .filter(
        (line) => line !== CUT || branches.findIndex((each) => each.drawer.statements[0] === CUT) === at,
      )
      .map((line) => `        ${line}`),
  ]);
  const biases =
    branches.length === 1
      ? zeroBias.map((line) => `        ${line}`)
      : [`    if ${isOneOf(found)} and layer.bias is not None:`, '        nn.init.zeros_(layer.bias)'];
  return { name, lines: [`def ${name}(layer):`, ...lines, ...biases] };
}

function isOneOf(drawers: readonly Drawer[]): string {
  const classes = drawnOtherwise.filter((each) => drawers.some(({ className }) => className === each));
  return `isinstance(layer, ${classes.length === 1 ? (classes[0] ?? '') : `(${classes.join(', ')})`})`;
}
