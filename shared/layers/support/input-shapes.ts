import type { PortList } from '../define';
import type { Shape } from '../shape';

/**
 * What to ask a layer about that gets `first` at its first input: the same at all of them, then each of `others` behind it,
 * for a layer that reads a vector beside its picture. A variadic list has as many as it must have, and at least `least`.
 */
export function inputShapes<S extends Shape>(
  inputs: PortList,
  first: S,
  others: readonly S[],
  least = 1,
): readonly (readonly S[])[] {
  const count = 'variadic' in inputs ? Math.max(least, inputs.min) : inputs.length;
  const behind = count < 2 ? [first] : [first, ...others];
  return behind.map((other) => Array.from({ length: count }, (_, i) => (i === 0 ? first : other)));
}
