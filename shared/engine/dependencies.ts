/** What a primitive reads. */
import type { Program } from '../compiler/compiled';
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

/** Ids of the values that change when one of the given weights (or an input, if asked for) does. */
export function dependentValues(
  program: Program,
  weights: ReadonlySet<string>,
  onInputs: boolean,
): ReadonlySet<number> {
  const dependent = new Set<number>(onInputs ? program.inputs.map(({ value }) => value.id) : []);
  for (const { op, output } of program.ops) {
    if (
      valuesOf(op).some(({ id }) => dependent.has(id)) ||
      weightsOf(op).some(({ key }) => weights.has(key))
    ) {
      dependent.add(output.id);
    }
  }
  return dependent;
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
