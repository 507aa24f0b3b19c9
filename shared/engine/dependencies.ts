/** What a primitive reads, and what follows from it. */
import type { PlanOp, Program } from '../compiler/compiled';
import type { Op, Value, WeightValue } from '../layers/support/primitives';

export function valuesOf(op: Op): readonly Value[] {
  if (op.op === 'concat') return op.values;
  if (op.op === 'binary') return [op.a, op.b];
  return [op.x];
}

export function weightsOf(op: Op): readonly WeightValue[] {
  switch (op.op) {
    case 'conv2d':
    case 'convTranspose2d':
    case 'matMul':
      return op.bias ? [op.kernel, op.bias] : [op.kernel];
    case 'batchNorm':
      return [op.gamma, op.beta, op.movingMean, op.movingVariance].filter((weight) => weight !== undefined);
    case 'binaryWeight':
      return [op.weight];
    default:
      return [];
  }
}

/** The network's primitives, and behind them those of its losses. */
export const withLosses = ({ ops, outputs }: Program): readonly PlanOp[] => [
  ...ops,
  ...outputs.flatMap(({ objective }) => objective.ops),
];

/** Ids of the values that change when one of the given weights or values does, and of these values themselves. */
export function dependentValues(
  ops: readonly PlanOp[],
  weights: ReadonlySet<string>,
  values: Iterable<number>,
): ReadonlySet<number> {
  const dependent = new Set<number>(values);
  for (const { op, output } of ops) {
    if (
      valuesOf(op).some(({ id }) => dependent.has(id)) ||
      weightsOf(op).some(({ key }) => weights.has(key))
    ) {
      dependent.add(output.id);
    }
  }
  return dependent;
}

/** The program without what the values with these ids can be computed without. */
export function partOf(program: Program, ids: Iterable<number>): Program {
  const needed = new Set<number>(ids);
  const ops = program.ops.toReversed().filter(({ op, output }) => {
    if (!needed.has(output.id)) return false;
    for (const { id } of valuesOf(op)) needed.add(id);
    return true;
  });
  return { ...program, ops: ops.reverse() };
}

/** For each step of the program, the ids of the values that nothing after it reads; `kept` are never in it. */
export function lastUses(program: Program, kept: ReadonlySet<number>): readonly (readonly number[])[] {
  const seen = new Set<number>(kept);
  const uses: number[][] = program.ops.map(() => []);
  for (let step = program.ops.length - 1; step >= 0; step -= 1) {
    const entry = program.ops[step];
    if (!entry) continue;
    for (const { id } of [entry.output, ...valuesOf(entry.op)]) {
      if (seen.has(id)) continue;
      seen.add(id);
      uses[step]?.push(id);
    }
  }
  return uses;
}

/** The value at a layer's first output port. Throws where the network has no such layer, or it has no value. */
export function layerValue({ layerOutputs }: Program, nodeId: string): Value {
  const [value]: readonly (Value | undefined)[] = layerOutputs.get(nodeId) ?? [];
  if (!value) throw new Error(`The network has no layer "${nodeId}" whose values could be shown.`);
  return value;
}

/** What the score of an output is a part of. Throws where there is no such output, or no such class. */
export function scoreValue({ outputs }: Program, output: string, index: number): Value {
  const found = outputs.find(({ id }) => id === output);
  if (!found) throw new Error(`The network has no output "${output}".`);
  const channels = found.lossInput.shape.at(-1) ?? 1;
  if (!Number.isInteger(index) || index < 0 || index >= channels)
    throw new Error(`The output "${output}" has the scores 0 to ${channels - 1}, but none of ${index}.`);
  return found.lossInput;
}
