/** Which training pictures are used, and which of them are kept for validation. */
import { permutation, stream } from '../engine/random';

export interface SplitOptions {
  /** Share of the pictures used that is kept for validation, 0 to 0.9. */
  readonly validation: number;
  /** At most so many pictures are used, validation included; null for all. */
  readonly limit: number | null;
  readonly seed: number;
}

export interface Split {
  /** Rows, ascending. */
  readonly train: readonly number[];
  readonly validation: readonly number[];
}

/**
 * Shares `total` among classes in proportion to `sizes`, by largest remainder (ties to the lower class), so that the
 * parts add up to `total` exactly.
 */
function proportional(sizes: readonly number[], total: number): number[] {
  const sum = sizes.reduce((all, size) => all + size, 0);
  if (sum === 0) return sizes.map(() => 0);
  const exact = sizes.map((size) => (size * total) / sum);
  const parts = exact.map(Math.floor);
  let missing = total - parts.reduce((all, part) => all + part, 0);
  const byRemainder = exact.map((value, index) => ({ index, remainder: value - Math.floor(value) }));
  byRemainder.sort((a, b) => b.remainder - a.remainder || a.index - b.index);
  for (const { index } of byRemainder) {
    if (missing <= 0) break;
    parts[index] = (parts[index] ?? 0) + 1;
    missing -= 1;
  }
  return parts;
}

/** Rows by their `labels`. Stratified: every class keeps its share in each part. The same seed gives the same split everywhere. */
export function splitRows(labels: Uint16Array, { validation, limit, seed }: SplitOptions): Split {
  const classes: number[][] = [];
  labels.forEach((label, row) => {
    (classes[label] ??= []).push(row);
  });
  const shuffled = Array.from(classes, (rows: readonly number[] | undefined, label) =>
    Array.from(
      permutation(stream(seed, `split/${label}`, 0), rows?.length ?? 0),
      (position) => rows?.[position] ?? 0,
    ),
  );
  const sizes = shuffled.map((rows) => rows.length);
  const used = limit === null ? sizes : proportional(sizes, Math.min(Math.max(0, limit), labels.length));
  const count = used.reduce((all, size) => all + size, 0);
  const kept = proportional(used, Math.round(count * validation));
  const ascending = (a: number, b: number): number => a - b;
  return {
    validation: shuffled.flatMap((rows, label) => rows.slice(0, kept[label])).sort(ascending),
    train: shuffled.flatMap((rows, label) => rows.slice(kept[label], used[label])).sort(ascending),
  };
}
