/** The points of a run's curves, kept thin enough to draw: at most `LIMIT` training points, whatever the run's length. */
import type { EpochRecord, Progress } from '../../shared/engine/run';

const LIMIT = 2_000;

export interface Curves {
  /** x is epochs done, fractions included; null where a curve has no value at that x. */
  readonly x: readonly number[];
  readonly loss: readonly (number | null)[];
  readonly accuracy: readonly (number | null)[];
  readonly valLoss: readonly (number | null)[];
  readonly valAccuracy: readonly (number | null)[];
}

interface Point {
  readonly x: number;
  readonly loss: number;
  readonly accuracy: number;
}

export class CurveRecorder {
  private points: Point[] = [];
  private stride = 1;
  private seen = 0;

  add(progress: Progress): void {
    const x = (progress.step / Math.max(1, progress.steps)) * progress.epochs;
    const last = this.points.at(-1);
    if (last !== undefined && x <= last.x) return;
    this.seen += 1;
    if (this.seen % this.stride !== 0) return;
    this.points.push({ x, loss: progress.loss, accuracy: progress.accuracy });
    if (this.points.length >= LIMIT) {
      this.points = this.points.filter((_, index) => index % 2 === 1);
      this.stride *= 2;
    }
  }

  /** A run that starts again from a checkpoint drops what lies after it. */
  rewind(epochs: number): void {
    this.points = this.points.filter((point) => point.x <= epochs);
  }

  curves(epochs: readonly EpochRecord[]): Curves {
    // A finished epoch's mean replaces nothing, it only adds validation at its end; opened models have epochs alone.
    const rows = new Map<
      number,
      { loss: number | null; accuracy: number | null; epoch: EpochRecord | null }
    >();
    for (const { x, loss, accuracy } of this.points) rows.set(x, { loss, accuracy, epoch: null });
    for (const epoch of epochs) {
      const row = rows.get(epoch.epoch);
      const alone = this.points.length === 0;
      rows.set(epoch.epoch, {
        loss: row?.loss ?? (alone ? epoch.loss : null),
        accuracy: row?.accuracy ?? (alone ? epoch.accuracy : null),
        epoch,
      });
    }
    const sorted = [...rows].sort(([a], [b]) => a - b);
    return {
      x: sorted.map(([x]) => x),
      loss: sorted.map(([, row]) => row.loss),
      accuracy: sorted.map(([, row]) => row.accuracy),
      valLoss: sorted.map(([, row]) => row.epoch?.valLoss ?? null),
      valAccuracy: sorted.map(([, row]) => row.epoch?.valAccuracy ?? null),
    };
  }
}
