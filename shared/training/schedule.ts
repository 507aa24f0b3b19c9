import type { TrainingSettings } from '../graph/document';

/** The learning rate of one step, counted from 0, of a run of `steps`. */
export function learningRateAt(
  { schedule, learningRate }: Pick<TrainingSettings, 'schedule' | 'learningRate'>,
  step: number,
  steps: number,
): number {
  const done = Math.min(1, step / Math.max(1, steps));
  switch (schedule) {
    case 'constant':
      return learningRate;
    case 'linear':
      return learningRate * (1 - done);
    case 'cosine':
      // Loshchilov & Hutter 2017, without restarts.
      return (learningRate * (1 + Math.cos(Math.PI * done))) / 2;
  }
}
