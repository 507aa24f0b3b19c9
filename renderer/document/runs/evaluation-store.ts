/** What the worker knows of trained runs. */
import { runInAction } from 'mobx';
import type { RunArchive } from '../../archive/run-archive';
import { keptCurve, keptEvaluation } from './pack';
import type { RunPlace } from '../../../shared/protocol/worker';
import type { TrainingClient } from '../training/client';
import type { Run } from './run';
import { messageOf } from '../../../shared/schema/message-of';

export class EvaluationStore {
  /** Weights have no name of their own: where they lie is given one when they are first tried. */
  private readonly tried = new WeakMap<RunPlace, string>();

  constructor(
    private readonly client: TrainingClient,
    private readonly archive: RunArchive,
  ) {}

  /** The points that were kept with a run, for its chart. */
  async loadCurve(run: Run): Promise<void> {
    const { kept } = run;
    if (kept === null || run.active || run.pointsDrawn || !kept.parts.has('curve.bin')) return;
    const curve = await keptCurve(kept.place, this.archive);
    if (curve !== null) runInAction(() => run.drawCurve(curve));
  }

  /** On the test pictures: what was kept when the run ended, or measured anew where that is missing. */
  async evaluate(run: Run): Promise<void> {
    const { kept } = run;
    if (!run.trained || kept === null || run.evaluating || run.evaluation !== null) return;
    runInAction(() => {
      run.evaluating = true;
      run.evaluationError = null;
    });
    try {
      const { dataset } = run;
      const evaluation = await whereKept(
        run,
        async (place) =>
          (await keptEvaluation(place, this.archive)) ??
          (await this.client.request('evaluate', { place, weights: 'last', dataset })),
      );
      runInAction(() => (run.evaluation = evaluation));
    } catch (error) {
      runInAction(() => (run.evaluationError = messageOf(error)));
    } finally {
      runInAction(() => (run.evaluating = false));
    }
  }

  /**
   * What the run's network answers to a picture as its first layer takes it: a probability for each of `classNames`. Rejects
   * with a sentence, also while a run trains.
   */
  async predict(run: Run, values: Float32Array): Promise<Float32Array> {
    return whereKept(run, async (place) => {
      const tried = this.tried.get(place) ?? crypto.randomUUID();
      this.tried.set(place, tried);
      return (await this.client.request('predict', { tried, place, weights: 'last', values })).probabilities;
    });
  }

  /** No pictures are tried any more for now. */
  leaveTried(): void {
    // A worker that has ended holds nothing.
    void this.client.request('leaveTried', null).catch(() => undefined);
  }

  /** The trained network as the bytes of a format that takes models. Rejects with a sentence. */
  async exportModel(run: Run, format: string): Promise<Uint8Array> {
    return whereKept(
      run,
      async (place) => (await this.client.request('exportModel', { place, weights: 'last', format })).bytes,
    );
  }
}

/**
 * Does this with what is kept of the run. Its last moment may be kept while it is under way: what was kept before is deleted
 * then, and all is done again with what took its place.
 */
async function whereKept<T>(run: Run, work: (place: RunPlace) => Promise<T>): Promise<T> {
  if (run.kept === null) throw new Error(`${run.name} has no weights yet.`);
  const { place } = run.kept;
  try {
    return await work(place);
  } catch (error) {
    if (run.kept.place === place) throw error;
    return whereKept(run, work);
  }
}
