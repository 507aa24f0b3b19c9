/** All that a layer says for given parameters and input shapes, remembered: most edits leave most layers as they were. */
import type {
  FormulaStep,
  Inference,
  KnownShape,
  Layer,
  Shape,
  Slide,
  WeightSpec,
  Window,
} from '../layers/define';
import { isKnown } from '../layers/define';
import { type ParamProblem, parseParams } from '../layers/support/fields';

export interface LayerFacts {
  readonly problems: readonly ParamProblem[];
  readonly inference: Inference;
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

/** Null: an input is missing, so only the parameters can be judged. */
type Inputs = readonly Shape[] | null;

const MOST_REMEMBERED = 20_000;

export type InferLayer = (
  layer: Layer,
  params: Readonly<Record<string, unknown>>,
  inputs: Inputs,
) => LayerFacts;

export function createInference(): InferLayer {
  const remembered = new Map<string, LayerFacts>();
  return (layer, params, inputs) => {
    const key = JSON.stringify([layer.type, params, inputs]);
    let facts = remembered.get(key);
    if (!facts) {
      facts = factsOf(layer, params, inputs);
      if (remembered.size >= MOST_REMEMBERED) remembered.clear();
      remembered.set(key, facts);
    }
    return facts;
  };
}

const nothing: Inference = { shapes: [], steps: [], findings: [] };
export const sizeOf = (shape: KnownShape): number => shape.reduce((product, dim) => product * dim, 1);

function factsOf(layer: Layer, raw: Readonly<Record<string, unknown>>, inputs: Inputs): LayerFacts {
  const { params, problems } = parseParams(layer.params, raw);
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
    problems,
    inference,
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
