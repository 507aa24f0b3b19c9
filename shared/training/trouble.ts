/** What went wrong in a run that has ended, and what to do, in sentences. */
import type { TrainingSettings } from '../graph/document';
import type { RunRecord, TestResult } from '../model/run-record';
import { trainingFields } from '../schema/training-fields';
import { divergenceText, rateTooHigh } from './divergence';

/** Null where nothing went wrong. */
export function troubleText(
  { state, test, diverged }: Pick<RunRecord, 'state' | 'test' | 'diverged'>,
  training: Pick<TrainingSettings, 'learningRate'>,
): string | null {
  if (diverged) return divergenceText(diverged, training);
  const chance = state === 'finished' && test !== null ? chanceOf(test) : null;
  if (chance === null) return null;
  // Units that have died answer all alike; at a rate that the form proposes, or a smaller one, none dies.
  const isDead = chance.constant && training.learningRate > trainingFields.learningRate.default;
  const advice = isDead
    ? rateTooHigh(training)
    : `Try more epochs, or another learning rate than ${training.learningRate}.`;
  return `${chance.text} ${advice}`;
}

/** So much better than guessing is none, where it is no more than chance gives: a picture in a hundred. */
const LITTLE = 0.01;

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const percent = (share: number): string => `${Number((100 * share).toPrecision(3))} %`;

interface Chance {
  readonly text: string;
  /** Whether every picture is given the same class. */
  readonly constant: boolean;
}

/**
 * Whether the answers are no better than one that needs no network: always the class of which the test pictures have the
 * most. A loss tells nothing of that: one class for all of ten, each as often, costs hardly more than ln 10.
 */
function chanceOf({ confusion }: TestResult): Chance | null {
  const frequencies = confusion.map(sum);
  const count = sum(frequencies);
  const baseline = Math.max(...frequencies) / count;
  // Of pictures of one class nothing can be said.
  if (!(baseline < 1)) return null;
  const accuracy = sum(confusion.map((line, actual) => line[actual] ?? 0)) / count;
  const deviation = Math.sqrt((baseline * (1 - baseline)) / count);
  if (accuracy > baseline + Math.min(LITTLE, 2 * deviation)) return null;
  const predicted = confusion.map((_, column) => sum(confusion.map((line) => line[column] ?? 0)));
  const constant = predicted.includes(count);
  const right = `${percent(accuracy)} of the test pictures`;
  const guess = `whoever always guesses their most frequent class has ${percent(baseline)}`;
  const text = constant
    ? `The run has learned nothing: it gives every picture the same class, which is right for ${right}; ${guess}.`
    : `The run does no better than guessing: it is right for ${right}; ${guess}.`;
  return { text, constant };
}
