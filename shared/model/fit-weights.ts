/** Which weights of a network are there already: those of the same flat id, name and shape. */
import type { CompiledLayer } from '../compiler/compiled';
import type { KnownShape } from '../layers/shape';

/** A plan's weights are a list of these. */
export interface ExpectedWeight {
  /** The layer's flat id and the weight's name: `stage2/block[3]/conv1/kernel`. */
  readonly key: string;
  readonly shape: KnownShape;
}

/** Keys. */
export interface Fit {
  /** There, in the shape that the network wants. */
  readonly fits: ReadonlySet<string>;
  /** Of the network, and to begin anew. */
  readonly fresh: ReadonlySet<string>;
  /** There, but nothing of the network, or in another shape. */
  readonly unused: ReadonlySet<string>;
}

export function fitWeights(
  expected: Iterable<ExpectedWeight>,
  given: ReadonlyMap<string, { readonly shape: KnownShape }>,
): Fit {
  const fits = new Set<string>();
  const fresh = new Set<string>();
  for (const { key, shape } of expected) {
    const found = given.get(key);
    (found && sameShape(found.shape, shape) ? fits : fresh).add(key);
  }
  return { fits, fresh, unused: new Set([...given.keys()].filter((key) => !fits.has(key))) };
}

/** As far as shapes are known: a layer behind an error has no weights yet. */
export function weightsOf(layers: readonly CompiledLayer[]): readonly ExpectedWeight[] {
  return layers.flatMap(({ id, weights }) =>
    weights.map(({ name, shape }) => ({ key: `${id}/${name}`, shape })),
  );
}

const sameShape = (a: KnownShape, b: KnownShape): boolean =>
  a.length === b.length && a.every((size, axis) => size === b[axis]);
