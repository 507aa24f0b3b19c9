import type { Shape } from '../layers/shape';

type Shapes = readonly (Shape | null)[];

/** Null is what is unknown. Layers that are alike share their shapes, so most are the same object. */
export function sameShapes(a: Shapes | null, b: Shapes | null): boolean {
  if (a === b) return true;
  if (a?.length !== b?.length) return false;
  if (a === null || b === null) return false;
  for (let i = 0; i < a.length; i += 1) if (!sameShape(a[i] ?? null, b[i] ?? null)) return false;
  return true;
}

function sameShape(a: Shape | null, b: Shape | null): boolean {
  if (a === b) return true;
  if (a === null || b === null || a.length !== b.length) return false;
  for (let axis = 0; axis < a.length; axis += 1) if (a[axis] !== b[axis]) return false;
  return true;
}
