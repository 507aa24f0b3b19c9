/** Shapes as the user likes them written. Inside, they are height × width × channels. */
import type { Shape } from '../../shared/layers/shape';

export { shapeNotations, shapeText, type ShapeNotation } from '../../shared/graph/shape-notation';

export function sameShape(a: Shape | null | undefined, b: Shape | null | undefined): boolean {
  if (!a || !b) return a === b;
  return a.length === b.length && a.every((dim, axis) => dim === b[axis]);
}
