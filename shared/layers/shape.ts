/** Shapes are height × width × channels, or [n] for vectors, batch left out. */

/** A size: a positive whole number, or null while it is not known. */
export type Dim = number | null;
export type Shape = readonly Dim[];
/** A shape with every size known. */
export type KnownShape = readonly number[];

export function isKnown(shape: Shape): shape is KnownShape {
  return shape.every((dim) => dim !== null);
}
