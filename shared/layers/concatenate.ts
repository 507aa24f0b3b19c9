import type { Dim, Shape } from './shape';
import { defineLayer, type Finding, type Suggestion } from './define';
import { oneCall } from './support/emission';
import { shifted } from './support/readings';
import { sizeAlignments } from './support/merging';
import { count, shapeText } from './support/words';

/** Along the last axis: channels of pictures, numbers of vectors. */
export const concatenate = defineLayer({
  type: 'Concatenate',
  label: 'Concatenate',
  stem: 'concat',
  category: 'merge',
  role: 'merge',
  icon: 'combine',
  summary: 'Puts the channels of its branches one behind the other.',
  aliases: ['concat', 'torch.cat', 'merge', 'depth concatenation'],
  params: {},
  ports: () => ({ inputs: { variadic: 'in', min: 2 }, outputs: ['out'] }),
  infer(_, inputs) {
    const [first = []] = inputs;
    const other = inputs.findIndex((shape) => !joinable(first, shape));
    if (other >= 0) return { shapes: [], steps: [], findings: [mismatch(first, inputs[other] ?? [], other)] };
    const last = first.length - 1;
    const parts = inputs.map((shape) => shape[last] ?? null);
    const total = parts.every((dim): dim is number => dim !== null) ? parts.reduce((a, b) => a + b, 0) : null;
    const shape: Dim[] = first.map(
      (dim, axis) => dim ?? inputs.find((input) => input[axis] != null)?.[axis] ?? null,
    );
    shape[last] = total;
    const step = {
      title: last === 2 ? 'Output channels' : 'Output length',
      formula: inputs.map((_, i) => `C${'₁₂₃₄₅₆₇₈₉'[i] ?? i + 1}`).join(' + '),
      filled: parts.join(' + '),
      result: count(total ?? 0),
    };
    return { shapes: [shape], steps: total === null ? [] : [step], findings: [] };
  },
  weights: () => [],
  window(_, inputs, from) {
    if (inputs[0]?.length !== 1) return null;
    return shifted(-inputs.slice(0, from).reduce((sum, [length = 0]) => sum + length, 0), 0);
  },
  macs: () => 0,
  brief: () => '',
  lower(_, { inputs, emit }) {
    const [first] = inputs;
    if (!first) throw new Error('Concatenate needs inputs.');
    return [emit({ op: 'concat', values: inputs, axis: first.shape.length - 1 })];
  },
  keras: () => ({ kind: 'layers', layers: [{ className: 'Concatenate', args: { axis: -1 }, weights: [] }] }),
  pytorch: () => oneCall('torch.cat([{*}], dim=1)'),
});

function joinable(a: Shape, b: Shape): boolean {
  if (a.length !== b.length) return false;
  return a.slice(0, -1).every((dim, axis) => dim === null || b[axis] === null || dim === b[axis]);
}

function mismatch(first: Shape, other: Shape, index: number): Finding {
  const pictures = first.length === 3 && other.length === 3;
  return {
    severity: 'error',
    code: 'shapes-differ',
    port: `in:${index}`,
    message: `${shapeText(first)} and ${shapeText(other)} can't be concatenated: ${
      pictures
        ? 'height and width must be the same, only channels may differ.'
        : 'all must be pictures, or all vectors.'
    }`,
    suggestions: pictures
      ? sizeAlignments(first, other, ['in:0', `in:${index}`])
      : flattenings(first.length > other.length ? 0 : index),
  };
}

const flattenings = (index: number): readonly Suggestion[] =>
  ['GlobalAveragePooling2D', 'Flatten'].map((type) => ({
    kind: 'insert',
    label: `Insert ${type}`,
    port: `in:${index}`,
    type,
    params: {},
  }));
