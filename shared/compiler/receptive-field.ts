/**
 * How much of the input one position sees, along the largest path (Araujo et al., "Computing receptive fields of
 * convolutional neural networks", 2019): size += (F' − 1)·stride; stride ·= S.
 */
import { isKnown, type KnownShape } from '../layers/shape';
import type { FormulaStep, Window } from '../layers/define';
import { count } from '../layers/support/words';
import type { Compiled, CompiledLayer, ReceptiveField } from './compiled';

type Field = CompiledLayer['receptiveField'];

const DOT: ReceptiveField = { size: [1, 1], stride: [1, 1] };

/** `inputs`: the fields of what feeds the layer; none for an input layer. */
export function receptiveField(window: Window, inputs: readonly Field[], isInput: boolean): Field {
  if (isInput) return DOT;
  if (inputs.length === 0 || inputs.includes(null)) return null;
  if (window === 'global' || inputs.includes('all')) return 'all';
  const [only = null] = inputs;
  const before = inputs.length === 1 && only !== null && only !== 'all' ? only : largest(inputs);
  if (window === null) return before;
  const grow = (axis: 0 | 1): number =>
    before.size[axis] + window.dilation[axis] * (window.size[axis] - 1) * before.stride[axis];
  return {
    size: [grow(0), grow(1)],
    stride: [before.stride[0] * window.strides[0], before.stride[1] * window.strides[1]],
  };
}

/** Along the largest path through branches. */
function largest(inputs: readonly Field[]): ReceptiveField {
  const known = inputs.filter((field): field is ReceptiveField => field !== null && field !== 'all');
  const most = (key: 'size' | 'stride', axis: 0 | 1): number =>
    known.reduce((largestYet, field) => Math.max(largestYet, field[key][axis]), 0);
  return { size: [most('size', 0), most('size', 1)], stride: [most('stride', 0), most('stride', 1)] };
}

/** The arithmetic of a layer's receptive field; none where it looks no further than what feeds it, or at everything. */
export function receptiveFieldSteps(
  { edges, byId }: Pick<Compiled, 'edges' | 'byId'>,
  layer: CompiledLayer,
): readonly FormulaStep[] {
  const { definition, settings, receptiveField: field } = layer;
  const inputs = layer.inputShapes.filter((shape): shape is KnownShape => shape !== null && isKnown(shape));
  const sources = edges.flatMap(({ source, target }) =>
    target === layer.id ? (byId.get(source) ?? []) : [],
  );
  if (field === null || field === 'all' || sources.length === 0) return [];
  const window = definition.window(settings, inputs);
  if (window === null || window === 'global') return [];
  const before = largest(sources.map(({ receptiveField }) => receptiveField));
  const axes = [0, 1] as const;
  const which = ['height', 'width'] as const;
  const sizes = axes.map((axis) => {
    const effective = window.dilation[axis] * (window.size[axis] - 1) + 1;
    return {
      title: `Receptive field, ${which[axis]}`,
      formula: `R_in + (F${window.dilation[axis] > 1 ? '′' : ''} − 1)·J_in`,
      filled: `${count(before.size[axis])} + (${effective} − 1)·${count(before.stride[axis])}`,
      result: count(field.size[axis]),
    };
  });
  const strides = axes.flatMap((axis) => {
    const [stride, step] = [before.stride[axis], window.strides[axis]];
    if (step === 1) return [];
    return [
      {
        title: `Pixels from one position to the next (J), ${which[axis]}`,
        formula: step < 1 ? 'J_in/S' : 'J_in·S',
        filled: step < 1 ? `${count(stride)}/${count(1 / step)}` : `${count(stride)}·${step}`,
        result: count(field.stride[axis]),
      },
    ];
  });
  return [...sizes, ...strides];
}
