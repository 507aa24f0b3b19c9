/** The points of a run's curves, kept thin enough to draw: at most `LIMIT`, whatever the run's length. */
import type { EpochRecord, Progress } from './run-record';
import type { Scores } from './scores';

const LIMIT = 2_000;

export interface CurvePoint {
  /** Epochs done, fractions included. */
  readonly x: number;
  /** Of the steps just before. */
  readonly train: Scores;
}

export interface Curves {
  readonly x: readonly number[];
  /** By score; null where a curve has no value at that x. */
  readonly train: Readonly<Record<string, readonly (number | null)[]>>;
  readonly validation: Readonly<Record<string, readonly (number | null)[]>>;
}

/** Where a run stands: epochs done, fractions included. */
export function curveX({ step, steps, epochs }: Pick<Progress, 'step' | 'steps' | 'epochs'>): number {
  return (step / Math.max(1, steps)) * epochs;
}

export class CurveRecorder {
  private kept: CurvePoint[];
  /** Every so many reports are one point. */
  private stride: number;
  private seen = 0;

  constructor(points: readonly CurvePoint[] = [], stride = 1) {
    this.kept = [...points];
    this.stride = stride;
  }

  get points(): readonly CurvePoint[] {
    return this.kept;
  }

  get everySoMany(): number {
    return this.stride;
  }

  add(progress: Progress): void {
    const { train } = progress;
    const x = curveX(progress);
    const last = this.kept.at(-1);
    if (last !== undefined && x <= last.x) return;
    this.seen += 1;
    if (this.seen % this.stride !== 0) return;
    this.kept.push({ x, train });
    if (this.kept.length >= LIMIT) {
      this.kept = this.kept.filter((_, index) => index % 2 === 1);
      this.stride *= 2;
    }
  }

  /** A run that starts again from a checkpoint drops what lies after it: `epochs` done, fractions included. */
  rewind(epochs: number): void {
    this.kept = this.kept.filter((point) => point.x <= epochs);
  }
}

/** Points and epochs as columns, by x. */
export function curvesOf(points: readonly CurvePoint[], epochs: readonly EpochRecord[]): Curves {
  const rows = new Map<number, { train: Scores; epoch: EpochRecord | null }>();
  for (const { x, train } of points) rows.set(x, { train, epoch: null });
  for (const epoch of epochs) {
    const row = rows.get(epoch.epoch);
    // A finished epoch's mean replaces nothing, it only adds validation at its end; without points there are epochs alone.
    rows.set(epoch.epoch, { train: row?.train ?? (points.length === 0 ? epoch.train : {}), epoch });
  }
  const sorted = [...rows].sort(([a], [b]) => a - b);
  const columns = (of: (row: { train: Scores; epoch: EpochRecord | null }) => Scores) => {
    const names = new Set(sorted.flatMap(([, row]) => Object.keys(of(row))));
    return Object.fromEntries(
      [...names].map((name) => [name, sorted.map(([, row]): number | null => of(row)[name] ?? null)]),
    );
  };
  return {
    x: sorted.map(([x]) => x),
    train: columns(({ train }) => train),
    validation: columns(({ epoch }) => epoch?.validation ?? {}),
  };
}
