/** Parameters, their gradients and the optimizer's slots: one flat buffer each, weights in the plan's order. */
import type { PlanWeight } from '../../compiler/compiled';
import type { OptimizerName } from '../../graph/document';
import type { OptimizerOptions } from '../executor';
import { Opcode } from './opcodes';
import { sizeOf } from './planner';
import { type Block, float, type Operand } from './schedule';

/** Keras' constants. */
const BETA1 = 0.9;
const BETA2 = 0.999;
const RHO = 0.9;
const EPSILON = 1e-7;

const slotNames: Readonly<Record<OptimizerName, readonly string[]>> = {
  adam: ['m', 'v'],
  sgd: ['velocity'],
  rmsprop: ['meanSquare'],
};

export const slotsOf = ({ name, momentum }: OptimizerOptions): readonly string[] =>
  name === 'sgd' && momentum === 0 ? [] : slotNames[name];

/** Adam's step size for the `count`-th step from 1. */
export const adamRate = (learningRate: number, count: number): number =>
  (learningRate * Math.sqrt(1 - BETA2 ** count)) / (1 - BETA1 ** count);

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
  /** First byte behind the parameters. */
  readonly parametersEnd: number;
  /** First byte behind gradients and slots. */
  readonly slotsEnd: number;
  /** Where the loss and the correct ones are added up, in float64. */
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

/** Trainable weights come first, so that optimizer steps run over one stretch. */
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
  const trained = plan.filter(({ trainable }) => trainable).map(place);
  const gradientBytes = offset;
  const fixed = plan.filter(({ trainable }) => !trainable).map(place);
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
    parametersEnd,
    slotsEnd: parametersEnd + (1 + slots) * stretch,
    result: { address: result, bytes: 16 },
    weight: (key) => {
      const { offset: begin, floats } = find(key);
      return blockAt(base + begin, floats * 4);
    },
    gradient: (key) => {
      const { offset: begin, floats, trainable } = find(key);
      return trainable ? blockAt(parametersEnd + begin, floats * 4) : null;
    },
    allGradients: () => blockAt(parametersEnd, gradientBytes),
    slot: (index) => blockAt(parametersEnd + (1 + index) * stretch, gradientBytes),
    parameters: () => blockAt(base, gradientBytes),
  };
}

export function emitOptimizer(
  { name, momentum }: OptimizerOptions,
  weights: FlatWeights,
  emit: (opcode: Opcode, operands: readonly Operand[]) => void,
): void {
  const floats = weights.gradientFloats;
  if (floats === 0) return;
  const common = [weights.parameters(), weights.allGradients(), floats];
  const rate: Operand = { dynamic: { kind: name === 'adam' ? 'adamRate' : 'learningRate' } };
  const [first, second] = [weights.slot(0), weights.slot(1)];
  if (name === 'adam') {
    const operands = [first, float(1 - BETA1), float(EPSILON), second, float(1 - BETA2)];
    emit(Opcode.Adam, [...common, rate, ...operands]);
  } else if (name === 'rmsprop') {
    emit(Opcode.RmsProp, [...common, rate, first, float(1 - RHO), float(EPSILON)]);
  } else if (momentum === 0) emit(Opcode.Sgd, [...common, rate]);
  else emit(Opcode.Momentum, [...common, rate, first, float(momentum)]);
}
