/** From a program to instructions: forward, losses, backward, and the optimizer's step. */
import type { Plan } from '../../compiler/compiled';
import type { LossKind, Op, Value, WeightValue } from '../../layers/support/primitives';
import { dependentValues } from '../dependencies';
import type { OptimizerOptions } from '../executor';
import { type Encoded, encode } from './encode';
import { layOut } from './layout';
import { LossCode, Opcode } from './opcodes';
import { findFusions, foldNorm } from './fuse';
import { emitOptimizer, type FlatWeights } from './flat-weights';
import { type Fused, lastOf, type Planned, type Planner, sizeOf } from './planner';
import { concat, pad, reshape, resize, slice, transpose } from './primitives/arrangement';
import { conv2d, convTranspose2d, matMul } from './primitives/convolution';
import {
  binary,
  binaryWeight,
  randomMask,
  randomNoise,
  unary,
  unaryGradient,
} from './primitives/elementwise';
import { batchNorm } from './primitives/normalization';
import { averagePool, maxPool } from './primitives/pooling';
import { reduce, softmax } from './primitives/reduction';
import { type Block, float, type Instruction, type Operand } from './schedule';

/** What a run is for. */
export type Purpose =
  | { readonly kind: 'predict' }
  | { readonly kind: 'evaluate' }
  /** The values of a layer, without what comes behind it. */
  | { readonly kind: 'activations'; readonly value: Value }
  | { readonly kind: 'gradients' }
  | { readonly kind: 'step'; readonly optimizer: OptimizerOptions };

export interface Step extends Encoded {
  readonly bytes: number;
  /** Addresses by input and output id. */
  readonly inputs: ReadonlyMap<string, number>;
  readonly targets: ReadonlyMap<string, number>;
  readonly predictions: ReadonlyMap<string, number>;
  readonly inputGradients: ReadonlyMap<string, number>;
  readonly activations: number | null;
}

const lossCodes: Readonly<Record<LossKind, LossCode>> = {
  softmaxCrossEntropy: LossCode.SoftmaxCrossEntropy,
  sigmoidCrossEntropy: LossCode.SigmoidCrossEntropy,
  meanSquaredError: LossCode.MeanSquaredError,
  meanAbsoluteError: LossCode.MeanAbsoluteError,
};

function planPrimitive(op: Op, planner: Planner, shape: readonly number[]): Planned {
  switch (op.op) {
    case 'conv2d':
      return conv2d(op, planner, shape);
    case 'convTranspose2d':
      return convTranspose2d(op, planner, shape);
    case 'matMul':
      return matMul(op, planner);
    case 'maxPool':
      return maxPool(op, planner);
    case 'averagePool':
      return averagePool(op, planner);
    case 'reduce':
      return reduce(op, planner);
    case 'batchNorm':
      return batchNorm(op, planner);
    case 'unary':
      return unary(op, planner);
    case 'binary':
      return binary(op, planner);
    case 'binaryWeight':
      return binaryWeight(op, planner);
    case 'softmax':
      return softmax(op, planner);
    case 'concat':
      return concat(op, planner, shape);
    case 'slice':
      return slice(op, planner);
    case 'pad':
      return pad(op, planner, shape);
    case 'transpose':
      return transpose(op, planner, shape);
    case 'reshape':
      return reshape(op, planner);
    case 'resize':
      return resize(op, planner);
    case 'randomMask':
      return randomMask(op, planner);
    case 'randomNoise':
      return randomNoise(op, planner);
  }
}

export function planStep(
  plan: Plan,
  purpose: Purpose,
  batch: number,
  threads: number,
  weights: FlatWeights,
  base: number,
): Step {
  const isTraining = purpose.kind === 'step' || purpose.kind === 'gradients';
  const program = isTraining ? plan.training : plan.inference;
  const until = purpose.kind === 'activations' ? purpose.value.id : null;
  const wanted = isTraining
    ? dependentValues(program, weights.trainable, purpose.kind === 'gradients')
    : new Set<number>();

  const instructions: Instruction[] = [];
  const values = new Map<number, Block>();
  const contributions = new Map<number, Block[]>();
  const before = new Set<Block>();
  const after = new Set<Block>();
  const block = (floats: number): Block => ({ bytes: floats * 4, address: null });
  const emit: Planner['emit'] = (opcode, operands, inPlace) =>
    instructions.push({ opcode, operands, inPlace: inPlace ?? null });
  const valueBlock = ({ id }: Value): Block => {
    const found = values.get(id);
    if (!found) throw new Error(`The plan reads value ${id} before it is computed.`);
    return found;
  };
  const plannerFor = (fused: Fused | null): Planner => ({
    batch,
    threads,
    training: isTraining,
    updateStatistics: purpose.kind === 'step',
    fused,
    block,
    emit,
    value: valueBlock,
    weight: ({ key }: WeightValue) => weights.weight(key),
    wants: ({ id }) => wanted.has(id),
    weightGradient: (weight) => (isTraining && weight ? weights.gradient(weight.key) : null),
    contribute: ({ id }, gradient) => {
      contributions.set(id, [...(contributions.get(id) ?? []), gradient]);
    },
  });

  const inputs = new Map<string, Block>();
  for (const { id, value } of program.inputs) {
    const input = block(batch * sizeOf(value.shape));
    inputs.set(id, input);
    values.set(value.id, input);
    before.add(input);
  }

  const kept = new Set(program.outputs.flatMap(({ lossInput, prediction }) => [lossInput.id, prediction.id]));
  if (until !== null) kept.add(until);
  const { fusions, left } = findFusions(program, kept, isTraining);
  const backward: (() => void)[] = [];
  for (const [index, { op, output }] of program.ops.entries()) {
    if (until !== null && values.has(until)) break;
    if (left.has(index)) continue;
    const fusion = fusions.get(index);
    const { norm = null, fused = null, result = output } = fusion ?? {};
    const planner = plannerFor(fused);
    const folded = op.op === 'conv2d' && norm ? foldNorm(op, norm, planner) : { op, planner };
    const planned = planPrimitive(folded.op, folded.planner, output.shape);
    values.set(result.id, planned.output);
    if (!wanted.has(result.id) || !planned.backward) continue;
    const run = planned.backward;
    backward.push(() => {
      let gradient = sumOf(contributions.get(result.id) ?? [], batch * sizeOf(result.shape));
      if (!gradient) return;
      if (fused) {
        const { derivative, low, high } = fused;
        const floats = batch * sizeOf(result.shape);
        gradient = unaryGradient(planner, derivative, [low, high], planned.output, gradient, floats);
      }
      run(gradient);
    });
  }

  function sumOf(parts: readonly Block[], floats: number): Block | null {
    const [first, ...others] = parts;
    if (!first) return null;
    let total = first;
    for (const part of others) {
      const sum = block(floats);
      emit(Opcode.Sum, [total, part, sum, floats], [sum, total]);
      total = sum;
    }
    return total;
  }

  const targets = new Map<string, Block>();
  if (isTraining || purpose.kind === 'evaluate') {
    for (const [index, output] of program.outputs.entries()) {
      const value = valueBlock(output.lossInput);
      const size = sizeOf(output.lossInput.shape);
      const isClass = output.loss === 'softmaxCrossEntropy';
      const columns = isClass ? lastOf(output.lossInput.shape) : size;
      const rows = (batch * size) / columns;
      const target = block(isClass ? rows : batch * size);
      targets.set(output.id, target);
      before.add(target);
      const [gradient, losses, hits] = [block(batch * size), block(rows), block(rows)];
      const divisor = isClass ? rows : batch * size;
      const operands: readonly Operand[] = [value, target, gradient, losses, hits];
      emit(Opcode.Loss, [lossCodes[output.loss], ...operands, rows, columns, float(1 / divisor)]);
      // Only the first output's hits count, a picture's pixels together as one.
      const weight = isClass && index === 0 ? batch / rows : 0;
      emit(Opcode.LossSum, [losses, hits, rows, divisor, float(weight), weights.result]);
      if (wanted.has(output.lossInput.id)) plannerFor(null).contribute(output.lossInput, gradient);
    }
  }

  const inputGradients = new Map<string, Block>();
  if (isTraining) {
    emit(Opcode.Fill, [weights.allGradients(), weights.gradientFloats, float(0)]);
    for (const run of backward.reverse()) run();
    if (purpose.kind === 'step') emitOptimizer(purpose.optimizer, weights, emit);
    else {
      for (const { id, value } of program.inputs) {
        const gradient = sumOf(contributions.get(value.id) ?? [], batch * sizeOf(value.shape));
        if (!gradient) continue;
        inputGradients.set(id, gradient);
        after.add(gradient);
      }
    }
  }

  const predictions = new Map<string, Block>();
  if (purpose.kind === 'predict' || purpose.kind === 'evaluate') {
    for (const { id, prediction } of program.outputs) predictions.set(id, valueBlock(prediction));
  }
  for (const found of predictions.values()) after.add(found);
  const activations = until === null ? null : (values.get(until) ?? null);
  if (activations) after.add(activations);

  const { offsets, bytes } = layOut(instructions, before, after);
  const words = instructions.reduce((sum, { operands }) => sum + 2 + operands.length, 0);
  const start = base + Math.ceil((words * 4) / 64) * 64;
  const addressOf = (found: Block): number => found.address ?? start + (offsets.get(found) ?? 0);
  const addresses = (blocks: ReadonlyMap<string, Block>): ReadonlyMap<string, number> =>
    new Map([...blocks].map(([id, found]) => [id, addressOf(found)]));
  return {
    ...encode(instructions, addressOf),
    bytes: start + bytes - base,
    inputs: addresses(inputs),
    targets: addresses(targets),
    predictions: addresses(predictions),
    inputGradients: addresses(inputGradients),
    activations: activations && addressOf(activations),
  };
}
