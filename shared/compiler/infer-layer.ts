/** All that a layer says for given parameters and input shapes, remembered: most edits leave most layers as they were. */
import type {
  FormulaStep,
  Inference,
  KnownShape,
  Layer,
  Ports,
  Shape,
  Slide,
  WeightSpec,
  Window,
} from '../layers/define';
import { isKnown } from '../layers/define';
import { type ParamProblem, parseParams } from '../layers/support/fields';

/** A layer with its parameters: what there is to know of it before anything enters. */
export interface SetLayer {
  readonly layer: Layer;
  readonly problems: readonly ParamProblem[];
  readonly ports: Ports;
  /** Null: an input is missing, so only the parameters can be judged. */
  factsFor(inputs: readonly Shape[] | null): LayerFacts;
}

export interface LayerFacts {
  readonly inference: Inference;
  /** By output port; empty where an error stands in the way. */
  readonly outputShapes: readonly Shape[];
  readonly weights: readonly WeightSpec[];
  readonly trainable: number;
  readonly nonTrainable: number;
  readonly macs: number;
  readonly activations: number;
  readonly window: Window;
  readonly slide: Slide | null;
  readonly parameterStep: FormulaStep | null;
  readonly macsStep: FormulaStep | null;
}

type Params = Readonly<Record<string, unknown>>;

const MOST_REMEMBERED = 5_000;

/** By the object of the parameters, or else by what stands in it: copies of a block and layers that are alike share all. */
export function createInference(): (layer: Layer, params: Params) => SetLayer {
  const byObject = new WeakMap<Params, SetLayer>();
  const byText = new Map<string, SetLayer>();
  const facts = new Map<string, LayerFacts>();
  let made = 0;
  const set = (layer: Layer, raw: Params): SetLayer => {
    const { params, problems } = parseParams(layer.params, raw);
    made += 1;
    const key = String(made);
    return {
      layer,
      problems,
      ports: layer.ports(params),
      factsFor: (inputs) =>
        remembered(facts, inputs === null ? key : `${key}:${inputs.map(textOf).join(';')}`, () =>
          factsOf(layer, params, inputs),
        ),
    };
  };
  return (layer, params) => {
    let known = byObject.get(params);
    if (known?.layer !== layer) {
      known = remembered(byText, `${layer.type} ${JSON.stringify(params)}`, () => set(layer, params));
      byObject.set(params, known);
    }
    return known;
  };
}

const textOf = (shape: Shape): string => shape.map(String).join();

function remembered<T>(map: Map<string, T>, key: string, make: () => T): T {
  let value = map.get(key);
  if (value === undefined) {
    value = make();
    if (map.size >= MOST_REMEMBERED) map.clear();
    map.set(key, value);
  }
  return value;
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
    inference,
    outputShapes: fits ? inference.shapes : [],
    weights,
    trainable: counted(true),
    nonTrainable: counted(false),
    macs: complete ? layer.macs(params, known) : 0,
    activations: fits ? inference.shapes.filter(isKnown).reduce((sum, shape) => sum + sizeOf(shape), 0) : 0,
    window: complete ? layer.window(params, known) : null,
    slide: (complete ? layer.slide?.(params, known) : null) ?? null,
    parameterStep: explained?.parameters ?? null,
    macsStep: explained?.macs ?? null,
  };
}
