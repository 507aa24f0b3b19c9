/** Primitives that move values about without computing new ones. */
import type { Primitive } from '../../../layers/support/primitives';
import { Opcode } from '../opcodes';
import { flag, type Planned, type Planner, sizeOf } from '../planner';
import { at, type Block, float } from '../schedule';
import { collapse, contiguous } from './strides';

type Op<N extends Primitive['op']> = Extract<Primitive, { op: N }>;
const FLOAT = 4;

interface Side {
  readonly block: Block;
  readonly strides: readonly number[];
  /** In floats. */
  readonly offset?: number;
}

/** to = from · factor along the axes of `shape`. */
export function copy(planner: Planner, shape: readonly number[], from: Side, to: Side, factor = 1): void {
  const { sizes, strides } = collapse(shape, [from.strides, to.strides], 5);
  const [read = [], written = []] = strides;
  planner.emit(Opcode.Copy, {
    From: at(from.block, (from.offset ?? 0) * FLOAT),
    To: at(to.block, (to.offset ?? 0) * FLOAT),
    Factor: float(factor),
    Sizes: sizes,
    FromStrides: read,
    ToStrides: written,
  });
}

export function concat(op: Op<'concat'>, planner: Planner, outShape: readonly number[]): Planned {
  const inner = sizeOf(outShape.slice(op.axis + 1));
  const outer = planner.batch * sizeOf(outShape.slice(0, op.axis));
  const whole = (outShape[op.axis] ?? 1) * inner;
  const output = planner.block(outer * whole);
  let offset = 0;
  const parts = op.values.map((value) => {
    const length = (value.shape[op.axis] ?? 1) * inner;
    const part = { value, length, offset };
    offset += length;
    return part;
  });
  for (const { value, length, offset: begin } of parts) {
    copy(
      planner,
      [outer, length],
      { block: planner.value(value), strides: [length, 1] },
      { block: output, strides: [whole, 1], offset: begin },
    );
  }
  return {
    output,
    backward: (gradient) => {
      for (const { value, length, offset: begin } of parts) {
        if (!planner.wants(value)) continue;
        const part = planner.block(outer * length);
        copy(
          planner,
          [outer, length],
          { block: gradient, strides: [whole, 1], offset: begin },
          { block: part, strides: [length, 1] },
        );
        planner.contribute(value, part);
      }
    },
  };
}

export function slice(op: Op<'slice'>, planner: Planner): Planned {
  const shape = [planner.batch, ...op.size];
  const whole = contiguous([planner.batch, ...op.x.shape]);
  const own = contiguous(shape);
  const offset = op.begin.reduce((sum, begin, axis) => sum + begin * (whole[axis + 1] ?? 0), 0);
  const output = planner.block(sizeOf(shape));
  copy(
    planner,
    shape,
    { block: planner.value(op.x), strides: whole, offset },
    { block: output, strides: own },
  );
  return {
    output,
    backward: (gradient) => {
      const floats = planner.batch * sizeOf(op.x.shape);
      const byInput = planner.block(floats);
      planner.emit(Opcode.Fill, { To: byInput, Floats: floats, Value: float(0) });
      copy(planner, shape, { block: gradient, strides: own }, { block: byInput, strides: whole, offset });
      planner.contribute(op.x, byInput);
    },
  };
}

export function transpose(op: Op<'transpose'>, planner: Planner, outShape: readonly number[]): Planned {
  const shape = [planner.batch, ...outShape];
  const whole = contiguous([planner.batch, ...op.x.shape]);
  const from = [whole[0] ?? 0, ...op.permutation.map((axis) => whole[axis + 1] ?? 0)];
  const to = contiguous(shape);
  const output = planner.block(sizeOf(shape));
  copy(planner, shape, { block: planner.value(op.x), strides: from }, { block: output, strides: to });
  return {
    output,
    backward: (gradient) => {
      const byInput = planner.block(sizeOf(shape));
      copy(planner, shape, { block: gradient, strides: to }, { block: byInput, strides: from });
      planner.contribute(op.x, byInput);
    },
  };
}

export function reshape(op: Op<'reshape'>, planner: Planner): Planned {
  return { output: planner.value(op.x), backward: (gradient) => planner.contribute(op.x, gradient) };
}

export function pad(op: Op<'pad'>, planner: Planner, outShape: readonly number[]): Planned {
  const [height = 1, width = 1, channels = 1] = op.x.shape;
  const [tall = 1, wide = 1] = outShape;
  const [top, , left] = op.padding;
  const x = planner.value(op.x);
  const output = planner.block(planner.batch * sizeOf(outShape));
  const floats = planner.batch * sizeOf(op.x.shape);
  if (op.mode === 'constant') {
    const common = { Images: planner.batch, Pixel: channels * FLOAT };
    planner.emit(Opcode.PadImage, {
      From: x,
      To: output,
      Height: height,
      Width: width,
      Top: top,
      Left: left,
      NewHeight: tall,
      NewWidth: wide,
      Value: float(op.value),
      ...common,
    });
    return {
      output,
      backward: (gradient) => {
        const byInput = planner.block(floats);
        planner.emit(Opcode.PadImage, {
          From: gradient,
          To: byInput,
          Height: tall,
          Width: wide,
          Top: -top,
          Left: -left,
          NewHeight: height,
          NewWidth: width,
          Value: float(0),
          ...common,
        });
        planner.contribute(op.x, byInput);
      },
    };
  }
  const mirroring = {
    Images: planner.batch,
    Height: height,
    Width: width,
    Channels: channels,
    Top: top,
    Left: left,
    NewHeight: tall,
    NewWidth: wide,
    Reflect: flag(op.mode === 'reflect'),
  };
  planner.emit(Opcode.MirrorPad, { From: x, To: output, ...mirroring });
  return {
    output,
    backward: (gradient) => {
      const byInput = planner.block(floats);
      planner.emit(Opcode.MirrorPadGradient, { From: gradient, To: byInput, ...mirroring });
      planner.contribute(op.x, byInput);
    },
  };
}

export function resize(op: Op<'resize'>, planner: Planner): Planned {
  const [height = 1, width = 1, channels = 1] = op.x.shape;
  const [tall, wide] = op.size;
  const resizing = {
    Images: planner.batch,
    Height: height,
    Width: width,
    Channels: channels,
    NewHeight: tall,
    NewWidth: wide,
    Bilinear: flag(op.method === 'bilinear'),
    AlignCorners: flag(op.alignCorners),
  };
  const output = planner.block(planner.batch * tall * wide * channels);
  planner.emit(Opcode.Resize, { From: planner.value(op.x), To: output, ...resizing });
  return {
    output,
    backward: (gradient) => {
      const byInput = planner.block(planner.batch * sizeOf(op.x.shape));
      planner.emit(Opcode.ResizeGradient, { From: gradient, To: byInput, ...resizing });
      planner.contribute(op.x, byInput);
    },
  };
}
