/** The cross entropies of logits, which executors compute with their gradient in one go where a plan has them. */
import type { PlanOutput } from '../compiler/compiled';
import { lowerLoss } from '../compiler/losses/index';
import type { Op, Value } from '../layers/support/primitives';
import { valuesOf } from './dependencies';

const fused = ['categoricalCrossentropy', 'binaryCrossentropy'] as const;
export type FusedLoss = (typeof fused)[number];

/** Which of them an output's primitives are, whatever the loss is called; null: none. */
export function fusedLossOf({ lossInput, objective }: PlanOutput): FusedLoss | null {
  const value: Value = { id: 0, shape: lossInput.shape };
  const isThat = (name: FusedLoss): boolean => {
    let next = 1;
    const pattern = lowerLoss(name, value, 'pattern', () => next++);
    const leaves = new Map([
      [lossInput.id, value.id],
      [objective.target.id, pattern.target.id],
    ]);
    const names = Object.keys(objective.counters);
    return (
      sameForm(objective.losses, pattern.losses, leaves) &&
      names.length === Object.keys(pattern.counters).length &&
      names.every((counter) => {
        const [own, other] = [objective.counters[counter], pattern.counters[counter]];
        return own !== undefined && other !== undefined && sameForm(own, other, leaves);
      })
    );
  };
  return fused.find(isThat) ?? null;
}

const operands = new Set(['x', 'a', 'b', 'values']);
const settings = (op: Op): string =>
  JSON.stringify(op, (key, value: unknown) => (operands.has(key) ? null : value));

/** Whether two values are made by the same primitives from leaves that stand for one another. */
function sameForm(a: Value, b: Value, leaves: ReadonlyMap<number, number>): boolean {
  const leaf = leaves.get(a.id);
  if (leaf !== undefined) return leaf === b.id;
  if (!a.from || !b.from || settings(a.from) !== settings(b.from)) return false;
  const [own, other] = [valuesOf(a.from), valuesOf(b.from)];
  return (
    own.length === other.length &&
    own.every((value, i) => {
      const counterpart = other[i];
      return counterpart !== undefined && sameForm(value, counterpart, leaves);
    })
  );
}
