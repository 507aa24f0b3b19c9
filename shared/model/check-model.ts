/**
 * A trained model held against the document that it was trained on. What comes after it (predicting, evaluating, going on
 * with a run) may rely on shapes and counts. When a file is opened the shapes are enough; values are looked at when they
 * are read.
 */
import { compile } from '../compiler/compile';
import type { PlanWeight } from '../compiler/compiled';
import { networkFacts, PlanError, type NetworkFacts } from '../compiler/plan';
import { stepProblem } from '../data/pipeline';
import type { Preprocessing } from '../data/preprocessing';
import type { ConvDocument } from '../graph/document';
import { optimizers } from '../schema/optimizers';
import { firstOf, misfits, sameShape, shapeText, shortened, strangers, unbounded } from './check-weights';
import type { CheckpointState, RunRecord, TestResult } from './run-record';
import { classNamesOf, type ModelFacts } from './trained-model';
import type { WeightMap, WeightShapes } from './weights';

/** Values of one picture. A network for larger ones can be drawn, but no machine of today trains it. */
export const MOST_PICTURE_VALUES = 2 ** 25;

/** Why this model can't be used, in a sentence; null where it can. `shapes` of its weights; null where it has none left. */
export function modelProblem(model: ModelFacts, shapes: WeightShapes | null): string | null {
  const network = factsOf(model.trainedOn);
  if (typeof network === 'string') return network;
  const classNames = classNamesOf(model);
  return (
    (shapes && weightsOf(network, shapes)) ??
    inputProblem(network, model.preprocessing) ??
    stepsProblem(model.preprocessing) ??
    classesProblem(network, classNames) ??
    (model.origin.kind === 'run' ? recordProblem(model.origin.record, classNames.length) : null)
  );
}

/** Why weights of these shapes are not those of the model's network; null where they are. */
export function shapesProblem(model: ModelFacts, shapes: WeightShapes): string | null {
  const network = factsOf(model.trainedOn);
  return typeof network === 'string' ? network : weightsOf(network, shapes);
}

/** Why these weights can't be used though their shapes fit; null where they can. */
export function valuesProblem(weights: WeightMap): string | null {
  return firstOf(unbounded(weights), "The weights can't be used");
}

function factsOf(document: ConvDocument): NetworkFacts | string {
  try {
    return networkFacts(compile(document));
  } catch (error) {
    if (!(error instanceof PlanError)) throw error;
    return `The model's network can't run: ${error.message}`;
  }
}

const given = (shapes: WeightShapes) => new Map([...shapes].map(([key, shape]) => [key, { shape }]));

function weightsOf({ weights: expected }: NetworkFacts, shapes: WeightShapes): string | null {
  const weights = given(shapes);
  return firstOf([...misfits(expected, weights), ...strangers(expected, weights)]);
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

function stepsProblem({ steps }: Preprocessing): string | null {
  const problem = steps.map(stepProblem).find((each) => each !== null);
  return problem ? `The model prepares pictures in a way that is not known here. ${problem}` : null;
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

function testProblem({ confusion, count, scores }: TestResult, classes: number): string | null {
  if (confusion.length !== classes || confusion.some((row) => row.length !== classes)) {
    return `its test has not ${classes} × ${classes} counts, one for each pair of classes`;
  }
  const counted = confusion.flat().reduce((sum, n) => sum + n, 0);
  if (counted !== count) return `its test was on ${count} pictures, but ${counted} are counted`;
  const right = confusion.reduce((sum, row, index) => sum + (row[index] ?? 0), 0);
  // What else is scored can't be told from the counts alone.
  const { accuracy } = scores;
  if (accuracy === undefined || Math.abs(right - accuracy * count) <= ROUNDING * count) return null;
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

/** Why what was measured when the run ended can't be of this model, in a sentence; null where it can. */
export function evaluationProblem(
  model: ModelFacts,
  evaluation: TestResult & {
    readonly examples: readonly { readonly actual: number; readonly predicted: number }[];
  },
): string | null {
  const classes = classNamesOf(model).length;
  const stranger = evaluation.examples
    .flatMap(({ actual, predicted }) => [actual, predicted])
    .find((index) => index >= classes);
  const why =
    testProblem(evaluation, classes) ??
    (stranger === undefined ? null : `one of its mistakes is of class ${stranger + 1} of ${classes}`);
  return why === null ? null : `The model's evaluation contradicts its network: ${why}.`;
}

const CHECKPOINT = "The model's checkpoint doesn't belong to this network";

/** Why a run can't go on from this checkpoint, in a sentence; null where it can. */
export function checkpointProblem(
  model: ModelFacts,
  { epoch }: CheckpointState,
  slots: WeightMap,
): string | null {
  const network = factsOf(model.trainedOn);
  if (typeof network === 'string') return network;
  const epochs = model.origin.kind === 'run' ? model.origin.record.epochs.length : 0;
  if (epoch > epochs) {
    return `The model's checkpoint was taken after epoch ${epoch}, but its record has ${epochs} epochs.`;
  }
  const wanted = slotsFor(network.weights, slots);
  return (
    firstOf([...misfits(wanted, slots), ...strangers(wanted, slots)], CHECKPOINT) ??
    firstOf(unbounded(slots), "The model's checkpoint can't be used")
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
