import { defineLayer, isKnown, type Finding, type Shape, type Suggestion } from './define';
import { shapeText } from './support/words';

export const add = defineLayer({
  type: 'Add',
  label: 'Add',
  stem: 'add',
  category: 'merge',
  role: 'merge',
  icon: 'plus',
  summary: 'Adds branches value by value: the heart of a residual connection.',
  aliases: ['residual', 'skip connection', 'shortcut', 'sum', 'torch.add'],
  params: {},
  ports: () => ({ inputs: { variadic: 'in', min: 2 }, outputs: ['out'] }),
  infer(_, inputs) {
    const [first = []] = inputs;
    const other = inputs.findIndex((shape) => !compatible(first, shape));
    if (other >= 0) return { shapes: [], steps: [], findings: [mismatch(first, inputs[other] ?? [], other)] };
    const shape = first.map(
      (dim, axis) => dim ?? inputs.find((input) => input[axis] != null)?.[axis] ?? null,
    );
    return { shapes: [shape], steps: [], findings: [] };
  },
  weights: () => [],
  window: () => null,
  macs: () => 0,
  brief: () => '',
  lower(_, { inputs: [first, ...others], emit }) {
    if (!first) throw new Error('Add needs inputs.');
    return [others.reduce((a, b) => emit({ op: 'binary', a, b, function: 'add' }), first)];
  },
  keras: () => ({ kind: 'layers', layers: [{ className: 'Add', args: {}, weights: [] }] }),
});

function compatible(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((dim, axis) => dim === null || b[axis] === null || dim === b[axis]);
}

function mismatch(first: Shape, other: Shape, index: number): Finding {
  return {
    severity: 'error',
    code: 'shapes-differ',
    port: `in:${index}`,
    message: `${shapeText(first)} and ${shapeText(other)} can't be added: the branches must have the same shape.`,
    suggestions: [...project(other, first, `in:${index}`), ...project(first, other, 'in:0')].slice(0, 2),
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
