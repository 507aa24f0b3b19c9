/** All that a layer says for given parameters and input shapes, remembered: most edits leave most layers as they were. */
import type { KnownShape, Shape } from '../layers/shape';
import type { FormulaStep, Inference, Layer, Ports, Slide, WeightSpec, Window } from '../layers/define';
import { isKnown } from '../layers/shape';
import { type ParamProblem, parseParams } from '../schema/fields';
import { sameParams } from './expand-params';
import { sameShapes } from './same-shapes';

/** A layer with its parameters: what there is to know of it before anything enters. */
export interface SetLayer {
  readonly layer: Layer;
  readonly problems: readonly ParamProblem[];
  /** With the defaults of what is not given, or not allowed as it is. */
  readonly settings: Params;
  readonly ports: Ports;
  /** Null: an input is missing, so only the parameters can be judged. */
  factsFor(inputs: readonly Shape[] | null): LayerFacts;
}

export interface LayerFacts {
  /** Null: one is missing. */
  readonly inputs: readonly Shape[] | null;
  readonly inference: Inference;
  /** By output port; empty where an error stands in the way. */
  readonly outputShapes: readonly Shape[];
  readonly weights: readonly WeightSpec[];
  readonly trainable: number;
  readonly nonTrainable: number;
  readonly macs: number;
  readonly activations: number;
  /** Null while an input is unknown. */
  readonly look: Look | null;
  readonly slide: Slide | null;
  readonly parameterStep: FormulaStep | null;
  readonly macsStep: FormulaStep | null;
}

/** How a layer looks at what enters it. */
export interface Look {
  readonly inputs: readonly KnownShape[];
  /** Of a layer without an output port, what enters: it shows what it gets. */
  readonly outputs: readonly KnownShape[];
  /** By output, then by input. */
  readonly windows: readonly (readonly Window[])[];
}

type Params = Readonly<Record<string, unknown>>;

const MOST_REMEMBERED = 5_000;
/** Characters. */
const MOST_WRITTEN = 10_000_000;
/** Characters: what is shorter is written out faster than it is remembered. */
const LONG = 500;
/** Of one type; what is met again is nearly always among the last few. */
const RECENT = 8;

interface Remembered extends SetLayer {
  readonly raw: Params;
}

/** By what stands in the parameters: copies of a block and layers that are alike share all. */
export function createInference(): (layer: Layer, params: Params) => SetLayer {
  const byText = new Map<string, Remembered>();
  /** What is long and shared by copies need not be written out again. */
  const byObject = new WeakMap<Params, Remembered>();
  let written = 0;
  const recent = new Map<Layer, Remembered[]>();
  const factsFor = createFacts();
  const set = (layer: Layer, raw: Params): Remembered => {
    const { params, problems } = parseParams(layer.params, raw);
    const made: Remembered = {
      layer,
      raw,
      problems,
      settings: params,
      ports: layer.ports(params),
      factsFor: (inputs) => factsFor(made, params, inputs),
    };
    return made;
  };
  return (layer, params) => {
    let last = recent.get(layer);
    if (!last) recent.set(layer, (last = []));
    // Far faster than to write them out.
    for (const each of last) if (sameParams(each.raw, params)) return each;
    let found = byObject.get(params);
    if (found?.layer !== layer) {
      const key = `${layer.type} ${JSON.stringify(params)}`;
      found = byText.get(key);
      if (!found) {
        found = set(layer, params);
        if (byText.size >= MOST_REMEMBERED || written > MOST_WRITTEN) {
          byText.clear();
          written = 0;
        }
        byText.set(key, found);
        written += key.length;
      }
      if (key.length > LONG) byObject.set(params, found);
    }
    if (last.length >= RECENT) last.shift();
    last.push(found);
    return found;
  };
}

/** For each layer as it is set, and for each of the shapes that have entered it. */
function createFacts(): (set: SetLayer, params: Params, inputs: readonly Shape[] | null) => LayerFacts {
  let bySet = new WeakMap<SetLayer, Map<number, LayerFacts[]>>();
  let count = 0;
  return (set, params, inputs) => {
    if (count >= MOST_REMEMBERED) {
      bySet = new WeakMap();
      count = 0;
    }
    let bySum = bySet.get(set);
    if (!bySum) bySet.set(set, (bySum = new Map<number, LayerFacts[]>()));
    const sum = checksum(inputs);
    let alike = bySum.get(sum);
    if (!alike) bySum.set(sum, (alike = []));
    let facts = alike.find((each) => sameShapes(each.inputs, inputs));
    if (!facts) {
      facts = factsOf(set.layer, params, inputs);
      alike.push(facts);
      count += 1;
    }
    return facts;
  };
}

/** Equal for equal shapes, and seldom for others. */
function checksum(shapes: readonly Shape[] | null): number {
  let sum = 1;
  for (const shape of shapes ?? []) for (const dim of shape) sum = (Math.imul(sum, 31) + (dim ?? -1)) | 0;
  return sum;
}

const nothing: Inference = { shapes: [], steps: [], findings: [] };
export const sizeOf = (shape: KnownShape): number => shape.reduce((product, dim) => product * dim, 1);

function factsOf(layer: Layer, params: Params, inputs: readonly Shape[] | null): LayerFacts {
  const inference = inputs === null ? nothing : layer.infer(params, inputs);
  const known = inputs?.filter(isKnown) ?? [];
  const fits = inputs !== null && inference.findings.every(({ severity }) => severity !== 'error');
  const complete = fits && known.length === inputs.length;
  const weights = complete ? layer.weights(params, known) : [];
  const counted = (trainable: boolean): number =>
    weights
      .filter((weight) => weight.trainable === trainable)
      .reduce((sum, { shape }) => sum + sizeOf(shape), 0);
  const explained = complete ? layer.explain?.(params, known) : undefined;
  return {
    inputs,
    inference,
    outputShapes: fits ? inference.shapes : [],
    weights,
    trainable: counted(true),
    nonTrainable: counted(false),
    macs: complete ? layer.macs(params, known) : 0,
    activations: fits ? inference.shapes.filter(isKnown).reduce((sum, shape) => sum + sizeOf(shape), 0) : 0,
    look: complete ? lookOf(layer, params, known, inference.shapes.filter(isKnown)) : null,
    slide: (complete ? layer.slide?.(params, known) : null) ?? null,
    parameterStep: explained?.parameters ?? null,
    macsStep: explained?.macs ?? null,
  };
}

function lookOf(
  layer: Layer,
  params: Params,
  inputs: readonly KnownShape[],
  shapes: readonly KnownShape[],
): Look {
  const outputs = shapes.length > 0 ? shapes : inputs.slice(0, 1);
  const windows = outputs.map((_, to) => inputs.map((__, from) => layer.window(params, inputs, from, to)));
  return { inputs, outputs, windows };
}
