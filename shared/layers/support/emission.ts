/** What a layer becomes in other frameworks: structured, so that exporters only name, quote and frame. */

export type Argument = number | boolean | string | null | readonly Argument[];

/** One layer object of the other framework. */
export interface EmittedLayer {
  /** `Conv2D`, `ZeroPadding2D`. */
  readonly className: string;
  /** In the framework's own spelling and order. Names of Keras are snake_case, as its Python API and saved configs have them. */
  readonly args: Readonly<Record<string, Argument>>;
  /** Our weights' names in the order in which the framework lists them; empty for none. */
  readonly weights: readonly EmittedWeight[];
}

export interface EmittedWeight {
  /** `WeightSpec.name`. */
  readonly name: string;
  /** What the framework calls it: `kernel`, `moving_mean`. */
  readonly as: string;
  /** Axes of ours in the framework's order, where it differs. */
  readonly permutation?: readonly number[];
  readonly shape?: readonly number[];
}

/**
 * The framework's operations for one layer. They run one after the other on the layer's input (explicit padding
 * becomes ZeroPadding2D and a valid convolution); the first takes all inputs. `passThrough` = nothing is emitted.
 */
export type Emission =
  | { readonly kind: 'layers'; readonly layers: readonly EmittedLayer[] }
  | { readonly kind: 'passThrough' }
  | { readonly kind: 'input'; readonly shape: readonly number[] }
  /** Where the framework has no such layer: a sentence that says so and what to do instead. */
  | { readonly kind: 'unsupported'; readonly reason: string };
