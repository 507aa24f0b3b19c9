/**
 * How much of the input one position sees, along the largest path (Araujo et al., "Computing receptive fields of
 * convolutional neural networks", 2019): size += (F' − 1)·stride; stride ·= S.
 */
import type { Window } from '../layers/define';
import type { CompiledLayer, ReceptiveField } from './compiled';

type Field = CompiledLayer['receptiveField'];

const DOT: ReceptiveField = { size: [1, 1], stride: [1, 1] };

/** `inputs`: the fields of what feeds the layer; none for an input layer. */
export function receptiveField(window: Window, inputs: readonly Field[], isInput: boolean): Field {
  if (isInput) return DOT;
  if (inputs.length === 0 || inputs.includes(null)) return null;
  if (window === 'global' || inputs.includes('all')) return 'all';
  const known = inputs.filter((field): field is ReceptiveField => field !== null && field !== 'all');
  const largest = (key: 'size' | 'stride', axis: 0 | 1): number =>
    Math.max(...known.map((field) => field[key][axis]));
  const before: ReceptiveField = {
    size: [largest('size', 0), largest('size', 1)],
    stride: [largest('stride', 0), largest('stride', 1)],
  };
  if (window === null) return before;
  const grow = (axis: 0 | 1): number =>
    before.size[axis] + window.dilation[axis] * (window.size[axis] - 1) * before.stride[axis];
  return {
    size: [grow(0), grow(1)],
    stride: [before.stride[0] * window.strides[0], before.stride[1] * window.strides[1]],
  };
}
