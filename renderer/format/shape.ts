/** Shapes as the user likes them written. Inside, they are height × width × channels. */
import type { Shape } from '../../shared/layers/define';

export type ShapeNotation = 'hwc' | 'chw' | 'c@hw';

export const shapeNotations: readonly { readonly value: ShapeNotation; readonly label: string }[] = [
  { value: 'hwc', label: 'H×W×C' },
  { value: 'chw', label: 'C×H×W' },
  { value: 'c@hw', label: 'C@H×W' },
];

export function shapeText(shape: Shape, notation: ShapeNotation): string {
  const dims = shape.map((dim) => (dim === null ? '?' : String(dim)));
  const [height, width, channels] = dims;
  if (dims.length !== 3 || notation === 'hwc') return dims.join('×');
  return notation === 'chw' ? `${channels}×${height}×${width}` : `${channels}@${height}×${width}`;
}

export function sameShape(a: Shape | null | undefined, b: Shape | null | undefined): boolean {
  if (!a || !b) return a === b;
  return a.length === b.length && a.every((dim, axis) => dim === b[axis]);
}
