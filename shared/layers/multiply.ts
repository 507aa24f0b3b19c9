import type { Dim, KnownShape, Shape } from './shape';
import { defineLayer, type Finding } from './define';
import { oneCall, oneLayer } from './support/emission';
import { alignments, fold } from './support/merging';
import { refuse } from './support/pointwise';
import { reading } from './support/readings';
import { outputSize } from './support/sizes';
import { shapeText } from './support/words';

/** Sizes of 1 are repeated, as in numpy: 1×1×C weighs the channels of H×W×C (Hu et al., squeeze-and-excitation, 2018). */
export const multiply = defineLayer({
  type: 'Multiply',
  label: 'Multiply',
  stem: 'multiply',
  category: 'merge',
  role: 'merge',
  icon: 'x',
  summary: 'Multiplies branches value by value; a branch of 1×1×C weighs the channels of the other.',
  aliases: ['squeeze and excite', 'gate', 'attention', 'scale', 'torch.mul'],
  params: {},
  ports: () => ({ inputs: { variadic: 'in', min: 2 }, outputs: ['out'] }),
  infer(_, inputs) {
    const [first = []] = inputs;
    let shape: readonly Dim[] = first;
    for (const [index, other] of inputs.entries()) {
      const joined = broadcast(shape, other);
      if (joined === null) return refuse(mismatch(shape, other, index));
      shape = joined;
    }
    const same = inputs.every((input) => String(input) === String(shape));
    const steps = outputSize('a size of 1 is repeated', shape, inputs.map(shapeText).join(' · '));
    return { shapes: [shape], steps: same ? [] : steps, findings: [] };
  },
  weights: () => [],
  window(_, inputs, from) {
    const [rows, columns] = [repeats(inputs, from, 0), repeats(inputs, from, 1)];
    if (!rows && !columns) return null;
    return [reading(0, rows ? { stride: 0 } : {}), reading(1, columns ? { stride: 0 } : {})];
  },
  macs: () => 0,
  brief: () => '',
  lower: (_, context) => [fold(context, 'multiply')],
  keras: () => oneLayer('Multiply'),
  pytorch: (_, inputs) => oneCall(inputs.map((__, i) => `{${i}}`).join(' * ')),
});

/** Whether this input's one row (or column) stands for all of another's; a picture's channels are no axis of positions. */
function repeats(inputs: readonly KnownShape[], from: number, axis: 0 | 1): boolean {
  const own = inputs[from] ?? [];
  if (axis === 1 && own.length === 1) return false;
  return own[axis] === 1 && inputs.some((other) => (other[axis] ?? 1) > 1);
}

function broadcast(a: Shape, b: Shape): readonly Dim[] | null {
  if (a.length !== b.length) return null;
  const joined = a.map((dim, axis): Dim | undefined => {
    const other = b[axis] ?? null;
    if (dim === 1) return other;
    if (other === 1 || other === dim) return dim;
    return dim === null ? other : other === null ? dim : undefined;
  });
  return joined.every((dim): dim is Dim => dim !== undefined) ? joined : null;
}

function mismatch(a: Shape, b: Shape, index: number): Finding {
  const vector = a.length === 1 && b.length === 3 ? a : b.length === 1 && a.length === 3 ? b : null;
  const channels = vector?.[0] ?? null;
  return {
    severity: 'error',
    code: 'shapes-differ',
    port: `in:${index}`,
    message: `${shapeText(a)} and ${shapeText(b)} can't be multiplied: each size must be the same, or 1.`,
    suggestions:
      channels === null
        ? alignments(a, b, ['in:0', `in:${index}`]).slice(0, 3)
        : [
            {
              kind: 'insert',
              label: `Reshape the vector to 1×1×${channels}`,
              port: vector === b ? `in:${index}` : 'in:0',
              type: 'Reshape',
              params: { shape: [1, 1, channels] },
            },
          ],
  };
}
