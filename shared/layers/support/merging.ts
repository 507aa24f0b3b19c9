/** What the layers that join branches value by value have in common. */
import { isKnown, type Finding, type Inference, type Shape, type Suggestion } from '../define';
import type { LowerContext } from '../define';
import type { BinaryFunction } from './primitives';
import { shapeText } from './words';

/** `verb`: "added". All branches must have one shape; unknown sizes agree with any. */
export function inferSameShapes(verb: string, inputs: readonly Shape[]): Inference {
  const [first = []] = inputs;
  const other = inputs.findIndex((shape) => !compatible(first, shape));
  if (other >= 0)
    return { shapes: [], steps: [], findings: [mismatch(verb, first, inputs[other] ?? [], other)] };
  const shape = first.map((dim, axis) => dim ?? inputs.find((input) => input[axis] != null)?.[axis] ?? null);
  return { shapes: [shape], steps: [], findings: [] };
}

/** Folds the branches with a function of two. */
export function fold({ inputs: [first, ...others], emit }: LowerContext, name: BinaryFunction) {
  if (!first) throw new Error('A layer that joins branches needs inputs.');
  return others.reduce((a, b) => emit({ op: 'binary', a, b, function: name }), first);
}

function compatible(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((dim, axis) => dim === null || b[axis] === null || dim === b[axis]);
}

function mismatch(verb: string, first: Shape, other: Shape, index: number): Finding {
  return {
    severity: 'error',
    code: 'shapes-differ',
    port: `in:${index}`,
    message: `${shapeText(first)} and ${shapeText(other)} can't be ${verb}: the branches must have the same shape.`,
    suggestions: [
      ...project(other, first, `in:${index}`),
      ...project(first, other, 'in:0'),
      ...trim(other, first, `in:${index}`),
      ...trim(first, other, 'in:0'),
    ].slice(0, 3),
  };
}

/** A 1×1 convolution that turns `from` into `to`, as ResNet's shortcuts do, where whole strides can. */
function project(from: Shape, to: Shape, port: string): Suggestion[] {
  if (from.length !== 3 || to.length !== 3 || !isKnown(from) || !isKnown(to)) return [];
  const strides = [0, 1].map((axis) => {
    const [big = 0, small = 0] = [from[axis], to[axis]];
    const stride = Math.round(big / small);
    return stride >= 1 && Math.floor((big - 1) / stride) + 1 === small ? stride : null;
  });
  const [vertical = null, horizontal = null] = strides;
  if (vertical === null || horizontal === null) return [];
  const filters = to[2] ?? 1;
  const stride = vertical === horizontal ? `${vertical}` : `${vertical}×${horizontal}`;
  const how = vertical === 1 && horizontal === 1 ? '' : ` stride ${stride} and`;
  return [
    {
      kind: 'insert',
      label: `Insert a 1×1 convolution with${how} ${filters} filters`,
      port,
      type: 'Conv2D',
      params: { filters, kernelSize: [1, 1], strides: [vertical, horizontal] },
    },
  ];
}

/** Cuts or pads `from` to the height and width of `to`, where only these differ and by less than half. */
export function trim(from: Shape, to: Shape, port: string): Suggestion[] {
  if (from.length !== 3 || to.length !== 3 || !isKnown(from) || !isKnown(to) || from[2] !== to[2]) return [];
  const rows = (from[0] ?? 0) - (to[0] ?? 0);
  const columns = (from[1] ?? 0) - (to[1] ?? 0);
  const small = Math.abs(rows) * 2 < (from[0] ?? 0) && Math.abs(columns) * 2 < (from[1] ?? 0);
  if (!small || rows * columns < 0 || (rows === 0 && columns === 0)) return [];
  const half = (n: number): readonly [number, number] => [
    Math.floor(Math.abs(n) / 2),
    Math.ceil(Math.abs(n) / 2),
  ];
  const [[top, bottom], [left, right]] = [half(rows), half(columns)];
  const crop = rows > 0 || columns > 0;
  return [
    {
      kind: 'insert',
      label: `${crop ? 'Crop' : 'Pad'} ${shapeText(from.slice(0, 2))} to ${shapeText(to.slice(0, 2))}`,
      port,
      type: crop ? 'Cropping2D' : 'ZeroPadding2D',
      params: { top, bottom, left, right },
    },
  ];
}
