/** When a run is given up since its loss has gone out of bounds, and how that is told. */
import type { TrainingSettings } from '../graph/document';
import type { Divergence, EpochRecord } from '../model/run-record';
import type { Task } from '../model/scores';
import { TrainingError } from './training-error';

/**
 * Times the loss of guessing. What one step too many does is made good again within some steps, and is seldom above ten
 * times; at a hundred the right one of ten classes has the probability e^−230, gradients vanish behind softmax, and the
 * weights are where no step that small leads back from.
 */
const HOPELESS = 100;
/** So long must every report say so: a spike raises one of them. */
const REPORTS = 3;
const STEPS = 50;
/** Times the loss of guessing: who has come back from a spike has learned something since. */
const BETTER = 0.9;
/** Times the loss of guessing: no checkpoint takes the place of an earlier, better one, and no run ends well. */
const WORSE = 2;

/** Thrown where a run is given up; what was kept before stays. */
export class Diverged extends TrainingError {
  constructor(readonly at: Pick<Divergence, 'epoch' | 'step' | 'loss'>) {
    super('The run diverged.');
  }
}

export interface LossWatch {
  /** Before it has seen the loss of the first step, which the weights that it begins with have. */
  readonly waits: boolean;
  /** Whether the loss is so good that a checkpoint is worth keeping. */
  isCalm(): boolean;
  /**
   * Told of the mean loss of some steps, answers with the loss by which the run is lost, the largest of late; null: it is
   * not. `ends`: what ends with these steps.
   */
  lostBy(loss: number, steps: number, ends: 'epoch' | 'run' | null): number | null;
}

/**
 * A run is lost when its loss
 *
 * - is no finite number;
 * - stays above a hundred times that of guessing for three reports and fifty steps, or at an epoch's end;
 * - was there once, and fifty steps later, at an epoch's end, or at the end of the run still is no better than guessing:
 *   rectified units that such a step has pushed below zero for every picture have no gradient any more;
 * - is more than twice that of guessing at the end of the run.
 *
 * Guessing has ln of the number of classes, or what the run began with, where that is more: pictures may be large.
 */
export function watchLoss(task: Task, classCount: number, before: readonly EpochRecord[]): LossWatch {
  const even = task === 'classification' ? Math.log(classCount) : null;
  let guessing = Math.max(even ?? 0, before[0]?.train['loss'] ?? 0);
  let waits = true;
  let calm = true;
  /** Reports in a row above the bound. */
  let above = { reports: 0, steps: 0 };
  /** Since the loss was above the bound, until it is better than guessing; null: it has not been there. */
  let spike: { readonly largest: number; readonly steps: number } | null = null;
  return {
    get waits() {
      return waits;
    },
    isCalm: () => calm,
    lostBy(loss, steps, ends) {
      if (!Number.isFinite(loss)) return loss;
      if (waits) guessing = Math.max(guessing, loss);
      waits = false;
      const isAbove = loss > HOPELESS * guessing;
      above = isAbove ? { reports: above.reports + 1, steps: above.steps + steps } : { reports: 0, steps: 0 };
      if (isAbove || (spike !== null && loss >= BETTER * (even ?? guessing))) {
        spike = { largest: Math.max(spike?.largest ?? 0, loss), steps: (spike?.steps ?? 0) + steps };
      } else spike = null;
      calm = spike === null && loss <= WORSE * guessing;
      if (ends === 'run' && !calm) return spike?.largest ?? loss;
      const stays = above.reports >= REPORTS && above.steps >= STEPS;
      const collapsed = ends !== null && (isAbove || (spike?.steps ?? 0) >= STEPS);
      return spike !== null && (stays || collapsed) ? spike.largest : null;
    },
  };
}

/** 2,310 or 1.67e17 */
const shown = (loss: number): string =>
  loss < 1e6 ? Number(loss.toPrecision(3)).toLocaleString('en-US') : loss.toExponential(2).replace('e+', 'e');

export const rateTooHigh = ({ learningRate }: Pick<TrainingSettings, 'learningRate'>): string =>
  `The learning rate ${learningRate} is probably too high for this network: try ${Number((learningRate / 10).toPrecision(2))}.`;

/** What happened, what to do, and which weights the run has now, in sentences. */
export function divergenceText(
  { epoch, step, loss, kept }: Divergence,
  { learningRate }: Pick<TrainingSettings, 'learningRate'>,
): string {
  const where = `in epoch ${epoch}, at step ${step.toLocaleString('en-US')}`;
  const what = Number.isFinite(loss)
    ? `its loss rose to ${shown(loss)}, and is no better than that of guessing`
    : 'its loss is no number any more';
  // Before the first step has changed anything, no rate can be at fault.
  const advice =
    step <= 1
      ? 'That was so before anything was learned: the pictures or the first weights are too large for this network. Normalize the pictures, or put BatchNormalization behind its convolutions.'
      : rateTooHigh({ learningRate });
  const left =
    kept === null
      ? 'It has the weights with which it began.'
      : `It has the weights of its last checkpoint, after step ${kept.toLocaleString('en-US')}.`;
  return `The run diverged ${where}: ${what}. ${advice} ${left}`;
}
