/** What a trained model is asked afterwards. */
import { classNamesOf, type TrainedModel } from '../model/trained-model';
import type { EngineHost } from '../engine/engine-host';
import { type DetailedEvaluation, evaluateModel } from './evaluate';
import { matchClasses } from './match-classes';
import type { Executor } from '../engine/executor';
import { withFallback } from '../engine/fallback';
import { optimizerOf } from '../engine/optimizer';
import { type Prepared, prepare } from './prepare';
import { openTestPictures, type SetOfPictures } from './run-pictures';

/** An executor for a trained model, on the backend that trained it where this machine has it: the same figures again. */
export async function openModel(
  model: TrainedModel,
  host: EngineHost,
): Promise<Prepared & { readonly executor: Executor }> {
  const prepared = prepare(model.trainedOn);
  const { training } = model.trainedOn;
  const names = host.candidates.map((candidate) => candidate.name);
  const own = model.origin.kind === 'run' ? [model.origin.record.backend] : [];
  const order = [...own, ...names].filter(
    (backend, i, all) => names.includes(backend) && all.indexOf(backend) === i,
  );
  const start = withFallback(
    order,
    (backend) =>
      host.createExecutor(
        {
          plan: prepared.plan,
          weights: model.weights,
          backend,
          seed: training.seed,
          optimizer: optimizerOf(training),
        },
        host.platform,
      ),
    () => undefined,
  );
  return { ...prepared, executor: await start() };
}

/**
 * Scores, confusion and mistakes of a model on a data set's test pictures, in the order of the model's classes. Rejects with
 * `OtherClasses` where the data's are called otherwise, unless they are to be taken `byNumber`.
 */
export async function evaluateTrained(
  model: TrainedModel,
  data: SetOfPictures,
  host: EngineHost,
  { byNumber = false }: { readonly byNumber?: boolean } = {},
): Promise<DetailedEvaluation> {
  const classNames = classNamesOf(model);
  const classes = matchClasses(classNames, await data.sets.facts(data.set), { byNumber });
  const { executor, ...network } = await openModel(model, host);
  const { outputId, task } = network;
  try {
    const samples = await openTestPictures(data, model.preprocessing, network, classes);
    try {
      return await evaluateModel({
        executor,
        samples,
        task,
        classCount: classNames.length,
        outputId,
        yieldToHost: host.yieldToHost,
      });
    } finally {
      samples.close();
    }
  } finally {
    executor.dispose();
  }
}
