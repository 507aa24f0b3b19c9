/** Sizes as a figure writes them: with their numbers, or as parts of the input's (`H/4×W/4×256`). */
import { shapeText, type ShapeNotation } from '../../graph/shape-notation';
import type { Dim, Shape } from '../../layers/shape';

export type SizeWriting = 'numbers' | 'symbols';

export interface FigureNotation {
  readonly order: ShapeNotation;
  readonly writing: SizeWriting;
}

/** `H/4` where the size divides the input's, `2H` where it is a multiple of it, else the number itself. */
function symbolOf(letter: string, size: Dim, input: Dim | undefined): Dim | string {
  if (size === null || input === null || input === undefined || size <= 1) return size;
  if (size === input) return letter;
  if (input % size === 0) return `${letter}/${input / size}`;
  return size % input === 0 ? `${size / input}${letter}` : size;
}

export function sizeText(
  shape: Shape | null,
  input: Shape | null,
  { order, writing }: FigureNotation,
): string {
  if (shape === null) return '?';
  const [height = null, width = null, channels = null] = shape;
  const symbolic = writing === 'symbols' && shape.length === 3 && input?.length === 3;
  return shapeText(
    symbolic ? [symbolOf('H', height, input[0]), symbolOf('W', width, input[1]), channels] : shape,
    order,
  );
}
