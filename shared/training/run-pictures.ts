/** The pictures of a run: which it learns from, which watch it, and how they come to the network. */
import type { DataSets } from '../data/data-sets';
import type { Feed } from '../data/feed';
import { fixedSteps, type Preprocessing, trainingSteps } from '../data/preprocessing';
import type { ConvDocument } from '../graph/document';
import type { Prepared } from './prepare';

/** A set of pictures by its name among those that can be asked. */
export interface SetOfPictures {
  readonly sets: DataSets;
  readonly set: string;
}

export interface RunPictures {
  readonly preprocessing: Preprocessing;
  readonly train: Feed;
  /** Null where none were kept. */
  readonly validation: Feed | null;
  /** Asked once, when the run has ended. */
  readonly test: Feed;
  close(): void;
}

/** Random steps are in the training pictures only. Rejects with a sentence. */
export async function openRunPictures(
  { data, training: { seed } }: ConvDocument,
  { sets, set }: SetOfPictures,
  { inputId, outputId, inputShape }: Prepared,
): Promise<RunPictures> {
  const preprocessing = await sets.preprocessing(set, inputShape, data);
  const fixed = { inputId, outputId, steps: fixedSteps(preprocessing), seed };
  const { classCounts } = await sets.facts(set);
  // A set that keeps pictures apart for validation says itself which.
  const kept = classCounts.validation.some((count) => count > 0);
  const split = { validation: kept ? 0 : data.validation, limit: data.limit, seed };
  const train = await sets.feed(set, {
    ...fixed,
    steps: trainingSteps(data.pipeline, preprocessing),
    choice: { part: 'training', split, side: 'train' },
  });
  const validation = await sets.feed(set, {
    ...fixed,
    choice: kept ? { part: 'validation', split: null } : { part: 'training', split, side: 'validation' },
  });
  const test = await sets.feed(set, { ...fixed, choice: { part: 'test', split: null } });
  return {
    preprocessing,
    train,
    validation: validation.length > 0 ? validation : null,
    test,
    close() {
      for (const feed of [train, validation, test]) feed.close();
    },
  };
}

/** The test pictures of a set as a trained model takes them; `classes`: the model's number of each of the set's. */
export function openTestPictures(
  { sets, set }: SetOfPictures,
  preprocessing: Preprocessing,
  { inputId, outputId }: Pick<Prepared, 'inputId' | 'outputId'>,
  classes: readonly number[],
): Promise<Feed> {
  return sets.feed(set, {
    inputId,
    outputId,
    steps: fixedSteps(preprocessing),
    seed: 0,
    classes,
    choice: { part: 'test', split: null },
  });
}
