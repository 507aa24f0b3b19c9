/** What makes a volume, in the words of a figure: `5×5 conv`, `2×2 max pool`, `stride 2`. */
import type { CompiledLayer } from '../../compiler/compiled';
import { isKnown } from '../../layers/shape';

const pair = ([a, b]: readonly [number, number]): string => `${a}×${b}`;
const size = (shape: readonly number[]): number => shape.reduce((product, dim) => product * dim, 1);

/**
 * Groups of a convolution, whatever the layer calls them: each output costs F_h·F_w·C_in/groups multiplications.
 * 1 where it has none; the number of channels where it is depthwise.
 */
export function groupsOf({ slide, macs, inputShapes, outputShapes, definition }: CompiledLayer): number {
  const [input] = inputShapes;
  const [output] = outputShapes;
  if (slide?.over !== 'input' || definition.role !== 'linear' || macs === 0) return 1;
  if (!input || !output || !isKnown(input) || !isKnown(output)) return 1;
  const groups = (slide.size[0] * slide.size[1] * (input.at(-1) ?? 0) * size(output)) / macs;
  return Number.isInteger(groups) ? groups : 1;
}

export const isDepthwise = (layer: CompiledLayer): boolean => {
  const channels = layer.inputShapes[0]?.at(-1) ?? 0;
  return channels > 1 && groupsOf(layer) === channels;
};

/** The layer on its own, a line each. */
export function operationOf(layer: CompiledLayer): readonly string[] {
  const { definition, slide } = layer;
  const label = definition.label.toLowerCase();
  if (definition.role === 'input') return [];
  if (!slide) return wordsOf(label);
  const { strides, dilation } = slide;
  const moves = slide.size.every((side, axis) => side === strides[axis]) && definition.role === 'pooling';
  const stride = strides[0] === strides[1] ? String(strides[0]) : pair(strides);
  const groups = groupsOf(layer);
  const plain = label.startsWith('depthwise') ? label : isDepthwise(layer) ? `depthwise ${label}` : label;
  return [
    ...wordsOf(`${pair(slide.size)} ${plain}`),
    ...(moves || (strides[0] === 1 && strides[1] === 1) ? [] : [`stride ${stride}`]),
    ...(dilation.some((rate) => rate > 1)
      ? [`dilation ${dilation[0] === dilation[1] ? dilation[0] : pair(dilation)}`]
      : []),
    ...(groups > 1 && !isDepthwise(layer) ? [`${groups} groups`] : []),
  ];
}

/** Inside of brackets: `3×3, 64`, as the paper on ResNet writes it. */
export function briefOperation(layer: CompiledLayer): string {
  const { slide, outputShapes, definition } = layer;
  const channels = outputShapes[0]?.at(-1) ?? '?';
  if (!slide) return `${definition.label.toLowerCase()}, ${channels}`;
  const groups = groupsOf(layer);
  if (isDepthwise(layer)) return `${pair(slide.size)} depthwise`;
  return `${pair(slide.size)}, ${channels}${groups > 1 ? `, ${groups} groups` : ''}`;
}

const LONGEST = 15;

/** In lines of a few words. */
function wordsOf(text: string): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < LONGEST)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
