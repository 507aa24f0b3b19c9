/** From a document to what can be trained or run. */
import { compile } from '../compiler/compile';
import type { Plan } from '../compiler/compiled';
import { buildPlan } from '../compiler/plan';
import { trainingProblems } from '../compiler/trainable';
import type { ConvDocument } from '../graph/document';
import type { Task } from '../model/scores';
import type { Ends } from '../data/feed';
import { TrainingError } from './training-error';

/** A network that can run: the plan and the names of its two ends. */
export interface Prepared extends Ends {
  readonly plan: Plan;
  readonly inputShape: readonly number[];
  readonly task: Task;
}

/** Throws `TrainingError` with all that stands in the way. */
export function prepareTraining(
  document: ConvDocument,
  classCount: number,
  memoryLimit: number | null,
): Prepared {
  const compiled = compile(document);
  const problems = trainingProblems(compiled, { classCount, memoryLimit });
  if (problems.length > 0) {
    const sentences = problems.map(({ message, fixes: [fix] }) =>
      fix ? `${message} (${fix.label}.)` : message,
    );
    throw new TrainingError(`This network can't be trained yet. ${[...new Set(sentences)].join(' ')}`);
  }
  return prepare(document);
}

/** Throws `PlanError` where the network is not complete. */
export function prepare(document: ConvDocument): Prepared {
  const plan = buildPlan(compile(document));
  const [input] = plan.training.inputs;
  const [output] = plan.training.outputs;
  if (!input || !output) throw new TrainingError('The network needs an input and an output.');
  return {
    plan,
    inputId: input.id,
    outputId: output.id,
    inputShape: input.value.shape,
    task: output.task,
  };
}
