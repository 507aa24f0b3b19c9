/**
 * The contract that every layer file fulfils. A layer is one file in this folder; everything
 * else (palette, inspector, validation, compiler, engine, exporters) derives from what it says.
 *
 * Shapes are height × width × channels, or [n] for vectors, batch left out.
 */
import type { KnownShape, Shape } from './shape';
import type { Category } from './support/categories';
import type { Fields, ParamsOf } from '../schema/fields';
import type { ExplicitPadding, OpEmitter, OutputSpec, Task, Value, WeightValue } from './support/primitives';
import type { LayerCode } from './support/codes';
import type { Emission } from './support/emission';

/** What a layer is for; code outside its file may ask for this and never for its type. */
export type Role =
  | 'linear'
  | 'activation'
  | 'norm'
  | 'pooling'
  | 'regularizer'
  | 'merge'
  | 'reshape'
  | 'input'
  | 'output'
  | 'block';

/** A list of port names, or one name that stands for `name:0`, `name:1`, … (at least `min`). */
export type PortList = readonly string[] | { readonly variadic: string; readonly min: number };
export interface Ports {
  readonly inputs: PortList;
  readonly outputs: readonly string[];
}

/** One line of arithmetic with the layer's own numbers: `(W − F + 2P) / S + 1`, `(32 − 5 + 2·0) / 1 + 1`, `28`. */
export interface FormulaStep {
  /** What is computed, as a person says it: "Output height". */
  readonly title: string;
  readonly formula: string;
  readonly filled: string;
  readonly result: string;
}

/**
 * A way out that a layer proposes. The compiler turns it into edits.
 * `insert` puts a layer of the named type on the edge that enters `port`.
 */
export type Suggestion =
  | { readonly kind: 'setParams'; readonly label: string; readonly params: Readonly<Record<string, unknown>> }
  | {
      readonly kind: 'insert';
      readonly label: string;
      readonly port: string;
      readonly type: string;
      readonly params: Readonly<Record<string, unknown>>;
    };

export type Severity = 'error' | 'warning' | 'advice';

/** Something to tell the user about a layer. `message` is a whole sentence with the numbers in it. */
export interface Finding {
  readonly severity: Severity;
  readonly code: LayerCode;
  readonly message: string;
  /** The parameter or port that it is about, where there is one. */
  readonly param?: string;
  readonly port?: string;
  readonly suggestions?: readonly Suggestion[];
}

export interface Inference {
  /** One shape per output port, in the order of `ports().outputs`. Empty when the input does not fit. */
  readonly shapes: readonly Shape[];
  readonly steps: readonly FormulaStep[];
  /** Errors (then `shapes` may be empty), warnings and advice. */
  readonly findings: readonly Finding[];
}

export type Initializer =
  | { readonly kind: 'zeros' | 'ones' }
  | { readonly kind: 'constant'; readonly value: number }
  /** Fan-in and fan-out are those of Keras' `_compute_fans` (receptive field × channels). */
  | {
      readonly kind:
        'glorotUniform' | 'glorotNormal' | 'heUniform' | 'heNormal' | 'lecunUniform' | 'lecunNormal';
      readonly fanIn: number;
      readonly fanOut: number;
    };

export interface WeightSpec {
  /** Last part of the weight's key: `kernel`, `bias`, `gamma`, `beta`, `movingMean`, `movingVariance`. */
  readonly name: string;
  readonly shape: KnownShape;
  readonly trainable: boolean;
  readonly initializer: Initializer;
  /** Whether weight decay applies (kernels yes, biases and norms no). */
  readonly decay: boolean;
}

/**
 * Which rows (or columns) of its input a layer reads for row `i` of its output: those `x` with
 * `stretch·x = stride·i + start + dilation·t` for a tap `t` from 0 to `size − 1`. It is a window that slides over the input
 * after that was stretched: a transposed convolution is a convolution of its input with gaps between the pixels (Dumoulin &
 * Visin, "A guide to convolution arithmetic", 2016, chapter 4), and so is every other way to enlarge a picture.
 */
export interface Reading {
  readonly size: number;
  readonly stride: number;
  readonly dilation: number;
  readonly stretch: number;
  readonly start: number;
  /** The axis of the output along which `i` counts: the other one where a layer exchanges them. */
  readonly along: 0 | 1;
}

/**
 * Which positions of its input a layer reads for one of its output, for the receptive field; channels are not told apart. A
 * vector is a column of positions.
 *
 * - `null`: the position itself.
 * - `global`: all of them.
 * - `unknown`: nobody can tell.
 * - `run`: numbers are taken in their order, row by row, and each is made from the run of so many that it lies in.
 * - rows and columns: each as they say.
 */
export type Window =
  null | 'global' | 'unknown' | { readonly run: number } | readonly [rows: Reading, columns: Reading];

/** How a window moves over a plane, place by place, for those who show it. All in pixels, height before width. */
export interface Slide {
  readonly size: readonly [number, number];
  readonly strides: readonly [number, number];
  readonly dilation: readonly [number, number];
  readonly padding: ExplicitPadding;
  /** How many places there are: the size of the other plane. */
  readonly places: readonly [number, number];
  /**
   * `input`: each window gives one value of the output. `output`: each value of the input is spread over a window of
   * the output, and `padding` is what is cut off there.
   */
  readonly over: 'input' | 'output';
}

export interface LowerContext {
  readonly inputs: readonly Value[];
  /** By `WeightSpec.name`. */
  readonly weights: Readonly<Record<string, WeightValue>>;
  readonly training: boolean;
  /** Flat id of the layer: random masks are a function of it. */
  readonly nodeId: string;
  readonly emit: OpEmitter;
}

/** What a layer's PyTorch code has to know of the network around it. */
export interface Surroundings {
  /** Whether all that reads it is dense, so that its values may come in any order: the weights follow it. */
  readonly orderIsFree: boolean;
}

/** How a layer is written in a chain such as `c3-64 bn relu pool2 dense 10`. */
interface Shorthand<F extends Fields = Fields> {
  /** Words beside type, label, stem and aliases, and the parameters that each stands for. In lower case. */
  readonly words?: Readonly<Record<string, Partial<ParamsOf<F>>>>;
  /** What the number behind the word sets, as in `dropout 0.5`; `features` where left out. */
  readonly amount?: keyof F & string;
  /** The pair that the digits right at the word set, as in `c3`. */
  readonly size?: keyof F & string;
  /** Where no stride is written, it is the size: `max3` steps by three. */
  readonly strideIsSize?: boolean;
  /** What the notation takes for granted. */
  readonly assumes?: Partial<ParamsOf<F>>;
}

interface Preset {
  readonly label: string;
  readonly params: Readonly<Record<string, unknown>>;
  /** As the layer's own. */
  readonly basic?: number;
}

export interface LayerDefinition<F extends Fields = Fields> {
  /** As in Keras: `Conv2D`. Also what the document stores. */
  readonly type: string;
  /** What the palette shows where the type is too long: "Max pool". */
  readonly label: string;
  /** Stem of new nodes' names: `conv` gives conv1, conv2, … */
  readonly stem: string;
  readonly category: Category;
  readonly role: Role;
  /** A name of lucide-react's in kebab-case. */
  readonly icon: string;
  /** One sentence for a student. */
  readonly summary: string;
  /** What other programs call it, for search: `nn.Conv2d`, `convolution`. */
  readonly aliases: readonly string[];
  readonly shorthand?: Shorthand<F>;
  /** Names of their own for what it is set to, by which it is looked for and added: ReLU. */
  readonly presets?: readonly Preset[];
  /** Its place among what nearly every network has, which the palette lists first; left out of it where absent. */
  readonly basic?: number;
  readonly params: F;
  /** The parameter that sets how many values the last axis of the output has: `filters`, `units`. */
  readonly features?: string;
  ports(params: ParamsOf<F>): Ports;
  infer(params: ParamsOf<F>, inputs: readonly Shape[]): Inference;
  /** Only called with known input shapes that `infer` accepted. */
  weights(params: ParamsOf<F>, inputs: readonly KnownShape[]): readonly WeightSpec[];
  /** How the output of index `to` reads the input of index `from`. Asked as `weights` is. */
  window(params: ParamsOf<F>, inputs: readonly KnownShape[], from: number, to: number): Window;
  /** For layers with a window. Only called with known input shapes that `infer` accepted. */
  slide?(params: ParamsOf<F>, inputs: readonly KnownShape[]): Slide;
  /** Multiply-accumulates for one image; 0 for all but convolution and dense layers. */
  macs(params: ParamsOf<F>, inputs: readonly KnownShape[]): number;
  /** The row's short text: `5×5 · 6 · s1 · p0`. */
  brief(params: ParamsOf<F>): string;
  /**
   * The arithmetic behind the parameter count and the cost, to teach. The counts themselves come from
   * `weights` and `macs`; the contract test holds the two together.
   */
  explain?(
    params: ParamsOf<F>,
    inputs: readonly KnownShape[],
  ): { readonly parameters?: FormulaStep; readonly macs?: FormulaStep };
  /** The values of its output ports, in order. */
  lower(params: ParamsOf<F>, context: LowerContext): readonly Value[];
  /** Role output only: task, loss and prediction. Looks at the primitive that made its input, so that a softmax before it is not applied twice. */
  output?(params: ParamsOf<F>, context: LowerContext): OutputSpec;
  /** Role output only: what the answer means, known before anything is lowered. */
  task?(params: ParamsOf<F>): Task;
  /** Where its outputs are probabilities: over all of the last axis together, or each for itself. */
  probabilities?(params: ParamsOf<F>): 'softmax' | 'sigmoid' | null;
  /** Why it can be drawn and counted but not run, as a sentence; where this is there, `lower` is never asked. */
  readonly notExecutable?: string;
  keras(params: ParamsOf<F>, inputs: readonly KnownShape[]): Emission;
  /**
   * Layers of TensorFlow.js that do what this one does, where it has no layer of Keras' name. `unsupported` where no
   * layers of it can: only then the export refuses. Nothing is to be said where it only lacks a parameter or computes
   * one otherwise, since the export then writes what `lower` gives.
   */
  tfjs?(params: ParamsOf<F>, inputs: readonly KnownShape[]): Emission;
  /** Modules of `torch.nn` and calls; pictures are channels first there. */
  pytorch(params: ParamsOf<F>, inputs: readonly KnownShape[], surroundings?: Surroundings): Emission;
}

/**
 * A definition with its parameters' types forgotten: what the registry holds.
 * Its functions take parameters that were parsed by `parseParams` of the same definition.
 */
export type Layer = LayerDefinition;

/** Declares a layer; keeps the parameters' types inside the file and forgets them outside. */
export function defineLayer<F extends Fields>(definition: LayerDefinition<F>): LayerDefinition<F> {
  return definition;
}

/** Convenience for layers with one input and one output. */
export const oneToOne: Ports = { inputs: ['in'], outputs: ['out'] };
