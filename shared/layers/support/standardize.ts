/** (x − mean) / √(variance + ε) over some axes, as layer and group normalization have it, and their scale and shift. */
import type { Finding, Suggestion, WeightSpec } from '../define';
import { isKnown, type Shape } from '../shape';
import { epsilonParam } from './epsilon';
import { toggle } from '../../schema/fields';
import type { OpEmitter, Value } from './primitives';

export const standardizeParams = {
  epsilon: epsilonParam,
  center: toggle({
    default: true,
    label: 'Shift (beta)',
    help: 'Adds learned numbers.',
    alsoKnownAs: ['affine', 'elementwise_affine', 'beta'],
  }),
  scale: toggle({
    default: true,
    label: 'Scale (gamma)',
    help: 'Multiplies by learned numbers.',
    alsoKnownAs: ['affine', 'elementwise_affine', 'gamma'],
  }),
};

export function standardize(x: Value, axes: readonly number[], epsilon: number, emit: OpEmitter): Value {
  const mean = emit({ op: 'reduce', x, function: 'mean', axes, keepDims: true });
  const centered = emit({ op: 'binary', a: x, b: mean, function: 'subtract' });
  const square = emit({ op: 'unary', x: centered, function: 'square' });
  const variance = emit({ op: 'reduce', x: square, function: 'mean', axes, keepDims: true });
  const safe = emit({ op: 'unary', x: variance, function: 'affine', scale: 1, offset: epsilon });
  const deviation = emit({ op: 'unary', x: safe, function: 'sqrt' });
  return emit({ op: 'binary', a: centered, b: deviation, function: 'divide' });
}

/** Numbers of a picture; null where a size is not known. */
export function sizeOf(shape: Shape): number | null {
  return isKnown(shape) ? shape.reduce((size, side) => size * side, 1) : null;
}

/** `values`: how many share a mean; null where that is not known. */
export function oneValueFindings(
  values: number | null,
  ofEach: string,
  suggestions: readonly Suggestion[],
): readonly Finding[] {
  if (values !== 1) return [];
  return [
    {
      severity: 'warning',
      code: 'normalizes-one-value',
      message: `${ofEach} is one value, and a value less its own mean is 0: nothing of the picture gets through.`,
      suggestions,
    },
  ];
}

export function scaleAndShift(
  shape: readonly number[],
  { scale, center }: { readonly scale: boolean; readonly center: boolean },
): readonly WeightSpec[] {
  const weight = (name: string, kind: 'zeros' | 'ones'): WeightSpec => ({
    name,
    shape,
    trainable: true,
    initializer: { kind },
    decay: false,
  });
  return [...(scale ? [weight('gamma', 'ones')] : []), ...(center ? [weight('beta', 'zeros')] : [])];
}

/** The trainable numbers' names in Keras and in PyTorch. */
export const emittedScaleAndShift = (
  { scale, center }: { readonly scale: boolean; readonly center: boolean },
  [gamma, beta]: readonly [string, string],
  permutation?: readonly number[],
) => [
  ...(scale ? [{ name: 'gamma', as: gamma, ...(permutation && { permutation }) }] : []),
  ...(center ? [{ name: 'beta', as: beta, ...(permutation && { permutation }) }] : []),
];
