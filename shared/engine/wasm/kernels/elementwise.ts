/** Functions of one or two values, element by element, and their gradients. Buffers end on whole vectors. */
import { BinaryCode, UnaryCode } from '../opcodes';
import {
  BinaryGradientOperand,
  BinaryOperand,
  SumOperand,
  UnaryGradientOperand,
  UnaryOperand,
} from '../operands/elementwise';
import { erf, exp, log, select, sigmoid, splat, tanh } from './math';
import { address, float, int, share } from './operands';
import { loadLanes, storeLanes } from './lanes';

/** Klambauer et al. 2017. */
const SELU_SCALE: f32 = 1.0507009873554805;
const SELU_ALPHA: f32 = 1.6732632423543772;
const ROOT_HALF: f32 = 0.7071067811865476;
/** √(2/π) and 1/√(2π). */
const ROOT_2_PI: f32 = 0.7978845608028654;
const NORMAL: f32 = 0.3989422804014327;
const CUBE: f32 = 0.044715;

function apply(code: i32, x: v128, a: v128, b: v128): v128 {
  const zero = splat(0), one = splat(1);
  switch (code) {
    case UnaryCode.Relu:
      return f32x4.max(x, zero);
    case UnaryCode.LeakyRelu:
      return select(f32x4.lt(x, zero), f32x4.mul(x, a), x);
    case UnaryCode.Elu:
      return select(f32x4.lt(x, zero), f32x4.mul(a, f32x4.sub(exp(x), one)), x);
    case UnaryCode.Selu: {
      const below = f32x4.mul(splat(SELU_ALPHA), f32x4.sub(exp(x), one));
      return f32x4.mul(splat(SELU_SCALE), select(f32x4.lt(x, zero), below, x));
    }
    case UnaryCode.Gelu: {
      const share = f32x4.add(one, erf(f32x4.mul(x, splat(ROOT_HALF))));
      return f32x4.mul(f32x4.mul(x, splat(0.5)), share);
    }
    case UnaryCode.GeluTanh: {
      const share = f32x4.add(one, tanh(inner(x)));
      return f32x4.mul(f32x4.mul(x, splat(0.5)), share);
    }
    case UnaryCode.Swish:
      return f32x4.mul(x, sigmoid(x));
    case UnaryCode.Sigmoid:
      return sigmoid(x);
    case UnaryCode.Tanh:
      return tanh(x);
    case UnaryCode.Clip:
      return f32x4.min(f32x4.max(x, a), b);
    case UnaryCode.Affine:
      return f32x4.add(f32x4.mul(x, a), b);
    case UnaryCode.Exp:
      return exp(x);
    case UnaryCode.Log:
      return log(x);
    case UnaryCode.Sqrt:
      return f32x4.sqrt(x);
    case UnaryCode.Square:
      return f32x4.mul(x, x);
    case UnaryCode.Abs:
      return f32x4.abs(x);
    default:
      return f32x4.neg(x);
  }
}

function inner(x: v128): v128 {
  const cube = f32x4.mul(f32x4.mul(x, x), x);
  return f32x4.mul(f32x4.add(x, f32x4.mul(cube, splat(CUBE))), splat(ROOT_2_PI));
}

/** The derivative; x is the argument, or the value for those that the planner says are told from it. */
function slope(code: i32, x: v128, a: v128, b: v128): v128 {
  const zero = splat(0), one = splat(1);
  switch (code) {
    case UnaryCode.Relu:
      return v128.and(f32x4.gt(x, zero), one);
    case UnaryCode.LeakyRelu:
      return select(f32x4.lt(x, zero), a, one);
    case UnaryCode.Elu:
      return select(f32x4.lt(x, zero), f32x4.mul(a, exp(x)), one);
    case UnaryCode.Selu:
      return select(f32x4.lt(x, zero), f32x4.add(x, splat(SELU_SCALE * SELU_ALPHA)), splat(SELU_SCALE));
    case UnaryCode.Gelu: {
      const share = f32x4.mul(splat(0.5), f32x4.add(one, erf(f32x4.mul(x, splat(ROOT_HALF)))));
      const density = f32x4.mul(splat(NORMAL), exp(f32x4.mul(splat(-0.5), f32x4.mul(x, x))));
      return f32x4.add(share, f32x4.mul(x, density));
    }
    case UnaryCode.GeluTanh: {
      const t = tanh(inner(x));
      const square = f32x4.mul(splat(3 * CUBE), f32x4.mul(x, x));
      const change = f32x4.mul(splat(ROOT_2_PI), f32x4.add(one, square));
      const tail = f32x4.mul(f32x4.mul(x, change), f32x4.sub(one, f32x4.mul(t, t)));
      return f32x4.mul(splat(0.5), f32x4.add(f32x4.add(one, t), tail));
    }
    case UnaryCode.Swish: {
      const s = sigmoid(x);
      return f32x4.mul(s, f32x4.add(one, f32x4.mul(x, f32x4.sub(one, s))));
    }
    case UnaryCode.Sigmoid:
      return f32x4.mul(x, f32x4.sub(one, x));
    case UnaryCode.Tanh:
      return f32x4.sub(one, f32x4.mul(x, x));
    case UnaryCode.Clip:
      return v128.and(v128.and(f32x4.ge(x, a), f32x4.le(x, b)), one);
    case UnaryCode.Affine:
      return a;
    case UnaryCode.Exp:
      return x;
    case UnaryCode.Log:
      return f32x4.div(one, x);
    case UnaryCode.Sqrt:
      return f32x4.div(splat(0.5), x);
    case UnaryCode.Square:
      return f32x4.add(x, x);
    case UnaryCode.Abs:
      return f32x4.sub(v128.and(f32x4.gt(x, zero), one), v128.and(f32x4.lt(x, zero), one));
    case UnaryCode.Inside:
      return v128.and(v128.and(f32x4.gt(x, a), f32x4.lt(x, b)), one);
    default:
      return splat(-1);
  }
}

export function unary(p: usize, thread: i32, threads: i32): void {
  const code = int(p, UnaryOperand.Code);
  const from = address(p, UnaryOperand.From);
  const to = address(p, UnaryOperand.To);
  const vectors = (int(p, UnaryOperand.Floats) + 3) >> 2;
  const a = splat(float(p, UnaryOperand.A)), b = splat(float(p, UnaryOperand.B));
  const last = <usize>share(vectors, thread + 1, threads) << 4;
  for (let i = <usize>share(vectors, thread, threads) << 4; i < last; i += 16) {
    v128.store(to + i, apply(code, v128.load(from + i), a, b));
  }
}

/** to = slope(saved) · gradient. */
export function unaryGradient(p: usize, thread: i32, threads: i32): void {
  const code = int(p, UnaryGradientOperand.Code);
  const saved = address(p, UnaryGradientOperand.Saved);
  const gradient = address(p, UnaryGradientOperand.Gradient);
  const to = address(p, UnaryGradientOperand.To);
  const vectors = (int(p, UnaryGradientOperand.Floats) + 3) >> 2;
  const a = splat(float(p, UnaryGradientOperand.A)), b = splat(float(p, UnaryGradientOperand.B));
  const first = <usize>share(vectors, thread, threads) << 4;
  const last = <usize>share(vectors, thread + 1, threads) << 4;
  if (code === UnaryCode.Relu) {
    for (let i = first; i < last; i += 16) {
      v128.store(to + i, v128.and(v128.load(gradient + i), f32x4.gt(v128.load(saved + i), splat(0))));
    }
    return;
  }
  for (let i = first; i < last; i += 16) {
    v128.store(to + i, f32x4.mul(v128.load(gradient + i), slope(code, v128.load(saved + i), a, b)));
  }
}

function combine(code: i32, a: v128, b: v128): v128 {
  switch (code) {
    case BinaryCode.Add:
      return f32x4.add(a, b);
    case BinaryCode.Subtract:
      return f32x4.sub(a, b);
    case BinaryCode.Multiply:
      return f32x4.mul(a, b);
    case BinaryCode.Divide:
      return f32x4.div(a, b);
    case BinaryCode.Maximum:
      return f32x4.max(a, b);
    case BinaryCode.Equal:
      return v128.and(f32x4.eq(a, b), splat(1));
    default:
      return f32x4.min(a, b);
  }
}

/** What the gradient is multiplied with, by the first (side 0) or the second argument; of equals the first counts. */
function partial(code: i32, side: i32, a: v128, b: v128): v128 {
  const one = splat(1);
  switch (code) {
    case BinaryCode.Add:
      return one;
    case BinaryCode.Subtract:
      return side === 0 ? one : splat(-1);
    case BinaryCode.Multiply:
      return side === 0 ? b : a;
    case BinaryCode.Divide:
      return side === 0 ? f32x4.div(one, b) : f32x4.neg(f32x4.div(a, f32x4.mul(b, b)));
    case BinaryCode.Maximum:
      return v128.and(side === 0 ? f32x4.ge(a, b) : f32x4.lt(a, b), one);
    case BinaryCode.Minimum:
      return v128.and(side === 0 ? f32x4.le(a, b) : f32x4.gt(a, b), one);
    default:
      return v128.and(f32x4.eq(a, b), one);
  }
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function lanes(from: usize, stride: i32, at: i32, count: i32): v128 {
  return stride === 0 ? v128.load32_splat(from) : loadLanes(from + (<usize>at << 2), count);
}

/** The place of a row in an array of four dimensions with strides in floats from operand `at` on. */
function rowOf(p: usize, at: i32, i0: i32, i1: i32, i2: i32): usize {
  return <usize>(i0 * int(p, at) + i1 * int(p, at + 1) + i2 * int(p, at + 2)) << 2;
}

export function binary(p: usize, thread: i32, threads: i32): void {
  const code = int(p, BinaryOperand.Code);
  const d0 = int(p, BinaryOperand.Sizes), d1 = int(p, BinaryOperand.Sizes + 1);
  const d2 = int(p, BinaryOperand.Sizes + 2), d3 = int(p, BinaryOperand.Sizes + 3);
  const strideA = int(p, BinaryOperand.AStrides + 3), strideB = int(p, BinaryOperand.BStrides + 3);
  const rows = d0 * d1 * d2;
  if (rows === 1) {
    // All in one row: cut it into vectors.
    const vectors = (d3 + 3) >> 2;
    const end = share(vectors, thread + 1, threads) << 2;
    line(
      code, address(p, BinaryOperand.A), address(p, BinaryOperand.B), address(p, BinaryOperand.To), strideA, strideB,
      share(vectors, thread, threads) << 2, min(end, d3),
    );
    return;
  }
  const last = share(rows, thread + 1, threads);
  for (let row = share(rows, thread, threads); row < last; ++row) {
    const i2 = row % d2;
    const rest = row / d2;
    const i1 = rest % d1;
    const i0 = rest / d1;
    const a = address(p, BinaryOperand.A) + rowOf(p, BinaryOperand.AStrides, i0, i1, i2);
    const b = address(p, BinaryOperand.B) + rowOf(p, BinaryOperand.BStrides, i0, i1, i2);
    line(code, a, b, address(p, BinaryOperand.To) + ((<usize>row * <usize>d3) << 2), strideA, strideB, 0, d3);
  }
}

function line(code: i32, a: usize, b: usize, to: usize, strideA: i32, strideB: i32, first: i32, last: i32): void {
  for (let i = first; i < last; i += 4) {
    const count = min(4, last - i);
    const value = combine(code, lanes(a, strideA, i, count), lanes(b, strideB, i, count));
    storeLanes(to + (<usize>i << 2), value, count);
  }
}

/** to = gradient · ∂/∂side. */
export function binaryGradient(p: usize, thread: i32, threads: i32): void {
  const code = int(p, BinaryGradientOperand.Code);
  const d0 = int(p, BinaryGradientOperand.Sizes), d1 = int(p, BinaryGradientOperand.Sizes + 1);
  const d2 = int(p, BinaryGradientOperand.Sizes + 2), d3 = int(p, BinaryGradientOperand.Sizes + 3);
  const strideA = int(p, BinaryGradientOperand.AStrides + 3), strideB = int(p, BinaryGradientOperand.BStrides + 3);
  const side = int(p, BinaryGradientOperand.Side);
  const gradient = address(p, BinaryGradientOperand.Gradient);
  const rows = d0 * d1 * d2;
  // Long single rows are cut into vectors, many rows are dealt out.
  const cut = rows === 1;
  const vectors = (d3 + 3) >> 2;
  const firstColumn = cut ? share(vectors, thread, threads) << 2 : 0;
  const lastColumn = cut ? min(share(vectors, thread + 1, threads) << 2, d3) : d3;
  const last = cut ? 1 : share(rows, thread + 1, threads);
  for (let row = cut ? 0 : share(rows, thread, threads); row < last; ++row) {
    const i2 = row % d2;
    const rest = row / d2;
    const i1 = rest % d1;
    const i0 = rest / d1;
    const a = address(p, BinaryGradientOperand.A) + rowOf(p, BinaryGradientOperand.AStrides, i0, i1, i2);
    const b = address(p, BinaryGradientOperand.B) + rowOf(p, BinaryGradientOperand.BStrides, i0, i1, i2);
    const place = (<usize>row * <usize>d3) << 2;
    for (let i = firstColumn; i < lastColumn; i += 4) {
      const count = min(4, lastColumn - i);
      const at = place + (<usize>i << 2);
      const factor = partial(code, side, lanes(a, strideA, i, count), lanes(b, strideB, i, count));
      storeLanes(
        address(p, BinaryGradientOperand.To) + at,
        f32x4.mul(loadLanes(gradient + at, count), factor),
        count,
      );
    }
  }
}

/** to = a + b. */
export function sum(p: usize, thread: i32, threads: i32): void {
  const a = address(p, SumOperand.A);
  const b = address(p, SumOperand.B);
  const to = address(p, SumOperand.To);
  const vectors = (int(p, SumOperand.Floats) + 3) >> 2;
  const last = <usize>share(vectors, thread + 1, threads) << 4;
  for (let i = <usize>share(vectors, thread, threads) << 4; i < last; i += 16) {
    v128.store(to + i, f32x4.add(v128.load(a + i), v128.load(b + i)));
  }
}
