/** Primitives that the one before them does in the same pass: an activation, and normalization where it is fixed. */
import type { Program } from '../../compiler/compiled';
import type { Primitive, Value } from '../../layers/support/primitives';
import { valuesOf } from '../dependencies';
import { BinaryCode, Opcode } from './opcodes';
import type { Fused, Planner } from './planner';
import { fusedOf } from './primitives/elementwise';
import { type BatchNorm, normStatistics } from './primitives/normalization';

type Conv2d = Extract<Primitive, { op: 'conv2d' }>;

export interface Fusion {
  readonly norm: BatchNorm | null;
  readonly fused: Fused | null;
  /** What is stored is the last one's value. */
  readonly result: Value;
}

/** By the index of the primitive that does it; `left` are those that need no pass of their own. */
export function findFusions(
  program: Program,
  kept: ReadonlySet<number>,
  training: boolean,
): { readonly fusions: ReadonlyMap<number, Fusion>; readonly left: ReadonlySet<number> } {
  const readers = new Map<number, number[]>();
  for (const [index, { op }] of program.ops.entries())
    for (const { id } of valuesOf(op)) readers.set(id, [...(readers.get(id) ?? []), index]);
  /** The one primitive that reads a value which nobody else needs. */
  const onlyReader = ({ id }: Value) => {
    const [reader, ...others] = readers.get(id) ?? [];
    if (reader === undefined || others.length > 0 || kept.has(id)) return null;
    const entry = program.ops[reader];
    return entry ? { ...entry, index: reader } : null;
  };
  const fusions = new Map<number, Fusion>();
  const left = new Set<number>();
  for (const [index, { op, output }] of program.ops.entries()) {
    if (left.has(index) || (op.op !== 'conv2d' && op.op !== 'matMul' && op.op !== 'batchNorm')) continue;
    let next = onlyReader(output);
    let [norm, fused, result]: [BatchNorm | null, Fused | null, Value] = [null, null, output];
    if (op.op === 'conv2d' && next?.op.op === 'batchNorm' && !training) {
      norm = next.op;
      result = next.output;
      left.add(next.index);
      next = onlyReader(result);
    }
    if (next?.op.op === 'unary') {
      fused = fusedOf(next.op);
      if (fused) {
        result = next.output;
        left.add(next.index);
      }
    }
    if (norm || fused) fusions.set(index, { norm, fused, result });
  }
  return { fusions, left };
}

/** The convolution with the normalization behind it in its kernel and bias: both are linear. */
export function foldNorm(
  op: Conv2d,
  norm: BatchNorm,
  planner: Planner,
): { readonly op: Conv2d; readonly planner: Planner } {
  const channels = op.kernel.shape.at(-1) ?? 1;
  const [mean, variance] = [planner.weight(norm.movingMean), planner.weight(norm.movingVariance)];
  const { slope, shift } = normStatistics(norm, planner, mean, variance);
  const rows = op.kernel.shape.slice(0, -1).reduce((n, size) => n * size, 1);
  const kernel = planner.block(rows * channels);
  planner.emit(Opcode.Binary, {
    Code: BinaryCode.Multiply,
    A: planner.weight(op.kernel),
    B: slope,
    To: kernel,
    Sizes: [1, 1, rows, channels],
    AStrides: [0, 0, channels, 1],
    BStrides: [0, 0, 0, 1],
  });
  let bias = shift;
  if (op.bias) {
    const line = { Sizes: [1, 1, 1, channels], AStrides: [0, 0, 0, 1], BStrides: [0, 0, 0, 1] };
    const scaled = planner.block(channels);
    bias = planner.block(channels);
    const own = planner.weight(op.bias);
    planner.emit(Opcode.Binary, { Code: BinaryCode.Multiply, A: own, B: slope, To: scaled, ...line });
    planner.emit(Opcode.Binary, { Code: BinaryCode.Add, A: scaled, B: shift, To: bias, ...line });
  }
  const biasWeight = { key: `${op.kernel.key} with its normalization`, shape: [channels] };
  return {
    op: { ...op, bias: biasWeight },
    planner: {
      ...planner,
      weight: ({ key }) => (key === biasWeight.key ? bias : kernel),
    },
  };
}
