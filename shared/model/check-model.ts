/**
 * A trained model held against the document that it was trained on: the one check when it is opened. What comes after it
 * (predicting, evaluating, going on with a run) may rely on shapes and counts.
 */
import { compile } from '../compiler/compile';
import type { PlanWeight } from '../compiler/compiled';
import { networkFacts, PlanError, type NetworkFacts } from '../compiler/plan';
import type { Preprocessing } from '../data/dataset';
import type { WeightMap } from '../engine/executor';
import type { Checkpoint, Evaluation, Model, RunRecord } from '../engine/run';
import type { ConvDocument } from '../graph/document';
import { optimizers } from '../graph/optimizers';
import { firstOf, misfits, sameShape, shapeText, shortened, strangers, unbounded } from './check-weights';

/** Values of one picture. A network for larger ones can be drawn, but no machine of today trains it. */
export const MOST_PICTURE_VALUES = 2 ** 25;

/** Why this model can't be used, in a sentence; null where it can. */
export function modelProblem({
  document,
  weights,
  preprocessing,
  classNames,
  run,
  checkpoint,
}: Model): string | null {
  const network = factsOf(document);
  if (typeof network === 'string') return network;
  return (
    weightsOf(network, weights) ??
    inputProblem(network, preprocessing) ??
    classesProblem(network, classNames) ??
    recordProblem(run, classNames.length) ??
    (checkpoint === null ? null : checkpointProblem(network, checkpoint, run))
  );
}

function factsOf(document: ConvDocument): NetworkFacts | string {
  try {
    return networkFacts(compile(document));
  } catch (error) {
    if (!(error instanceof PlanError)) throw error;
    return `The model's network can't run: ${error.message}`;
  }
}

function weightsOf({ weights: expected }: NetworkFacts, weights: WeightMap): string | null {
  return (
    firstOf([...misfits(expected, weights), ...strangers(expected, weights)]) ??
    firstOf(unbounded(weights), "The weights can't be used")
  );
}

function inputProblem({ inputs }: NetworkFacts, { height, width, channels }: Preprocessing): string | null {
  const [input] = inputs;
  if (input === undefined) return "The model's network has no input.";
  if (input.shape.reduce((product, size) => product * size, 1) > MOST_PICTURE_VALUES) {
    return `The model's network takes pictures of ${shapeText(input.shape)}, which is more than ${MOST_PICTURE_VALUES} values.`;
  }
  if (sameShape(input.shape, [height, width, channels])) return null;
  return `The model prepares pictures of ${height}×${width}×${channels}, but the input of its network, “${shortened(input.name)}”, takes ${shapeText(input.shape)}.`;
}

function classesProblem({ outputs }: NetworkFacts, classNames: readonly string[]): string | null {
  const [output] = outputs;
  if (output === undefined) return "The model's network has no output.";
  const classes = output.task === 'regression' ? null : (output.shape.at(-1) ?? null);
  if (classes === null || classes === classNames.length) return null;
  return `The model names ${classNames.length} classes, but its network tells ${classes} apart.`;
}

/** The share of a test is a fraction that was computed, so it is met but for rounding. */
const ROUNDING = 1e-6;

function testProblem({ confusion, count, accuracy }: Evaluation, classes: number): string | null {
  if (confusion.length !== classes || confusion.some((row) => row.length !== classes)) {
    return `its test has not ${classes} × ${classes} counts, one for each pair of classes`;
  }
  const counted = confusion.flat().reduce((sum, n) => sum + n, 0);
  if (counted !== count) return `its test was on ${count} pictures, but ${counted} are counted`;
  const right = confusion.reduce((sum, row, index) => sum + (row[index] ?? 0), 0);
  if (Math.abs(right - accuracy * count) <= ROUNDING * count) return null;
  return `its test was right for ${right} of ${count} pictures, but it says ${accuracy}`;
}

function recordProblem({ epochs, test }: RunRecord, classes: number): string | null {
  const skipped = epochs.findIndex(({ epoch }, index) => epoch !== index + 1);
  const why =
    skipped >= 0
      ? `in the place of epoch ${skipped + 1} stands epoch ${epochs[skipped]?.epoch}`
      : test && testProblem(test, classes);
  return why === null ? null : `The record of the model's run contradicts itself: ${why}.`;
}

const CHECKPOINT = "The model's checkpoint doesn't belong to this network";

function checkpointProblem(
  { weights: expected }: NetworkFacts,
  { snapshot: { weights, slots }, epoch }: Checkpoint,
  { epochs }: RunRecord,
): string | null {
  if (epoch !== epochs.length) {
    return `The model's checkpoint was taken after epoch ${epoch}, but its record has ${epochs.length} epochs.`;
  }
  const wanted = slotsFor(expected, slots);
  return (
    firstOf([...misfits(expected, weights), ...strangers(expected, weights)], CHECKPOINT) ??
    firstOf([...misfits(wanted, slots), ...strangers(wanted, slots)], CHECKPOINT) ??
    firstOf([...unbounded(weights), ...unbounded(slots)], "The model's checkpoint can't be used")
  );
}

/** The slots of the optimizer that these come from: of all trainable weights, or none. */
function slotsFor(expected: readonly PlanWeight[], slots: WeightMap): readonly PlanWeight[] {
  const used = new Set([...slots.keys()].map((key) => key.slice(key.lastIndexOf('/') + 1)));
  const names = Object.values(optimizers).find((optimizer) => optimizer.slots.some((name) => used.has(name)));
  return expected
    .filter(({ trainable }) => trainable)
    .flatMap((weight) => (names?.slots ?? []).map((name) => ({ ...weight, key: `${weight.key}/${name}` })));
}
