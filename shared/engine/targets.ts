/** A batch's targets, checked and with the share that each row has in the loss. */
import type { PlanOutput } from '../compiler/compiled';
import { losses } from '../compiler/losses/index';
import type { Batch, Sums, Target, TargetKind } from './executor';

/** In masks, where no class is known or none shall count. */
const IGNORED = 255;

/** What is wrong with a batch, a sentence. No other backend would take it. */
export class BatchError extends Error {
  override readonly name = 'BatchError';
}

export interface PreparedTarget {
  readonly kind: TargetKind;
  readonly data: Float32Array;
  readonly rows: number;
  /** weight / Σ weight for each row; null: all are 1 / rows. */
  readonly shares: Float32Array | null;
  /** Σ weight. */
  readonly weight: number;
  /** Rows whose weight is not 0. */
  readonly count: number;
}

const sizeOf = (shape: readonly number[]): number => shape.reduce((product, dim) => product * dim, 1);

/** Throws a `BatchError` where the batch has no target for the output, or one that its loss can't take. */
export function prepareTarget(output: PlanOutput, batch: Batch): PreparedTarget {
  const { id, loss, lossInput } = output;
  const target = batch.targets[id];
  if (!target) throw new BatchError(`The batch has no target for the output "${id}".`);
  const { kind, data } = target;
  if (!losses[loss].targets.includes(kind)) {
    throw new BatchError(
      `The batch has a target of the kind "${kind}" for the output "${id}", whose loss ${loss} takes ${losses[loss].targets.join(' or ')}.`,
    );
  }
  const rowShape = lossInput.shape.slice(0, -1);
  const rows = batch.size * sizeOf(rowShape);
  const needed = kind === 'index' ? rows : batch.size * sizeOf(lossInput.shape);
  if (data.length !== needed)
    throw new BatchError(
      `The batch has ${data.length} values for the output "${id}", but ${needed} are needed.`,
    );
  const isMask = kind === 'index' && rowShape.length > 0;
  if (kind === 'index') checkClasses(id, data, lossInput.shape.at(-1) ?? 1, isMask);
  const weights = rowWeights(id, target, batch.size, rows, isMask);
  if (!weights) return { kind, data, rows, shares: null, weight: rows, count: rows };
  let [weight, count] = [0, 0];
  for (const own of weights) {
    weight += own;
    if (own > 0) count += 1;
  }
  const shares = weight > 0 ? weights.map((own) => own / weight) : weights;
  return { kind, data, rows, shares, weight, count };
}

function checkClasses(id: string, data: Float32Array, classes: number, isMask: boolean): void {
  for (const index of data) {
    if (index >= 0 && index < classes && Number.isInteger(index)) continue;
    if (isMask && index === IGNORED) continue;
    throw new BatchError(
      `A target of the output "${id}" is ${index}, but the network tells the classes 0 to ${classes - 1} apart: give its last layer one output per class.`,
    );
  }
}

/** Null where all rows count alike. */
function rowWeights(
  id: string,
  { data, weights }: Target,
  size: number,
  rows: number,
  isMask: boolean,
): Float32Array | null {
  if (weights) {
    if (weights.length !== size && weights.length !== rows) {
      const wanted = size === rows ? `${size}` : `${size} (by picture) or ${rows} (by pixel)`;
      throw new BatchError(
        `The batch has ${weights.length} weights for the output "${id}", but ${wanted} are needed.`,
      );
    }
    const wrong = weights.find((weight) => !(weight >= 0 && weight < Infinity));
    if (wrong !== undefined)
      throw new BatchError(`A weight for the output "${id}" is ${wrong}, but must be a number from 0 on.`);
  }
  if (!isMask || !data.includes(IGNORED)) {
    if (!weights || weights.length === rows) return weights ?? null;
    const perPicture = rows / size;
    return Float32Array.from({ length: rows }, (_, row) => weights[Math.floor(row / perPicture)] ?? 0);
  }
  const perWeight = weights ? rows / weights.length : rows;
  return data.map((index, row) => (index === IGNORED ? 0 : (weights?.[Math.floor(row / perWeight)] ?? 1)));
}

/** Classes as shares: 1 for the one, 0 for the others; all 0 in rows that are ignored. */
export function oneHot(classes: Float32Array, count: number): Float32Array {
  const shares = new Float32Array(classes.length * count);
  for (const [row, index] of classes.entries()) if (index < count) shares[row * count + index] = 1;
  return shares;
}

/** How many figures an output's loss has: the loss, and its counters. */
export const figuresOf = ({ objective }: PlanOutput): number => 1 + Object.keys(objective.counters).length;

export const figureCount = (outputs: readonly PlanOutput[]): number =>
  outputs.reduce((count, output) => count + figuresOf(output), 0);

/** By output id, from the figures of one after the other, in which a loss is the sum over rows or their weighted mean. */
export function readSums(
  outputs: readonly PlanOutput[],
  targets: readonly Pick<PreparedTarget, 'weight' | 'count'>[],
  figures: ArrayLike<number>,
  are: 'sums' | 'means',
): Readonly<Record<string, Sums>> {
  let next = 0;
  const take = (): number => figures[next++] ?? 0;
  return Object.fromEntries(
    outputs.map(({ id, objective }, index): [string, Sums] => {
      const { weight, count } = targets[index] ?? { weight: 0, count: 0 };
      const loss = are === 'sums' ? take() : take() * weight;
      const counters = Object.keys(objective.counters).map((name) => [name, take()] as const);
      return [id, { ...Object.fromEntries(counters), loss, weight, count }];
    }),
  );
}

/** Of two batches together. */
export function addSums(a: Sums, b: Sums): Sums {
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  const total = { loss: 0, weight: 0, count: 0 };
  return Object.assign(
    total,
    Object.fromEntries([...names].map((name) => [name, (a[name] ?? 0) + (b[name] ?? 0)])),
  );
}

/** Σ weight · loss / Σ weight of each output, and the sum of these. */
export const lossOf = (sums: Readonly<Record<string, Sums>>): number =>
  Object.values(sums).reduce((total, { loss, weight }) => total + (weight > 0 ? loss / weight : 0), 0);
