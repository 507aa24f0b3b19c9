/**
 * How a layer's weights are first drawn, said where the framework would draw them otherwise: the code begins where our
 * network begins. Keras takes it as arguments; in PyTorch a function draws the weights of the finished module.
 */
import type { Initializer, WeightSpec } from '../../layers/define';
import type { KnownShape } from '../../layers/shape';
import type { EmittedLayer, EmittedWeight } from '../../layers/support/emission';
import type { Framework } from './framework';
import { drawerOf, type Drawer } from './torch-drawers';
import { pythonNumber, pythonString } from './python-text';

export interface FirstValues {
  /** Of the Keras layer: `kernel_initializer='he_normal'`. */
  readonly args: readonly (readonly [name: string, text: string])[];
  /** Null where PyTorch's own first values are ours. */
  readonly drawer: Drawer | null;
}

const none: FirstValues = { args: [], drawer: null };

/** `specs` are the weights of our layer, of which the emitted one holds some or all. */
export function firstValues(
  framework: Framework,
  layer: EmittedLayer,
  specs: readonly WeightSpec[],
): FirstValues {
  // A class of ours draws its own.
  if (layer.helper !== undefined) return none;
  const weights = layer.weights.flatMap((weight) => {
    const spec = specs.find(({ name }) => name === weight.name);
    return spec ? [{ as: weight.as, initializer: spec.initializer, shape: shapeThere(weight, spec) }] : [];
  });
  if (framework === 'pytorch') {
    const kernel = weights.find(({ as }) => as === 'weight');
    return kernel ? { args: [], drawer: drawerOf(layer, kernel.initializer, kernel.shape) } : none;
  }
  const args = weights.flatMap(({ as, initializer, shape }) => {
    const { argument, usual } = kerasArguments[as] ?? {};
    const text = kerasText(initializer, shape);
    return argument === undefined || text === usual ? [] : [[argument, text] as const];
  });
  return { args, drawer: null };
}

/** The weight's shape in the framework's order of axes. */
const shapeThere = ({ shape, permutation }: EmittedWeight, spec: WeightSpec): KnownShape =>
  shape ?? permutation?.map((axis) => spec.shape[axis] ?? 1) ?? spec.shape;

const glorot = "'glorot_uniform'";
const [zeros, ones] = ["'zeros'", "'ones'"];

/** By the weight's name in Keras: what says its first values, and what they are where nothing is said. */
const kerasArguments: Readonly<Record<string, { readonly argument: string; readonly usual: string }>> = {
  kernel: { argument: 'kernel_initializer', usual: glorot },
  depthwise_kernel: { argument: 'depthwise_initializer', usual: glorot },
  bias: { argument: 'bias_initializer', usual: zeros },
  alpha: { argument: 'alpha_initializer', usual: zeros },
  gamma: { argument: 'gamma_initializer', usual: ones },
  beta: { argument: 'beta_initializer', usual: zeros },
  moving_mean: { argument: 'moving_mean_initializer', usual: zeros },
  moving_variance: { argument: 'moving_variance_initializer', usual: ones },
};

const kerasNames = {
  glorotUniform: 'glorot_uniform',
  glorotNormal: 'glorot_normal',
  heUniform: 'he_uniform',
  heNormal: 'he_normal',
  lecunUniform: 'lecun_uniform',
  lecunNormal: 'lecun_normal',
} as const;

function kerasText(initializer: Initializer, shape: KnownShape): string {
  switch (initializer.kind) {
    case 'zeros':
      return zeros;
    case 'ones':
      return ones;
    case 'constant':
      return `keras.initializers.Constant(${pythonNumber(initializer.value)})`;
    default:
      return drawnInKeras(initializer, shape);
  }
}

/**
 * Keras counts the fans of a kernel by its last two axes (`compute_fans`). Where a layer of ours counts them otherwise
 * (a transposed convolution, whose axes are swapped; a grouped one that is a depthwise layer there), the variance is said.
 */
function drawnInKeras(
  { kind, fanIn, fanOut }: Exclude<Initializer, { readonly kind: 'zeros' | 'ones' | 'constant' }>,
  shape: KnownShape,
): string {
  const receptive = shape.slice(0, -2).reduce((product, size) => product * size, 1);
  const [input, output] = [(shape.at(-2) ?? 1) * receptive, (shape.at(-1) ?? 1) * receptive];
  const byBoth = kind.startsWith('glorot');
  if (byBoth ? fanIn + fanOut === input + output : fanIn === input) return pythonString(kerasNames[kind]);
  const scale = kind.startsWith('he') ? 2 : 1;
  const [size, mode] =
    !byBoth && fanIn === output
      ? [scale, 'fan_out']
      : [(scale * input) / (byBoth ? (fanIn + fanOut) / 2 : fanIn), 'fan_in'];
  const distribution = kind.endsWith('Uniform') ? 'uniform' : 'truncated_normal';
  return `keras.initializers.VarianceScaling(${pythonNumber(size)}, '${mode}', '${distribution}')`;
}
