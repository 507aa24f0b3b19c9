import type { Primitive } from '../../../layers/support/primitives';
import { BinaryCode, Opcode, ReduceCode } from '../opcodes';
import { lastOf, type Planned, type Planner, sizeOf } from '../planner';
import { type Block, float } from '../schedule';
import { copy } from './arrangement';
import { collapse, contiguous, repeated } from './strides';

type Op<N extends Primitive['op']> = Extract<Primitive, { op: N }>;

/** Reduces `x` of `shape` along the axes where `reduced` says so, one stretch of neighbours after the other. */
export function reduceAxes(
  planner: Planner,
  x: Block,
  shape: readonly number[],
  reduced: (axis: number) => boolean,
  code: ReduceCode,
  factor = 1,
): Block {
  let [block, left] = [x, shape.map((size, axis) => ({ size, reduced: reduced(axis) && size > 1 }))];
  let rest = factor;
  for (;;) {
    const begin = left.findIndex((axis) => axis.reduced);
    if (begin < 0) break;
    let end = begin;
    while (left[end]?.reduced) end += 1;
    const product = (axes: typeof left) => axes.reduce((n, { size }) => n * size, 1);
    const outer = product(left.slice(0, begin));
    const middle = product(left.slice(begin, end));
    const inner = product(left.slice(end));
    const to = planner.block(outer * inner);
    planner.emit(Opcode.Reduce, {
      Code: code,
      From: block,
      To: to,
      Outer: outer,
      Middle: middle,
      Inner: inner,
      Factor: float(rest),
    });
    rest = 1;
    block = to;
    left = [...left.slice(0, begin), ...left.slice(end)];
  }
  return block;
}

export function reduce(op: Op<'reduce'>, planner: Planner): Planned {
  const shape = [planner.batch, ...op.x.shape];
  const isReduced = (axis: number) => op.axes.includes(axis - 1);
  const count = sizeOf(op.axes.map((axis) => op.x.shape[axis] ?? 1));
  const x = planner.value(op.x);
  const isMaximum = op.function === 'max';
  const factor = op.function === 'mean' ? 1 / count : 1;
  const output = reduceAxes(
    planner,
    x,
    shape,
    isReduced,
    isMaximum ? ReduceCode.Max : ReduceCode.Sum,
    factor,
  );
  const kept = shape.map((size, axis) => (isReduced(axis) ? 1 : size));
  const strides = repeated(kept, shape);
  return {
    output,
    backward: (gradient) => {
      const wide = planner.block(sizeOf(shape));
      copy(planner, shape, { block: gradient, strides }, { block: wide, strides: contiguous(shape) }, factor);
      if (!isMaximum) {
        planner.contribute(op.x, wide);
        return;
      }
      const byInput = planner.block(sizeOf(shape));
      const { sizes, strides: both } = collapse(shape, [contiguous(shape), strides], 4);
      const [ofAll = [], ofKept = []] = both;
      planner.emit(
        Opcode.BinaryGradient,
        {
          Code: BinaryCode.Equal,
          A: x,
          B: output,
          To: byInput,
          Sizes: sizes,
          AStrides: ofAll,
          BStrides: ofKept,
          Side: 0,
          Gradient: wide,
        },
        [byInput, wide],
      );
      planner.contribute(op.x, byInput);
    },
  };
}

export function softmax(op: Op<'softmax'>, planner: Planner): Planned {
  const floats = planner.batch * sizeOf(op.x.shape);
  const columns = lastOf(op.x.shape);
  const output = planner.block(floats);
  const table = { Rows: floats / columns, Columns: columns };
  planner.emit(Opcode.Softmax, { From: planner.value(op.x), To: output, ...table });
  return {
    output,
    backward: (gradient) => {
      const byInput = planner.block(floats);
      planner.emit(Opcode.SoftmaxGradient, { Value: output, Gradient: gradient, To: byInput, ...table });
      planner.contribute(op.x, byInput);
    },
  };
}

export function argMax(op: Op<'argMax'>, planner: Planner): Planned {
  const columns = lastOf(op.x.shape);
  const rows = (planner.batch * sizeOf(op.x.shape)) / columns;
  const output = planner.block(rows);
  planner.emit(Opcode.ArgMax, { From: planner.value(op.x), To: output, Rows: rows, Columns: columns });
  return { output, backward: null };
}
