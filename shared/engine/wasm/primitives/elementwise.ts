import type { BinaryFunction, Primitive, UnaryFunction } from '../../../layers/support/primitives';
import { Activation, BinaryCode, Opcode, ReduceCode, UnaryCode } from '../opcodes';
import { type Fused, lastOf, type Planned, type Planner, sizeOf } from '../planner';
import { type Block, float, type Operand } from '../schedule';
import { reduceAxes } from './reduction';
import { collapse, contiguous, repeated, withRank } from './strides';
import { columnSums } from './sums';

type Unary = Extract<Primitive, { op: 'unary' }>;

const unaryCodes: Readonly<Record<UnaryFunction, UnaryCode>> = {
  relu: UnaryCode.Relu,
  leakyRelu: UnaryCode.LeakyRelu,
  elu: UnaryCode.Elu,
  selu: UnaryCode.Selu,
  gelu: UnaryCode.Gelu,
  geluTanh: UnaryCode.GeluTanh,
  swish: UnaryCode.Swish,
  sigmoid: UnaryCode.Sigmoid,
  tanh: UnaryCode.Tanh,
  clip: UnaryCode.Clip,
  affine: UnaryCode.Affine,
  exp: UnaryCode.Exp,
  log: UnaryCode.Log,
  sqrt: UnaryCode.Sqrt,
  square: UnaryCode.Square,
  abs: UnaryCode.Abs,
  neg: UnaryCode.Neg,
};

/** Their derivatives are told from the value, so that the argument need not be kept. */
const fromValue = new Set<UnaryFunction>(['relu', 'selu', 'sigmoid', 'tanh', 'exp', 'sqrt']);

/** The numbers that a function needs: slope, limits, or scale and offset. */
function constants(op: Unary): readonly [number, number] {
  switch (op.function) {
    case 'leakyRelu':
      return [op.alpha ?? 0.3, 0];
    case 'elu':
      return [op.alpha ?? 1, 0];
    case 'clip':
      return [op.min ?? -Infinity, op.max ?? Infinity];
    case 'affine':
      return [op.scale ?? 1, op.offset ?? 0];
    default:
      return [0, 0];
  }
}

/** The function as part of the primitive before it; null where it needs a pass of its own. */
export function fusedOf(op: Unary): Fused | null {
  const [a, b] = constants(op);
  if (op.function === 'relu')
    return { activation: Activation.Clip, low: 0, high: Infinity, derivative: UnaryCode.Relu };
  if (op.function === 'clip')
    return { activation: Activation.Clip, low: a, high: b, derivative: UnaryCode.Inside };
  // The sign of the value is that of the argument.
  if (op.function === 'leakyRelu' && a > 0)
    return { activation: Activation.Leaky, low: a, high: 0, derivative: UnaryCode.LeakyRelu };
  return null;
}

/** slope(saved) · gradient, in the gradient's place where nobody else needs it. */
export function unaryGradient(
  planner: Planner,
  code: UnaryCode,
  [a, b]: readonly [number, number],
  saved: Block,
  gradient: Block,
  floats: number,
): Block {
  const to = planner.block(floats);
  planner.emit(
    Opcode.UnaryGradient,
    { Code: code, Saved: saved, Gradient: gradient, To: to, Floats: floats, A: float(a), B: float(b) },
    [to, gradient],
  );
  return to;
}

export function unary(op: Unary, planner: Planner): Planned {
  const x = planner.value(op.x);
  const floats = planner.batch * sizeOf(op.x.shape);
  const code = unaryCodes[op.function];
  const numbers = constants(op);
  const [a, b] = numbers;
  const output = planner.block(floats);
  planner.emit(Opcode.Unary, { Code: code, From: x, To: output, Floats: floats, A: float(a), B: float(b) }, [
    output,
    x,
  ]);
  const isTold = fromValue.has(op.function);
  return {
    output,
    backward: (gradient) => {
      const saved = isTold ? output : x;
      planner.contribute(op.x, unaryGradient(planner, code, numbers, saved, gradient, floats));
    },
  };
}

const binaryCodes: Readonly<Record<BinaryFunction, BinaryCode>> = {
  add: BinaryCode.Add,
  subtract: BinaryCode.Subtract,
  multiply: BinaryCode.Multiply,
  divide: BinaryCode.Divide,
  maximum: BinaryCode.Maximum,
  minimum: BinaryCode.Minimum,
  equal: BinaryCode.Equal,
};

interface Argument {
  readonly block: Block;
  /** With a batch axis, of the full rank. */
  readonly shape: readonly number[];
  /** Null where its gradient isn't asked for. */
  readonly give: ((gradient: Block) => void) | null;
}

function combine(
  name: BinaryFunction,
  planner: Planner,
  full: readonly number[],
  a: Argument,
  b: Argument,
): Planned {
  const { sizes, strides } = collapse(full, [repeated(a.shape, full), repeated(b.shape, full)], 4);
  const floats = sizeOf(full);
  const output = planner.block(floats);
  const isWhole = ({ shape }: Argument) => sizeOf(shape) === floats;
  const [ofA = [], ofB = []] = strides;
  const common = {
    Code: binaryCodes[name],
    A: a.block,
    B: b.block,
    Sizes: sizes,
    AStrides: ofA,
    BStrides: ofB,
  };
  planner.emit(
    Opcode.Binary,
    { To: output, ...common },
    isWhole(a) ? [output, a.block] : isWhole(b) ? [output, b.block] : undefined,
  );
  if (name === 'equal') return { output, backward: null };
  return {
    output,
    backward: (gradient) => {
      for (const [side, argument] of [a, b].entries()) {
        if (!argument.give) continue;
        const passes = name === 'add' || (name === 'subtract' && side === 0);
        let own = gradient;
        if (!passes) {
          own = planner.block(floats);
          planner.emit(Opcode.BinaryGradient, { To: own, Side: side, Gradient: gradient, ...common });
        }
        const repeats = (axis: number) => argument.shape[axis] === 1 && full[axis] !== 1;
        argument.give(reduceAxes(planner, own, full, repeats, ReduceCode.Sum));
      }
    },
  };
}

export function binary(op: Extract<Primitive, { op: 'binary' }>, planner: Planner): Planned {
  const rank = 1 + Math.max(op.a.shape.length, op.b.shape.length);
  const [a, b] = [op.a, op.b].map((value) => withRank([planner.batch, ...value.shape], rank));
  const full = (a ?? []).map((size, axis) => Math.max(size, b?.[axis] ?? 1));
  const argument = (value: typeof op.a, shape: readonly number[] = []): Argument => ({
    block: planner.value(value),
    shape,
    give: planner.wants(value) ? (gradient) => planner.contribute(value, gradient) : null,
  });
  return combine(op.function, planner, full, argument(op.a, a), argument(op.b, b));
}

export function binaryWeight(op: Extract<Primitive, { op: 'binaryWeight' }>, planner: Planner): Planned {
  const full = [planner.batch, ...op.x.shape];
  const shape = withRank([1, ...op.weight.shape], full.length);
  const byWeight = planner.weightGradient(op.weight);
  const channels = lastOf(op.x.shape);
  const rows = sizeOf(full) / channels;
  const isVector = sizeOf(op.weight.shape) === channels && op.weight.shape.at(-1) === channels;
  const x: Argument = {
    block: planner.value(op.x),
    shape: full,
    give: planner.wants(op.x) ? (gradient) => planner.contribute(op.x, gradient) : null,
  };
  const weight: Argument = {
    block: planner.weight(op.weight),
    // A vector's gradient is summed over rows in pieces, so what is given is not reduced.
    shape: isVector ? [...full.slice(0, -1).map(() => 1), channels] : shape,
    give:
      byWeight &&
      ((gradient) => {
        const floats = sizeOf(op.weight.shape);
        planner.emit(Opcode.Sum, { A: byWeight, B: gradient, To: byWeight, Floats: floats });
      }),
  };
  if (isVector && byWeight && op.function === 'add') {
    const planned = combine(op.function, planner, full, x, { ...weight, give: null });
    return {
      output: planned.output,
      backward: (gradient) => {
        columnSums(planner, gradient, rows, channels, byWeight, { add: true });
        planned.backward?.(gradient);
      },
    };
  }
  return combine(op.function, planner, full, x, weight);
}

/** The two words of a node's random stream. */
const streamOf = (nodeId: string): Readonly<Record<'StreamLow' | 'StreamHigh', Operand>> => ({
  StreamLow: { dynamic: { kind: 'stream', nodeId, word: 'low' } },
  StreamHigh: { dynamic: { kind: 'stream', nodeId, word: 'high' } },
});

export function randomMask(op: Extract<Primitive, { op: 'randomMask' }>, planner: Planner): Planned {
  const x = planner.value(op.x);
  if (!planner.training || op.rate === 0)
    return { output: x, backward: (gradient) => planner.contribute(op.x, gradient) };
  const shape = [planner.batch, ...op.x.shape];
  const floats = sizeOf(shape);
  if (op.rate >= 1) {
    const zero = (): Block => {
      const block = planner.block(floats);
      planner.emit(Opcode.Fill, { To: block, Floats: floats, Value: float(0) });
      return block;
    };
    return { output: zero(), backward: () => planner.contribute(op.x, zero()) };
  }
  const shared = new Set(op.sharedAxes);
  const maskShape = shape.map((size, axis) => (shared.has(axis - 1) ? 1 : size));
  const { sizes, strides } = collapse(shape, [repeated(maskShape, shape), contiguous(shape)], 5);
  const [mask = []] = strides;
  // All in one row would be one thread's.
  const outer = sizes.slice(0, -1).every((size) => size === 1) && shape.length > 1 ? planner.batch : 1;
  const last = sizes.at(-1) ?? 1;
  const step = mask.at(-1) ?? 0;
  const dealt =
    outer > 1
      ? { sizes: [1, 1, 1, outer, last / outer], mask: [0, 0, 0, (step * last) / outer, step] }
      : { sizes, mask };
  const threshold = Math.min(0xffffffff, Math.ceil(op.rate * 0x100000000));
  const apply = (from: Block): Block => {
    const to = planner.block(floats);
    planner.emit(
      Opcode.RandomMask,
      {
        From: from,
        To: to,
        Threshold: threshold,
        Factor: float(1 / (1 - op.rate)),
        Sizes: dealt.sizes,
        MaskStrides: dealt.mask,
        ...streamOf(op.nodeId),
      },
      [to, from],
    );
    return to;
  };
  return { output: apply(x), backward: (gradient) => planner.contribute(op.x, apply(gradient)) };
}

export function randomNoise(op: Extract<Primitive, { op: 'randomNoise' }>, planner: Planner): Planned {
  const x = planner.value(op.x);
  const pass = (gradient: Block): void => planner.contribute(op.x, gradient);
  if (!planner.training || op.deviation === 0) return { output: x, backward: pass };
  const floats = planner.batch * sizeOf(op.x.shape);
  const output = planner.block(floats);
  planner.emit(
    Opcode.RandomNoise,
    { From: x, To: output, Floats: floats, Deviation: float(op.deviation), ...streamOf(op.nodeId) },
    [output, x],
  );
  return { output, backward: pass };
}
