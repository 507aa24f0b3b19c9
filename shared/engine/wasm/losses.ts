/** An output's loss: the plan's primitives, or the cross entropies of logits in one go; and sums over rows. */
import type { PlanOp, PlanOutput } from '../../compiler/compiled';
import type { TargetKind } from '../executor';
import { type FusedLoss, fusedLossOf } from '../fused-loss';
import { oneHot, type PreparedTarget } from '../targets';
import type { Machine } from './host';
import { LossCode, Opcode } from './opcodes';
import { flag, lastOf, type Planner, sizeOf } from './planner';
import { at, type Block } from './schedule';

export interface PlannedLoss {
  readonly target: Block;
  /** Each row's share of the weights. */
  readonly shares: Block;
}

function codeOf(fused: FusedLoss, kind: TargetKind): LossCode {
  if (fused === 'binaryCrossentropy') return LossCode.Binary;
  return kind === 'index' ? LossCode.Categorical : LossCode.CategoricalShares;
}

/** Whether classes are given to the kernel as they are; else they become shares. */
export const takesClasses = (output: PlanOutput, kind: TargetKind): boolean =>
  kind === 'index' && fusedLossOf(output) === 'categoricalCrossentropy';

/**
 * Emits one output's loss. The figures (the rows' weighted mean, then each counter) are written to `figures` one after
 * the other, and the gradient is contributed: to the value that the loss takes, or to the losses.
 */
export function planLoss(
  output: PlanOutput,
  kind: TargetKind,
  planner: Planner,
  figures: { readonly block: Block; readonly first: number },
  setValue: (id: number, block: Block) => void,
  runOps: (ops: readonly PlanOp[]) => void,
): PlannedLoss {
  const { lossInput, objective } = output;
  const columns = lastOf(lossInput.shape);
  const floats = planner.batch * sizeOf(lossInput.shape);
  const rows = floats / columns;
  const fused = fusedLossOf(output);
  const shares = planner.block(rows);
  const target = planner.block(takesClasses(output, kind) ? rows : floats);
  let [losses, counters]: [Block, readonly Block[]] = [shares, []];
  if (fused) {
    const [gradient, hits] = [planner.block(floats), planner.block(rows)];
    losses = planner.block(rows);
    planner.emit(Opcode.Loss, {
      Code: codeOf(fused, kind),
      Value: planner.value(lossInput),
      Target: target,
      Gradient: gradient,
      Losses: losses,
      Hits: hits,
      Rows: rows,
      Columns: columns,
      Shares: shares,
    });
    if (planner.wants(lossInput)) planner.contribute(lossInput, gradient);
    counters = Object.keys(objective.counters).map(() => hits);
  } else {
    setValue(objective.target.id, target);
    runOps(objective.ops);
    losses = planner.value(objective.losses);
    counters = Object.values(objective.counters).map((counter) => planner.value(counter));
    if (planner.wants(objective.losses)) planner.contribute(objective.losses, shares);
  }
  for (const [index, values] of [losses, ...counters].entries()) {
    const to = at(figures.block, (figures.first + index) * Float64Array.BYTES_PER_ELEMENT);
    planner.emit(Opcode.RowSum, {
      Values: values,
      Shares: shares,
      Rows: rows,
      Counting: flag(index > 0),
      Result: to,
    });
  }
  return { target, shares };
}

/** Puts the truth and each row's share where the run reads them; `takesIndices` are the outputs that take classes. */
export function fillTargets(
  machine: Machine,
  outputs: readonly PlanOutput[],
  targets: readonly PreparedTarget[],
  places: { readonly targets: Places; readonly shares: Places },
  takesIndices: ReadonlySet<string>,
): void {
  for (const [index, { id, lossInput }] of outputs.entries()) {
    const target = targets[index];
    if (!target) continue;
    const { kind, data, rows, shares } = target;
    const isSpread = kind === 'index' && !takesIndices.has(id);
    const truth = isSpread ? oneHot(data, lastOf(lossInput.shape)) : data;
    machine.floats(places.targets.get(id) ?? 0, truth.length).set(truth);
    const portions = machine.floats(places.shares.get(id) ?? 0, rows);
    if (shares) portions.set(shares);
    else portions.fill(1 / rows);
  }
}

type Places = ReadonlyMap<string, number>;
