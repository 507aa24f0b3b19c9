/** Whether a layer could stand behind a shape before it is put there, and what it would take. */
import type { ChainLayer } from '../graph/chain-notation';
import type { Shape } from '../layers/shape';
import type { Finding, Layer } from '../layers/define';
import { findLayer } from '../layers/index';
import { inputShapes } from '../layers/support/input-shapes';
import { defaultsOf, parseParams } from '../schema/fields';

/** `shape` is what comes out; null where that is not known, or nothing does. */
export type Fit =
  | { readonly kind: 'fits'; readonly shape: Shape | null }
  /** With another layer before it. */
  | { readonly kind: 'insert'; readonly before: ChainLayer; readonly shape: Shape | null }
  /** With other parameters; `label` says which. */
  | {
      readonly kind: 'change';
      readonly params: Readonly<Record<string, unknown>>;
      readonly label: string;
      readonly shape: Shape | null;
    }
  | { readonly kind: 'no'; readonly reason: string };

export interface FittedLayer extends ChainLayer {
  /** It was not asked for, but what follows needs it. */
  readonly added: boolean;
}

const picture: Shape = [null, null, null];
const vector: Shape = [null];

/** Null stands for a shape that is not known: a picture or a vector, whichever the layer takes. */
export function fitOf({ layer, params }: ChainLayer, entering: Shape | null): Fit {
  if (entering !== null) return fitTo(layer, params, entering);
  const [asPicture, asVector] = [fitTo(layer, params, picture), fitTo(layer, params, vector)];
  if (asPicture.kind !== 'fits') return asVector.kind === 'fits' ? asVector : asPicture;
  const both = asVector.kind === 'fits' && String(asVector.shape) !== String(asPicture.shape);
  return both ? { kind: 'fits', shape: null } : asPicture;
}

function fitTo(layer: Layer, given: ChainLayer['params'], entering: Shape): Fit {
  const found = inferred(layer, given, entering);
  if (found.problem === null) return { kind: 'fits', shape: found.shape };
  for (const suggestion of found.problem.suggestions ?? []) {
    if (suggestion.kind === 'setParams') {
      const params = { ...given, ...suggestion.params };
      const mended = inferred(layer, params, entering);
      if (mended.problem === null)
        return { kind: 'change', params, label: suggestion.label, shape: mended.shape };
      continue;
    }
    const helper = findLayer(suggestion.type);
    const between = helper && inferred(helper, suggestion.params, entering);
    if (!helper || !between || between.problem !== null || between.shape === null) continue;
    const mended = inferred(layer, given, between.shape);
    const before = { layer: helper, params: suggestion.params };
    if (mended.problem === null) return { kind: 'insert', before, shape: mended.shape };
  }
  return { kind: 'no', reason: found.problem.message };
}

/** Layers with several inputs are asked about the same shape at each, then about any other at those behind the first. */
function inferred(layer: Layer, given: ChainLayer['params'], entering: Shape) {
  const { params } = parseParams(layer.params, { ...defaultsOf(layer.params), ...given });
  let first: Finding | null = null;
  for (const shapes of inputShapes(layer.ports(params).inputs, entering, [vector, picture])) {
    const { shapes: outputs, findings } = layer.infer(params, shapes);
    const problem = findings.find(({ severity }) => severity === 'error');
    if (problem === undefined) return { shape: outputs[0] ?? null, problem: null };
    first ??= problem;
  }
  return { shape: null, problem: first };
}

/** A row of layers with what each needs before it, as far as a fix is known; what does not fit stays as it was written. */
export function fitChain(layers: readonly ChainLayer[], entering: Shape | null): readonly FittedLayer[] {
  let shape = entering;
  return layers.flatMap((item): FittedLayer[] => {
    const fit = fitOf(item, shape);
    shape = fit.kind === 'no' ? null : fit.shape;
    const own = { ...item, added: false };
    if (fit.kind === 'insert') return [{ ...fit.before, added: true }, own];
    return [own];
  });
}

/** Whether `target` takes what the layer makes of a picture or of a vector. */
export function leadsInto(item: ChainLayer, target: ChainLayer): boolean {
  return [picture, vector].some((entering) => {
    const fit = fitTo(item.layer, item.params, entering);
    return (
      fit.kind === 'fits' &&
      fit.shape !== null &&
      fitTo(target.layer, target.params, fit.shape).kind === 'fits'
    );
  });
}
