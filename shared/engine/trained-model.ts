/** What a trained model is asked afterwards. */
import type { LoadedDataset } from '../data/dataset';
import { samplesOf } from '../data/preprocess';
import type { EngineHost } from './engine-host';
import { evaluateModel } from './evaluate';
import type { Executor } from './executor';
import { withFallback } from './fallback';
import { optimizerOf } from './optimizer';
import { type Prepared, prepare } from './prepare';
import type { Evaluation, Model } from './run';
import { TrainingError } from './training-error';

/** An executor for a trained model, on the backend that trained it where this machine has it: the same figures again. */
export async function openModel(
  model: Model,
  host: EngineHost,
): Promise<Prepared & { readonly executor: Executor }> {
  const prepared = prepare(model.document);
  const { training } = model.document;
  const names = host.candidates.map((candidate) => candidate.name);
  const order = [model.run.backend, ...names].filter(
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

/** Accuracy, loss and confusion of a model on a data set's test pictures. */
export async function evaluateTrained(
  model: Model,
  dataset: LoadedDataset,
  host: EngineHost,
  onProgress?: (done: number, count: number) => void,
): Promise<Evaluation & Awaited<ReturnType<typeof evaluateModel>>> {
  const { classNames } = dataset.description;
  const classes = model.classNames.length;
  if (classes !== classNames.length) {
    throw new TrainingError(
      `The model tells ${classes} classes apart, but ${dataset.description.title} has ${classNames.length}: choose the data it was made for.`,
    );
  }
  const { executor, inputId, outputId } = await openModel(model, host);
  try {
    return await evaluateModel({
      executor,
      samples: samplesOf(dataset.test, model.preprocessing),
      classCount: classes,
      inputId,
      outputId,
      yieldToHost: host.yieldToHost,
      ...(onProgress && { onProgress }),
    });
  } finally {
    executor.dispose();
  }
}
