/** Shapes as people write them. Inside, they are height × width × channels. */
import type { Shape } from '../layers/shape';

export type ShapeNotation = 'hwc' | 'chw' | 'c@hw';

export const shapeNotations: readonly { readonly value: ShapeNotation; readonly label: string }[] = [
  { value: 'hwc', label: 'H×W×C' },
  { value: 'chw', label: 'C×H×W' },
  { value: 'c@hw', label: 'C@H×W' },
];

/** `null` is a size that is not known yet; a text stands for itself (`H/4`). */
export function shapeText(shape: readonly (Shape[number] | string)[], notation: ShapeNotation): string {
  const dims = shape.map((dim) => (dim === null ? '?' : String(dim)));
  const [height, width, channels] = dims;
  if (dims.length !== 3 || notation === 'hwc') return dims.join('×');
  return notation === 'chw' ? `${channels}×${height}×${width}` : `${channels}@${height}×${width}`;
}
