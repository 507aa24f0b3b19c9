import type { Primitive } from '../../../layers/support/primitives';
import { inOrder } from '../emit';
import { Opcode } from '../opcodes';
import { PoolGeometry } from '../operands/pooling';
import { flag, type Planned, type Planner, sizeOf } from '../planner';
import type { Operand } from '../schedule';

type MaxPool = Extract<Primitive, { op: 'maxPool' }>;
type AveragePool = Extract<Primitive, { op: 'averagePool' }>;

function geometryOf(op: MaxPool | AveragePool, batch: number): readonly Operand[] {
  const [height = 1, width = 1, channels = 1] = op.x.shape;
  const [top, bottom, left, right] = op.padding;
  return inOrder(PoolGeometry, {
    Images: batch,
    Height: height,
    Width: width,
    Channels: channels,
    OutHeight: op.outputSize[0],
    OutWidth: op.outputSize[1],
    Tall: op.size[0],
    Wide: op.size[1],
    StrideY: op.strides[0],
    StrideX: op.strides[1],
    Top: top,
    Left: left,
    Bottom: bottom,
    Right: right,
  });
}

const outputFloats = (op: MaxPool | AveragePool, batch: number): number =>
  batch * sizeOf(op.outputSize) * (op.x.shape.at(-1) ?? 1);

export function maxPool(op: MaxPool, planner: Planner): Planned {
  const floats = outputFloats(op, planner.batch);
  const output = planner.block(floats);
  const places = planner.wants(op.x) ? planner.block(floats) : null;
  const Geometry = geometryOf(op, planner.batch);
  planner.emit(Opcode.MaxPool, { From: planner.value(op.x), To: output, Places: places ?? 0, Geometry });
  return {
    output,
    backward:
      places &&
      ((gradient) => {
        const byInput = planner.block(planner.batch * sizeOf(op.x.shape));
        planner.emit(Opcode.MaxPoolGradient, { Gradient: gradient, To: byInput, Places: places, Geometry });
        planner.contribute(op.x, byInput);
      }),
  };
}

export function averagePool(op: AveragePool, planner: Planner): Planned {
  const output = planner.block(outputFloats(op, planner.batch));
  const common = { CountPadding: flag(op.countIncludePad), Geometry: geometryOf(op, planner.batch) };
  planner.emit(Opcode.AveragePool, { From: planner.value(op.x), To: output, ...common });
  return {
    output,
    backward: (gradient) => {
      const byInput = planner.block(planner.batch * sizeOf(op.x.shape));
      planner.emit(Opcode.AveragePoolGradient, { Gradient: gradient, To: byInput, ...common });
      planner.contribute(op.x, byInput);
    },
  };
}
