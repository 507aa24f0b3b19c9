/** From a program to instructions: forward, losses, backward, and the optimizer's step. */
import type { Plan, PlanOp } from '../../compiler/compiled';
import type { Op, Value, WeightValue } from '../../layers/support/primitives';
import { dependentValues, partOf, valuesOf, weightsOf, withLosses } from '../dependencies';
import type { OptimizerOptions, TargetKind } from '../executor';
import { figuresOf } from '../targets';
import { emitTo } from './emit';
import { type Encoded, encode } from './encode';
import { layOut } from './layout';
import { planLoss } from './losses';
import { Opcode } from './opcodes';
import { findFusions, foldNorm, type Fusion } from './fuse';
import { emitOptimizer, type FlatWeights } from './flat-weights';
import { type Fused, type Planned, type Planner, sizeOf } from './planner';
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
import { argMax, reduce, softmax } from './primitives/reduction';
import { type Block, float, type Instruction } from './schedule';
import { blocksOf, placeSpread, type PlannedSpread, type PlannedStatistics, planSpread } from './spread';

/** What a run is for; `targets` says for each output how a batch tells the truth. */
export type Purpose =
  | { readonly kind: 'predict' }
  | { readonly kind: 'evaluate'; readonly targets: readonly TargetKind[] }
  /** Some values, without what they don't need. */
  | { readonly kind: 'activations'; readonly values: readonly Value[] }
  /** The gradients of a seed times `scored` by some values. */
  | { readonly kind: 'sensitivities'; readonly scored: Value; readonly values: readonly Value[] }
  | { readonly kind: 'statistics' | 'gradients'; readonly targets: readonly TargetKind[] }
  | {
      readonly kind: 'step';
      readonly targets: readonly TargetKind[];
      readonly optimizer: OptimizerOptions;
    };

/** In training mode, and with gradients by weights. */
export const isForTraining = ({ kind }: Purpose): boolean =>
  kind === 'step' || kind === 'gradients' || kind === 'statistics';

/** Addresses. */
export interface Step extends Encoded {
  readonly bytes: number;
  /** By input and output id. */
  readonly inputs: ReadonlyMap<string, number>;
  readonly targets: ReadonlyMap<string, number>;
  readonly shares: ReadonlyMap<string, number>;
  readonly predictions: ReadonlyMap<string, number>;
  /** Of the score's gradient, which the run begins with; null where it is for something else. */
  readonly seed: number | null;
  /** By value. */
  readonly values: ReadonlyMap<number, number>;
  readonly gradients: ReadonlyMap<number, number>;
  /** By layer id and by weight key. */
  readonly spreads: PlannedStatistics;
}

/** By primitive: the program that a run goes through, and what of it is told or differentiated. */
function scopeOf(plan: Plan, purpose: Purpose, trainable: ReadonlySet<string>) {
  const nothing = { program: plan.inference, wanted: new Set<number>(), kept: [] as readonly Value[] };
  switch (purpose.kind) {
    case 'predict':
    case 'evaluate':
      return nothing;
    case 'activations': {
      const ids = purpose.values.map(({ id }) => id);
      return { ...nothing, program: partOf(plan.inference, ids), kept: purpose.values };
    }
    case 'sensitivities': {
      const program = partOf(plan.inference, [purpose.scored.id]);
      const ids = purpose.values.map(({ id }) => id);
      const kept = [...purpose.values, purpose.scored];
      return { program, wanted: dependentValues(program.ops, new Set(), ids), kept };
    }
    default: {
      const program = plan.training;
      const inputs = purpose.kind === 'gradients' ? program.inputs.map(({ value }) => value.id) : [];
      const wanted = dependentValues(withLosses(program), trainable, inputs);
      const shown = purpose.kind === 'statistics' ? [...program.layerOutputs.values()].flat() : [];
      return { program, wanted, kept: shown };
    }
  }
}

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
    case 'argMax':
      return argMax(op, planner);
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
  const { program, wanted, kept } = scopeOf(plan, purpose, weights.trainable);
  const isTraining = isForTraining(purpose);
  const learned = isTraining ? weights.trainable : new Set<string>();

  const instructions: Instruction[] = [];
  const values = new Map<number, Block>();
  const contributions = new Map<number, Block[]>();
  const before = new Set<Block>();
  const after = new Set<Block>();
  const block = (floats: number): Block => ({ bytes: floats * 4, address: null });
  const emit = emitTo(instructions);
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

  const spreads = {
    activations: new Map<string, PlannedSpread<Block>>(),
    weights: new Map<string, PlannedSpread<Block>>(),
    gradients: new Map<string, PlannedSpread<Block>>(),
  };
  const shown = new Map<number, string[]>();
  if (purpose.kind === 'statistics') {
    for (const [node, [value]] of program.layerOutputs)
      if (value) shown.set(value.id, [...(shown.get(value.id) ?? []), node]);
  }
  /** A value is there. */
  const setValue = ({ id, shape }: Pick<Value, 'id' | 'shape'>, found: Block): void => {
    values.set(id, found);
    const nodes = shown.get(id) ?? [];
    if (nodes.length === 0) return;
    const spread = planSpread({ block, emit }, found, batch * sizeOf(shape), shape);
    for (const node of nodes) spreads.activations.set(node, spread);
  };

  const inputs = new Map<string, Block>();
  for (const { id, value } of program.inputs) {
    const input = block(batch * sizeOf(value.shape));
    inputs.set(id, input);
    setValue(value, input);
    before.add(input);
  }

  const read = program.outputs.flatMap(({ lossInput, prediction }) => [lossInput, prediction]);
  const keptIds = new Set([...read, ...kept].map(({ id }) => id));
  const { fusions, left } = findFusions(program, keptIds, isTraining);
  const backward: (() => void)[] = [];
  const planOp = ({ op, output }: PlanOp, fusion?: Fusion): void => {
    const { norm = null, fused = null, result = output } = fusion ?? {};
    const planner = plannerFor(fused);
    const folded = op.op === 'conv2d' && norm ? foldNorm(op, norm, planner) : { op, planner };
    const planned = planPrimitive(folded.op, folded.planner, output.shape);
    setValue(result, planned.output);
    const reaches =
      valuesOf(op).some(({ id }) => wanted.has(id)) || weightsOf(op).some(({ key }) => learned.has(key));
    if (!reaches || !planned.backward) return;
    const run = planned.backward;
    backward.push(() => {
      let gradient = gradientOf(result);
      if (!gradient) return;
      if (fused) {
        const { derivative, low, high } = fused;
        const floats = batch * sizeOf(result.shape);
        gradient = unaryGradient(planner, derivative, [low, high], planned.output, gradient, floats);
      }
      run(gradient);
    });
  };
  for (const [index, entry] of program.ops.entries()) {
    if (!left.has(index)) planOp(entry, fusions.get(index));
  }

  const summed = new Map<number, Block>();
  /** The sum of all that was contributed, once nothing more is; null where nothing was. */
  function gradientOf({ id, shape }: Value): Block | null {
    const [first, ...others] = contributions.get(id) ?? [];
    if (!first) return null;
    const known = summed.get(id);
    if (known) return known;
    const floats = batch * sizeOf(shape);
    let total = first;
    for (const part of others) {
      const sum = block(floats);
      emit(Opcode.Sum, { A: total, B: part, To: sum, Floats: floats }, [sum, total]);
      total = sum;
    }
    summed.set(id, total);
    return total;
  }

  const targets = new Map<string, Block>();
  const shares = new Map<string, Block>();
  if ('targets' in purpose) {
    let first = 0;
    for (const [index, output] of program.outputs.entries()) {
      const planned = planLoss(
        output,
        purpose.targets[index] ?? 'values',
        plannerFor(null),
        { block: weights.result, first },
        (id, found) => values.set(id, found),
        (ops) => ops.forEach((entry) => planOp(entry)),
      );
      first += figuresOf(output);
      targets.set(output.id, planned.target);
      shares.set(output.id, planned.shares);
      before.add(planned.target);
      before.add(planned.shares);
    }
  }
  let seed: Block | null = null;
  if (purpose.kind === 'sensitivities') {
    seed = block(batch * sizeOf(purpose.scored.shape));
    before.add(seed);
    plannerFor(null).contribute(purpose.scored, seed);
  }

  if (isTraining)
    emit(Opcode.Fill, { To: weights.allGradients(), Floats: weights.gradientFloats, Value: float(0) });
  for (const run of backward.reverse()) run();
  if (purpose.kind === 'step') emitOptimizer(purpose.optimizer, weights, emit);

  const asked = purpose.kind === 'sensitivities' ? purpose.values : [];
  const byInput = purpose.kind === 'gradients' ? program.inputs.map(({ value }) => value) : [];
  const gradients = new Map<number, Block>();
  for (const value of [...asked, ...byInput]) {
    const gradient = gradientOf(value);
    if (gradient) gradients.set(value.id, gradient);
  }
  if (purpose.kind === 'statistics') {
    for (const { key, floats } of weights.weights) {
      spreads.weights.set(key, planSpread({ block, emit }, weights.weight(key), floats, null));
      const gradient = weights.gradient(key);
      if (gradient) spreads.gradients.set(key, planSpread({ block, emit }, gradient, floats, null));
    }
  }

  const predictions = new Map<string, Block>();
  if (purpose.kind === 'predict' || purpose.kind === 'evaluate') {
    for (const { id, prediction } of program.outputs) predictions.set(id, valueBlock(prediction));
  }
  const activations = new Map<number, Block>();
  if (purpose.kind === 'activations')
    for (const value of purpose.values) activations.set(value.id, valueBlock(value));
  const told = [predictions, gradients, activations].flatMap((blocks) => [...blocks.values()]);
  const counted = Object.values(spreads).flatMap((found) => [...found.values()].flatMap(blocksOf));
  for (const found of [...told, ...counted]) after.add(found);

  const { offsets, bytes } = layOut(instructions, before, after);
  const words = instructions.reduce((sum, { operands }) => sum + 2 + operands.length, 0);
  const start = base + Math.ceil((words * 4) / 64) * 64;
  const addressOf = (found: Block): number => found.address ?? start + (offsets.get(found) ?? 0);
  const addresses = <K>(blocks: ReadonlyMap<K, Block>): ReadonlyMap<K, number> =>
    new Map([...blocks].map(([id, found]) => [id, addressOf(found)]));
  const placed = (found: ReadonlyMap<string, PlannedSpread<Block>>) =>
    new Map([...found].map(([id, spread]) => [id, placeSpread(spread, addressOf)]));
  return {
    ...encode(instructions, addressOf),
    bytes: start + bytes - base,
    inputs: addresses(inputs),
    targets: addresses(targets),
    shares: addresses(shares),
    predictions: addresses(predictions),
    seed: seed && addressOf(seed),
    values: addresses(activations),
    gradients: addresses(gradients),
    spreads: {
      activations: placed(spreads.activations),
      weights: placed(spreads.weights),
      gradients: placed(spreads.gradients),
    },
  };
}
