/** Parameters, their gradients and the optimizer's slots: one flat buffer each, weights in the plan's order. */
import type { PlanWeight } from '../../compiler/compiled';
import type { OptimizerOptions } from '../executor';
import { BETA1, BETA2, EPSILON, RHO } from '../optimizer';
import type { Emit } from './emit';
import { Opcode } from './opcodes';
import { sizeOf } from './planner';
import { at, type Block, float, type Operand } from './schedule';

export interface Placed extends PlanWeight {
  readonly floats: number;
  /** From the start of the buffer, in bytes. */
  readonly offset: number;
}

export interface FlatWeights {
  readonly trainable: ReadonlySet<string>;
  readonly weights: readonly Placed[];
  /** Floats of the trainable ones, each rounded up to whole vectors. */
  readonly gradientFloats: number;
  /** Of those, the first, which decay where the optimizer makes weights decay. */
  readonly decayFloats: number;
  /** First byte behind the parameters. */
  readonly parametersEnd: number;
  /** First byte behind gradients and slots. */
  readonly slotsEnd: number;
  /** Where the losses and counters of a batch are told, in float64. */
  readonly result: Block;
  weight(key: string): Block;
  /** Null for weights that are not trained. */
  gradient(key: string): Block | null;
  allGradients(): Block;
  slot(index: number): Block;
  parameters(): Block;
}

const VECTOR = 16;
const LINE = 64;
const rounded = (bytes: number, to: number): number => Math.ceil(bytes / to) * to;

/** Trainable weights come first, of them those that decay: an optimizer's step runs over one stretch, or two. */
export function placeWeights(
  plan: readonly PlanWeight[],
  slots: number,
  result: number,
  base: number,
): FlatWeights {
  let offset = 0;
  const place = (weight: PlanWeight): Placed => {
    const floats = sizeOf(weight.shape);
    const placed = { ...weight, floats, offset };
    offset += rounded(floats * 4, VECTOR);
    return placed;
  };
  const trainable = plan.filter((weight) => weight.trainable);
  const decaying = trainable.filter(({ decay }) => decay).map(place);
  const decayBytes = offset;
  const trained = [...decaying, ...trainable.filter(({ decay }) => !decay).map(place)];
  const gradientBytes = offset;
  const fixed = plan.filter((weight) => !weight.trainable).map(place);
  const parametersEnd = rounded(base + offset, LINE);
  const stretch = rounded(gradientBytes, LINE);
  const byKey = new Map([...trained, ...fixed].map((weight) => [weight.key, weight]));
  const blocks = new Map<string, Block>();
  const find = (key: string): Placed => {
    const weight = byKey.get(key);
    if (!weight) throw new Error(`The plan has no weight "${key}".`);
    return weight;
  };
  const blockAt = (address: number, bytes: number): Block => {
    const name = `${address} ${bytes}`;
    const block = blocks.get(name) ?? { address, bytes };
    blocks.set(name, block);
    return block;
  };
  return {
    trainable: new Set(trained.map(({ key }) => key)),
    weights: plan.map(({ key }) => find(key)),
    gradientFloats: gradientBytes / 4,
    decayFloats: decayBytes / 4,
    parametersEnd,
    slotsEnd: parametersEnd + (1 + slots) * stretch,
    result: { address: result, bytes: 16 },
    weight: (key) => {
      const { offset: begin, floats } = find(key);
      return blockAt(base + begin, floats * 4);
    },
    gradient: (key) => {
      const { offset: begin, floats, trainable: trains } = find(key);
      return trains ? blockAt(parametersEnd + begin, floats * 4) : null;
    },
    allGradients: () => blockAt(parametersEnd, gradientBytes),
    slot: (index) => blockAt(parametersEnd + (1 + index) * stretch, gradientBytes),
    parameters: () => blockAt(base, gradientBytes),
  };
}

const FLOAT = 4;

export function emitOptimizer(
  { name, momentum, weightDecay = 0 }: OptimizerOptions,
  weights: FlatWeights,
  emit: Emit,
): void {
  const floats = weights.gradientFloats;
  if (floats === 0) return;
  const [parameters, gradients] = [weights.parameters(), weights.allGradients()];
  const [first, second] = [weights.slot(0), weights.slot(1)];
  const Rate: Operand = { dynamic: { kind: 'learningRate' } };
  /** Of so many floats from the `begin`-th on. */
  const emitAdam = (begin: number, count: number, decay: number): void => {
    if (count === 0) return;
    const from = (block: Block): Operand => at(block, begin * FLOAT);
    emit(Opcode.Adam, {
      Weights: from(parameters),
      Gradients: from(gradients),
      Floats: count,
      Alpha: { dynamic: { kind: 'adamRate' } },
      Means: from(first),
      MeansPart: float(1 - BETA1),
      Epsilon: float(EPSILON),
      Squares: from(second),
      SquaresPart: float(1 - BETA2),
      Rate,
      Decay: float(decay),
    });
  };
  const common = { Weights: parameters, Gradients: gradients, Floats: floats, Rate };
  switch (name) {
    case 'adam':
      emitAdam(0, floats, 0);
      return;
    case 'adamw':
      emitAdam(0, weights.decayFloats, weightDecay);
      emitAdam(weights.decayFloats, floats - weights.decayFloats, 0);
      return;
    case 'rmsprop':
      emit(Opcode.RmsProp, { Squares: first, Part: float(1 - RHO), Epsilon: float(EPSILON), ...common });
      return;
    case 'sgd':
      if (momentum === 0) emit(Opcode.Sgd, common);
      else emit(Opcode.Momentum, { Velocity: first, Momentum: float(momentum), ...common });
  }
}
