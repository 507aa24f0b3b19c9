/** The primitives as plain float64 loops, straight from their definitions: what executors are compared with. */
import type { Op, Value } from '../../layers/support/primitives';
import { build, get, indices, type Numbers } from './arrays';
import { convolution, convolutionTransposed, padded, pooled } from './reference-windows';

export interface ReferenceContext {
  value(value: Value): Numbers;
  weight(key: string): Numbers;
  training: boolean;
}

/** Abramowitz & Stegun's series is not exact enough for a reference: Taylor inside ±3, continued fraction beyond. */
function erf(x: number): number {
  if (Math.abs(x) > 5) return Math.sign(x);
  let term = x;
  let sum = x;
  for (let n = 1; n < 200; n += 1) {
    term *= (-x * x) / n;
    sum += term / (2 * n + 1);
  }
  return (2 / Math.sqrt(Math.PI)) * sum;
}

function unary(op: Extract<Op, { op: 'unary' }>, x: number): number {
  const { alpha } = op;
  switch (op.function) {
    case 'relu':
      return Math.max(0, x);
    case 'leakyRelu':
      return x >= 0 ? x : (alpha ?? 0.3) * x;
    case 'elu':
      return x >= 0 ? x : (alpha ?? 1) * (Math.exp(x) - 1);
    case 'selu':
      return 1.0507009873554805 * (x >= 0 ? x : 1.6732632423543772 * (Math.exp(x) - 1));
    case 'gelu':
      return 0.5 * x * (1 + erf(x / Math.SQRT2));
    case 'geluTanh':
      return 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3)));
    case 'swish':
      return x / (1 + Math.exp(-x));
    case 'sigmoid':
      return 1 / (1 + Math.exp(-x));
    case 'tanh':
      return Math.tanh(x);
    case 'clip':
      return Math.min(op.max ?? Infinity, Math.max(op.min ?? -Infinity, x));
    case 'affine':
      return x * (op.scale ?? 1) + (op.offset ?? 0);
    case 'exp':
      return Math.exp(x);
    case 'log':
      return Math.log(x);
    case 'sqrt':
      return Math.sqrt(x);
    case 'square':
      return x * x;
    case 'abs':
      return Math.abs(x);
    case 'neg':
      return -x;
  }
}

function combine(name: string, a: number, b: number): number {
  switch (name) {
    case 'add':
      return a + b;
    case 'subtract':
      return a - b;
    case 'multiply':
      return a * b;
    case 'divide':
      return a / b;
    case 'maximum':
      return Math.max(a, b);
    case 'equal':
      return a === b ? 1 : 0;
    default:
      return Math.min(a, b);
  }
}

/** `x` read at an index of the broadcast shape; ranks line up behind the batch. */
function broadcast(x: Numbers, index: readonly number[], batched: boolean): number {
  const own = batched ? x.shape.slice(1) : x.shape;
  const tail = index.slice(index.length - own.length).map((i, axis) => (own[axis] === 1 ? 0 : i));
  return get(x, ...(batched ? [index[0]!, ...tail] : tail));
}

function batchNorm(op: Extract<Op, { op: 'batchNorm' }>, x: Numbers, context: ReferenceContext): Numbers {
  const channels = x.shape.at(-1)!;
  const rows = x.data.length / channels;
  const mean = new Float64Array(channels);
  const variance = new Float64Array(channels);
  if (op.batchStatistics && context.training) {
    x.data.forEach((v, i) => (mean[i % channels]! += v / rows));
    x.data.forEach((v, i) => (variance[i % channels]! += (v - mean[i % channels]!) ** 2 / rows));
  } else {
    mean.set(context.weight(op.movingMean.key).data);
    variance.set(context.weight(op.movingVariance.key).data);
  }
  const gamma = op.gamma && context.weight(op.gamma.key).data;
  const beta = op.beta && context.weight(op.beta.key).data;
  return {
    shape: x.shape,
    data: x.data.map((v, i) => {
      const c = i % channels;
      return ((v - mean[c]!) / Math.sqrt(variance[c]! + op.epsilon)) * (gamma?.[c] ?? 1) + (beta?.[c] ?? 0);
    }),
  };
}

/** Two old pixels and how far the new one lies between them. */
function source(
  op: Extract<Op, { op: 'resize' }>,
  at: number,
  from: number,
  to: number,
): [number, number, number] {
  const clamp = (i: number) => Math.min(from - 1, Math.max(0, i));
  if (op.method === 'nearest') {
    const place = op.alignCorners
      ? Math.round(to > 1 ? (at * (from - 1)) / (to - 1) : 0)
      : Math.floor(((at + 0.5) * from) / to);
    return [clamp(place), clamp(place), 0];
  }
  const place = op.alignCorners
    ? to > 1
      ? (at * (from - 1)) / (to - 1)
      : 0
    : Math.max(0, ((at + 0.5) * from) / to - 0.5);
  return [clamp(Math.floor(place)), clamp(Math.floor(place) + 1), place - Math.floor(place)];
}

export function reference(op: Op, context: ReferenceContext): Numbers {
  switch (op.op) {
    case 'conv2d':
      return convolution(
        op,
        context.value(op.x),
        context.weight(op.kernel.key),
        op.bias && context.weight(op.bias.key),
      );
    case 'convTranspose2d':
      return convolutionTransposed(
        op,
        context.value(op.x),
        context.weight(op.kernel.key),
        op.bias && context.weight(op.bias.key),
      );
    case 'matMul': {
      const x = context.value(op.x);
      const kernel = context.weight(op.kernel.key);
      const bias = op.bias && context.weight(op.bias.key);
      const [n, m] = kernel.shape as [number, number];
      return build([...x.shape.slice(0, -1), m], (index) => {
        const column = index.at(-1)!;
        let sum = bias ? bias.data[column]! : 0;
        for (let i = 0; i < n; i += 1) sum += get(x, ...index.slice(0, -1), i) * get(kernel, i, column);
        return sum;
      });
    }
    case 'maxPool':
      return pooled(op, context.value(op.x), (values) => Math.max(...values));
    case 'averagePool':
      return pooled(
        op,
        context.value(op.x),
        (values, pixels) => values.reduce((a, b) => a + b, 0) / (op.countIncludePad ? pixels : values.length),
      );
    case 'reduce': {
      const x = context.value(op.x);
      const axes = op.axes.map((axis) => axis + 1);
      const groups = new Map<string, number[]>();
      for (const index of indices(x.shape)) {
        const key = index.map((i, axis) => (axes.includes(axis) ? 0 : i)).join();
        groups.set(key, [...(groups.get(key) ?? []), get(x, ...index)]);
      }
      const values = [...groups.values()].map((group) =>
        op.function === 'max'
          ? Math.max(...group)
          : group.reduce((a, b) => a + b, 0) / (op.function === 'mean' ? group.length : 1),
      );
      const shape = x.shape.flatMap((size, axis) =>
        axes.includes(axis) ? (op.keepDims ? [1] : []) : [size],
      );
      return { shape, data: Float64Array.from(values) };
    }
    case 'batchNorm':
      return batchNorm(op, context.value(op.x), context);
    case 'unary': {
      const x = context.value(op.x);
      return { shape: x.shape, data: x.data.map((v) => unary(op, v)) };
    }
    case 'binary': {
      const a = context.value(op.a);
      const b = context.value(op.b);
      const rank = Math.max(a.shape.length, b.shape.length);
      const full = (x: Numbers) => [
        x.shape[0]!,
        ...Array<number>(rank - x.shape.length).fill(1),
        ...x.shape.slice(1),
      ];
      const shape = full(a).map((size, axis) => Math.max(size, full(b)[axis]!));
      return build(shape, (index) =>
        combine(op.function, broadcast(a, index, true), broadcast(b, index, true)),
      );
    }
    case 'binaryWeight': {
      const x = context.value(op.x);
      const weight = context.weight(op.weight.key);
      return build(x.shape, (index) =>
        combine(op.function, get(x, ...index), broadcast(weight, index, false)),
      );
    }
    case 'softmax': {
      const x = context.value(op.x);
      const classes = x.shape.at(-1)!;
      const data = new Float64Array(x.data.length);
      for (let row = 0; row < data.length; row += classes) {
        const powers = [...x.data.slice(row, row + classes)].map(Math.exp);
        const sum = powers.reduce((a, b) => a + b, 0);
        powers.forEach((p, i) => (data[row + i] = p / sum));
      }
      return { shape: x.shape, data };
    }
    case 'argMax': {
      const x = context.value(op.x);
      const columns = x.shape.at(-1)!;
      const rows = Array.from({ length: x.data.length / columns }, (_, row) =>
        x.data.subarray(row * columns, (row + 1) * columns),
      );
      const places = rows.map((row) => row.indexOf(row.reduce((a, b) => Math.max(a, b), -Infinity)));
      return { shape: x.shape.slice(0, -1), data: Float64Array.from(places) };
    }
    case 'concat': {
      const parts = op.values.map((value) => context.value(value));
      const axis = op.axis + 1;
      const shape = parts[0]!.shape.map((size, i) =>
        i === axis ? parts.reduce((n, part) => n + part.shape[axis]!, 0) : size,
      );
      return build(shape, (index) => {
        let at = index[axis]!;
        for (const part of parts) {
          if (at < part.shape[axis]!) return get(part, ...index.map((i, a) => (a === axis ? at : i)));
          at -= part.shape[axis]!;
        }
        throw new Error('beyond the last part');
      });
    }
    case 'slice': {
      const x = context.value(op.x);
      return build([x.shape[0]!, ...op.size], (index) =>
        get(x, ...index.map((i, axis) => (axis === 0 ? i : i + op.begin[axis - 1]!))),
      );
    }
    case 'pad':
      return padded(context.value(op.x), op.padding, op);
    case 'transpose': {
      const x = context.value(op.x);
      const order = [0, ...op.permutation.map((axis) => axis + 1)];
      return build(
        order.map((axis) => x.shape[axis]!),
        (index) => {
          const own = x.shape.map(() => 0);
          order.forEach((axis, i) => (own[axis] = index[i]!));
          return get(x, ...own);
        },
      );
    }
    case 'reshape': {
      const x = context.value(op.x);
      return { shape: [x.shape[0]!, ...op.shape], data: x.data };
    }
    case 'resize': {
      const x = context.value(op.x);
      const [batch, height, width, channels] = x.shape as [number, number, number, number];
      return build([batch, ...op.size, channels], ([b, row, column, c]) => {
        const [y0, y1, fy] = source(op, row!, height, op.size[0]);
        const [z0, z1, fz] = source(op, column!, width, op.size[1]);
        const line = (y: number) => get(x, b!, y, z0, c!) * (1 - fz) + get(x, b!, y, z1, c!) * fz;
        return line(y0) * (1 - fy) + line(y1) * fy;
      });
    }
    case 'randomMask':
    case 'randomNoise':
      throw new Error('A random mask has no reference: its statistics are tested.');
  }
}
