/** What a layer becomes in other frameworks: structured, so that exporters only name, quote and frame. */

export type Argument = number | boolean | string | null | readonly Argument[];

/** One layer object of the other framework. */
export interface EmittedLayer {
  /** `Conv2D`, `ZeroPadding2D`; with its package where that is not Keras' layers: `nn.Conv2d`. */
  readonly className: string;
  /** Before `args`, without names. */
  readonly positional?: readonly Argument[];
  /** In the framework's own spelling and order. Names of Keras are snake_case, as its Python API and saved configs have them. */
  readonly args: Readonly<Record<string, Argument>>;
  /** A call on the object, made once: `requires_grad_(False)`. */
  readonly then?: string;
  /** The class, whole, where the framework has none like it; it is called with all inputs of the layer. */
  readonly helper?: string;
  /** A Python function of ours around the object, and its definition. */
  readonly around?: { readonly name: string; readonly helper: string };
  /** Our weights' names in the order in which the framework lists them; empty for none. */
  readonly weights: readonly EmittedWeight[];
  /** Its other weights, which are none of ours and stay what they are: numbers that we keep as parameters. */
  readonly constants?: readonly EmittedConstant[];
}

export interface EmittedConstant {
  /** What the framework calls it. */
  readonly as: string;
  readonly shape: readonly number[];
  /** Row-major. */
  readonly values: readonly number[];
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

/** A call without a layer object: `F.relu({0})`. `{0}`, `{1}`, … stand for its inputs, `{*}` for all of them. */
export interface EmittedCall {
  readonly call: string;
  /** The same as module objects, one after the other, where PyTorch has them: `nn.ReLU()`. */
  readonly modules?: readonly string[];
  /** A Python function that the call needs, whole. */
  readonly helper?: string;
}
export type EmittedStep = EmittedLayer | EmittedCall;

/**
 * The framework's operations for one layer. They run one after the other on the layer's input (explicit padding
 * becomes ZeroPadding2D and a valid convolution); the first takes all inputs. `passThrough` = nothing is emitted.
 */
export type Emission =
  | { readonly kind: 'layers'; readonly layers: readonly EmittedLayer[] }
  /** The same where some are calls: enough for code, not for a saved model. With several outputs the last gives a tuple. */
  | { readonly kind: 'steps'; readonly steps: readonly EmittedStep[] }
  | { readonly kind: 'passThrough' }
  | { readonly kind: 'input'; readonly shape: readonly number[] }
  /** Where the framework has no such layer: a sentence that says so and what to do instead. */
  | { readonly kind: 'unsupported'; readonly reason: string };

/** One layer object without weights. */
export const oneLayer = (
  className: string,
  args: EmittedLayer['args'] = {},
  positional: readonly Argument[] = [],
): Emission => ({
  kind: 'layers',
  layers: [{ className, args, weights: [], ...(positional.length > 0 && { positional }) }],
});

/** One call: `F.relu({0})`, and `nn.ReLU()` where a module object says the same. */
export const oneCall = (call: string, ...modules: readonly string[]): Emission => ({
  kind: 'steps',
  steps: [{ call, ...(modules.length > 0 && { modules }) }],
});

/** A pair as PyTorch's modules take it: one number where both are the same. */
export const single = ([a, b]: readonly [number, number]): Argument => (a === b ? a : [a, b]);

/** What is not PyTorch's default, so that code shows what matters. */
export function unlessDefault(
  args: EmittedLayer['args'],
  defaults: Readonly<Record<string, Argument>>,
): EmittedLayer['args'] {
  return Object.fromEntries(
    Object.entries(args).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(defaults[name])),
  );
}

/** Padding as PyTorch takes it: in the module where both ends are equal, else as a call before it. */
export function torchPadding(
  [top, bottom, left, right]: readonly [number, number, number, number],
  mode: 'constant' | 'reflect' | 'replicate' = 'constant',
  value = 0,
): { readonly before: readonly EmittedCall[]; readonly inside: readonly [number, number] } {
  const even = top === bottom && left === right;
  if (even && ((mode === 'constant' && value === 0) || top + left === 0))
    return { before: [], inside: [top, left] };
  const amount = value === -Infinity ? "float('-inf')" : String(value);
  const how = mode === 'constant' ? (value === 0 ? '' : `, value=${amount}`) : `, mode='${mode}'`;
  const sides = `(${left}, ${right}, ${top}, ${bottom})`;
  const modules = {
    constant: value === 0 ? `nn.ZeroPad2d(${sides})` : `nn.ConstantPad2d(${sides}, ${amount})`,
    reflect: `nn.ReflectionPad2d(${sides})`,
    replicate: `nn.ReplicationPad2d(${sides})`,
  };
  return { before: [{ call: `F.pad({0}, ${sides}${how})`, modules: [modules[mode]] }], inside: [0, 0] };
}

/** All of an axis but so many at its ends, as Python writes it: `1:-2`. */
export const torchRange = (before: number, after: number): string =>
  `${before > 0 ? before : ''}:${after > 0 ? -after : ''}`;

/** Our axes (height, width, channels, without the batch) as PyTorch counts them, channels first. */
export const torchAxis = (rank: number, axis: number): number =>
  rank === 1 ? 1 : axis === rank - 1 ? 1 : axis + 2;

/** A list of steps, as an emission. */
export function emitted(steps: readonly EmittedStep[]): Emission {
  const layers = steps.filter((step): step is EmittedLayer => 'className' in step);
  return layers.length === steps.length ? { kind: 'layers', layers } : { kind: 'steps', steps };
}
