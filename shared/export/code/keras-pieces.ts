/** How people write Keras: activations inside their layer, "same" where the padding amounts to it. */
import type { Merged, MergedLayer, MergedStep } from './merge';
import type { Part } from './parts';
import { keyOf } from './ref';
import { resultsOf, type Piece } from './writing';

const takesActivation = new Set(['Conv2D', 'Conv2DTranspose', 'Dense', 'DepthwiseConv2D']);

/** Activations whose only source is a convolution or dense layer become its argument. */
export function fused(part: Part, pieces: readonly Piece[]): readonly Piece[] {
  const uses = new Map<string, number>();
  const count = (key: string): void => void uses.set(key, (uses.get(key) ?? 0) + 1);
  for (const { step } of pieces) for (const ref of step.inputs) if (ref) count(keyOf(ref));
  if (part.scope !== null) for (const ref of resultsOf(part, pieces)) count(keyOf(ref));
  const list = pieces.map((piece) => ({ ...piece, merged: piece.merged && samePadding(piece.merged) }));
  const places = new Map(pieces.map(({ step }, at) => [step.node.id, at]));
  list.forEach((piece, at) => {
    const activation = activationOf(piece.merged);
    const [ref] = piece.step.inputs;
    if (activation === null || !ref || uses.get(keyOf(ref)) !== 1) return;
    const from = ref.node === null ? undefined : places.get(ref.node);
    if (from === undefined) return;
    const source = list[from];
    if (source?.merged?.kind !== 'steps' || source.step.when !== piece.step.when) return;
    const last = source.merged.steps.at(-1);
    if (last?.kind !== 'layer' || !takesActivation.has(last.className)) return;
    const whole = { ...last, args: [...last.args, ['activation', activation] as const] };
    const steps: readonly MergedStep[] = [...source.merged.steps.slice(0, -1), whole];
    list[from] = {
      ...source,
      merged: { kind: 'steps', steps },
      origins: [...source.origins, ...piece.origins],
    };
    list[at] = { ...piece, merged: { kind: 'steps', steps: [] } };
  });
  return list;
}

function activationOf(merged: Merged | null): string | null {
  if (merged?.kind !== 'steps' || merged.steps.length !== 1) return null;
  const [step] = merged.steps;
  if (step?.kind !== 'layer' || step.className !== 'Activation' || step.args.length > 0) return null;
  const [text = ''] = step.positional;
  return text.startsWith("'") ? text : null;
}

/** Zeros of half the window around a convolution that moves by single pixels are what Keras calls "same". */
function samePadding(merged: Merged): Merged {
  if (merged.kind !== 'steps') return merged;
  const [zeros, convolution, ...rest] = merged.steps;
  if (zeros?.kind !== 'layer' || convolution?.kind !== 'layer' || zeros.className !== 'ZeroPadding2D')
    return merged;
  const kernel = kernelOf(convolution);
  const plain = convolution.args.every(
    ([name]) => !['strides', 'padding', 'dilation_rate', 'kernel_size'].includes(name),
  );
  if (kernel === null || !plain || !isHalf(zeros.positional[0] ?? '', kernel)) return merged;
  const args = [['padding', "'same'"] as const, ...convolution.args];
  return { kind: 'steps', steps: [{ ...convolution, args }, ...rest] };
}

function kernelOf({ className, positional }: MergedLayer): string | null {
  if (className === 'Conv2D') return positional[1] ?? null;
  return className === 'DepthwiseConv2D' ? (positional[0] ?? null) : null;
}

function isHalf(padding: string, kernel: string): boolean {
  if (padding === `(${kernel} - 1) // 2`) return true;
  const pair = (text: string): readonly (number | null)[] => {
    const parts = /^\((\d+), (\d+)\)$/.exec(text) ?? /^(\d+)$/.exec(text);
    const [, first, second = first] = parts ?? [];
    return first === undefined ? [null, null] : [Number(first), Number(second)];
  };
  const [p, k] = [pair(padding), pair(kernel)];
  return [0, 1].every((axis) => p[axis] != null && k[axis] != null && k[axis] === 2 * p[axis] + 1);
}
