/** The shape that a primitive gives. What does not fit throws: layers check their inputs, so it is a mistake in one. */
import type { KnownShape } from '../layers/shape';
import type { ExplicitPadding, Op } from '../layers/support/primitives';

type Pair = readonly [number, number];

function need(holds: boolean, op: Op, what: string): void {
  if (!holds) throw new Error(`The primitive ${op.op} was given ${what}.`);
}

const last = (shape: KnownShape): number => shape.at(-1) ?? 0;
const same = (a: KnownShape, b: KnownShape): boolean =>
  a.length === b.length && a.every((dim, i) => dim === b[i]);
const sizeOf = (shape: KnownShape): number => shape.reduce((product, dim) => product * dim, 1);

function extent(
  shape: KnownShape,
  kernel: KnownShape,
  { strides, dilation, padding }: { strides: Pair; dilation: Pair; padding: ExplicitPadding },
  axis: 0 | 1,
): number {
  const effective = dilation[axis] * ((kernel[axis] ?? 1) - 1) + 1;
  const pads = axis === 0 ? padding[0] + padding[1] : padding[2] + padding[3];
  return Math.floor(((shape[axis] ?? 0) + pads - effective) / strides[axis]) + 1;
}

/** Without the batch. */
export function primitiveShape(op: Op): KnownShape {
  switch (op.op) {
    case 'conv2d': {
      const { shape } = op.x;
      const outputs = last(op.kernel.shape);
      need(shape.length === 3 && op.kernel.shape.length === 4, op, 'no picture or no kernel of four axes');
      need((op.kernel.shape[2] ?? 0) * op.groups === shape[2], op, 'a kernel for other channels');
      need(outputs % op.groups === 0, op, 'groups that do not divide the filters');
      need(!op.bias || same(op.bias.shape, [outputs]), op, 'a bias of another length');
      return [extent(shape, op.kernel.shape, op, 0), extent(shape, op.kernel.shape, op, 1), outputs];
    }
    case 'convTranspose2d':
      need(
        op.x.shape.length === 3 && last(op.kernel.shape) === op.x.shape[2],
        op,
        'a kernel for other channels',
      );
      return [...op.outputSize, (op.kernel.shape[2] ?? 0) * op.groups];
    case 'matMul':
      need(last(op.x.shape) === op.kernel.shape[0], op, 'a kernel for another length');
      return [...op.x.shape.slice(0, -1), op.kernel.shape[1] ?? 0];
    case 'maxPool':
    case 'averagePool':
      need(op.x.shape.length === 3, op, 'no picture');
      return [...op.outputSize, last(op.x.shape)];
    case 'reduce':
      need(
        op.axes.every((axis) => axis < op.x.shape.length),
        op,
        'axes that are not there',
      );
      return op.x.shape.flatMap((dim, axis) => (op.axes.includes(axis) ? (op.keepDims ? [1] : []) : [dim]));
    case 'batchNorm':
      need(op.movingMean.shape[0] === last(op.x.shape), op, 'statistics of another length');
      return op.x.shape;
    case 'binary': {
      const rank = Math.max(op.a.shape.length, op.b.shape.length);
      const padded = (shape: KnownShape): number[] => [
        ...Array<number>(rank - shape.length).fill(1),
        ...shape,
      ];
      const [a, b] = [padded(op.a.shape), padded(op.b.shape)];
      need(
        a.every((dim, i) => dim === b[i] || dim === 1 || b[i] === 1),
        op,
        'shapes that do not broadcast',
      );
      return a.map((dim, i) => Math.max(dim, b[i] ?? 1));
    }
    case 'binaryWeight':
      need(
        same(op.weight.shape, op.x.shape) || same(op.weight.shape, op.x.shape.slice(-1)),
        op,
        'a weight of another shape',
      );
      return op.x.shape;
    case 'unary':
    case 'softmax':
    case 'randomMask':
    case 'randomNoise':
      return op.x.shape;
    case 'argMax':
      return op.x.shape.slice(0, -1);
    case 'concat': {
      const [first] = op.values;
      if (!first) throw new Error('The primitive concat was given nothing.');
      need(
        op.values.every(
          ({ shape }) =>
            shape.length === first.shape.length &&
            shape.every((dim, i) => i === op.axis || dim === first.shape[i]),
        ),
        op,
        'shapes that differ elsewhere',
      );
      const total = op.values.reduce((sum, { shape }) => sum + (shape[op.axis] ?? 0), 0);
      return first.shape.map((dim, axis) => (axis === op.axis ? total : dim));
    }
    case 'slice':
      need(
        op.size.every((size, i) => (op.begin[i] ?? 0) + size <= (op.x.shape[i] ?? 0)),
        op,
        'a part beyond its end',
      );
      return op.size;
    case 'pad': {
      const [height = 0, width = 0, channels = 0] = op.x.shape;
      const [top, bottom, left, right] = op.padding;
      return [height + top + bottom, width + left + right, channels];
    }
    case 'transpose':
      return op.permutation.map((axis) => op.x.shape[axis] ?? 0);
    case 'reshape':
      need(sizeOf(op.shape) === sizeOf(op.x.shape), op, 'a shape of another size');
      return op.shape;
    case 'resize':
      return [...op.size, last(op.x.shape)];
  }
}
