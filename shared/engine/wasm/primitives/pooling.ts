import type { Primitive } from '../../../layers/support/primitives';
import { Opcode } from '../opcodes';
import { type Planned, type Planner, sizeOf } from '../planner';

type MaxPool = Extract<Primitive, { op: 'maxPool' }>;
type AveragePool = Extract<Primitive, { op: 'averagePool' }>;

function geometry(op: MaxPool | AveragePool, batch: number): readonly number[] {
  const [height = 1, width = 1, channels = 1] = op.x.shape;
  const [top, bottom, left, right] = op.padding;
  return [
    batch,
    height,
    width,
    channels,
    ...op.outputSize,
    ...op.size,
    ...op.strides,
    top,
    left,
    bottom,
    right,
  ];
}

const outputFloats = (op: MaxPool | AveragePool, batch: number): number =>
  batch * sizeOf(op.outputSize) * (op.x.shape.at(-1) ?? 1);

export function maxPool(op: MaxPool, planner: Planner): Planned {
  const floats = outputFloats(op, planner.batch);
  const output = planner.block(floats);
  const places = planner.wants(op.x) ? planner.block(floats) : null;
  const operands = geometry(op, planner.batch);
  planner.emit(Opcode.MaxPool, [planner.value(op.x), output, places ?? 0, ...operands]);
  return {
    output,
    backward:
      places &&
      ((gradient) => {
        const byInput = planner.block(planner.batch * sizeOf(op.x.shape));
        planner.emit(Opcode.MaxPoolGradient, [gradient, byInput, places, ...operands]);
        planner.contribute(op.x, byInput);
      }),
  };
}

export function averagePool(op: AveragePool, planner: Planner): Planned {
  const output = planner.block(outputFloats(op, planner.batch));
  const operands = [op.countIncludePad ? 1 : 0, ...geometry(op, planner.batch)];
  planner.emit(Opcode.AveragePool, [planner.value(op.x), output, ...operands]);
  return {
    output,
    backward: (gradient) => {
      const byInput = planner.block(planner.batch * sizeOf(op.x.shape));
      planner.emit(Opcode.AveragePoolGradient, [gradient, byInput, ...operands]);
      planner.contribute(op.x, byInput);
    },
  };
}
