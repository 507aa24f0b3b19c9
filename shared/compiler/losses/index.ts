/** Every loss by its name, and what the plan has of one. */
import type { LossName, Op, Value } from '../../layers/support/primitives';
import type { Objective, PlanOp } from '../compiled';
import { primitiveShape } from '../primitive-shape';
import { binaryCrossentropy } from './binary-crossentropy';
import { categoricalCrossentropy } from './categorical-crossentropy';
import type { Loss } from './define';
import { meanAbsoluteError } from './mean-absolute-error';
import { meanSquaredError } from './mean-squared-error';

export const losses: Readonly<Record<LossName, Loss>> = {
  categoricalCrossentropy,
  binaryCrossentropy,
  meanSquaredError,
  meanAbsoluteError,
};

/** The loss of `value` as primitives behind it, with ids from `nextId`; `nodeId` is the output layer's. */
export function lowerLoss(name: LossName, value: Value, nodeId: string, nextId: () => number): Objective {
  const ops: PlanOp[] = [];
  const target: Value = { id: nextId(), shape: value.shape };
  const emit = (op: Op): Value => {
    const output: Value = { id: nextId(), shape: primitiveShape(op), from: op };
    ops.push({ op, output, nodeId });
    return output;
  };
  return { target, ops, ...losses[name].lower({ value, target, emit }) };
}
