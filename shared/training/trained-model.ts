/** What a trained model is asked afterwards. */
import { classNamesOf, type TrainedModel } from '../model/trained-model';
import type { EngineHost } from '../engine/engine-host';
import { type DetailedEvaluation, evaluateModel } from './evaluate';
import type { Executor } from '../engine/executor';
import { withFallback } from '../engine/fallback';
import { optimizerOf } from '../engine/optimizer';
import { type Prepared, prepare } from './prepare';
import { openTestPictures, type SetOfPictures } from './run-pictures';
import { TrainingError } from './training-error';

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

/** Scores, confusion and mistakes of a model on a data set's test pictures. */
export async function evaluateTrained(
  model: TrainedModel,
  data: SetOfPictures,
  host: EngineHost,
  onProgress?: (done: number, count: number) => void,
): Promise<DetailedEvaluation> {
  const { classNames, title } = await data.sets.facts(data.set);
  const classes = classNamesOf(model).length;
  if (classes !== classNames.length) {
    throw new TrainingError(
      `The model tells ${classes} classes apart, but ${title} has ${classNames.length}: choose the data it was made for.`,
    );
  }
  const { executor, ...network } = await openModel(model, host);
  const { outputId, task } = network;
  try {
    const samples = await openTestPictures(data, model.preprocessing, network);
    try {
      return await evaluateModel({
        executor,
        samples,
        task,
        classCount: classes,
        outputId,
        yieldToHost: host.yieldToHost,
        ...(onProgress && { onProgress }),
      });
    } finally {
      samples.close();
    }
  } finally {
    executor.dispose();
  }
}
