import { DataError } from '../../shared/data/data-error';
import { createPipeline } from '../../shared/data/pipeline';
import { fixedSteps } from '../../shared/data/preprocessing';
import { classNamesOf } from '../../shared/model/trained-model';
import { csvCell } from '../../shared/schema/csv-cell';
import { openModel } from '../../shared/training/trained-model';
import type { Command } from '../command';
import { findPictures } from '../find-pictures';
import { loadModel } from '../load-file';
import { flag, readOptions } from '../options';
import { say, sayJson, tell } from '../output';
import { findPlaces } from '../../node/places';
import { readImage } from '../../node/read-image';
import { UsageError } from '../usage-error';

const usage = 'predict MODEL.cnn IMAGE|FOLDER… [--json|--csv]';

/** Pictures that go through the network together. */
const AT_ONCE = 32;

interface Answer {
  readonly image: string;
  /** Of each class, in the model's order. */
  readonly probabilities: readonly number[];
}

export const predictCommand: Command = {
  name: 'predict',
  makes: 'text',
  usage: `${usage}\n    class probabilities of pictures (JPEG, PNG, WebP, GIF, BMP, PGM, PPM), one line for each with --csv; of a folder all that lie in it`,
  async run(args) {
    const { files, given } = readOptions(args, { json: flag, csv: flag }, usage);
    const [file, ...named] = files;
    if (file === undefined || named.length === 0)
      throw new UsageError(`Say which model and which pictures.\nUsage: ${usage}`);
    if (given.json && given.csv) throw new UsageError('Choose one of --json and --csv.');
    const model = await loadModel(file);
    const classNames = classNamesOf(model);
    const images = await findPictures(named);
    const { height, width, channels } = model.preprocessing;
    const size = height * width * channels;
    const pipeline = createPipeline(fixedSteps(model.preprocessing), 0);
    const { backendFor, nodeHost } = await import('../../node/engine-host');
    const { executor, inputId, outputId } = await openModel(
      model,
      await nodeHost(findPlaces(), backendFor(model)),
    );
    // One that was named must be read; of a folder's each one that can.
    const isFolder = images.length !== named.length || images.some((image, i) => image !== named[i]);
    const answers: Answer[] = [];
    let unread = 0;
    try {
      for (let from = 0; from < images.length; from += AT_ONCE) {
        const some = images.slice(from, from + AT_ONCE);
        const values = new Float32Array(some.length * size);
        const read: string[] = [];
        for (const image of some) {
          try {
            const picture = await readImage(image);
            const moment = { epoch: 0, row: read.length, rows: images.length };
            values.set(pipeline.run(picture, moment).values, read.length * size);
            read.push(image);
          } catch (error) {
            if (!isFolder || !(error instanceof DataError)) throw error;
            tell(error.message);
            unread += 1;
          }
        }
        if (read.length === 0) continue;
        const data = values.subarray(0, read.length * size);
        const input = { shape: [read.length, height, width, channels], data };
        const { [outputId]: answer } = await executor.predict({ [inputId]: input }, read.length);
        const classes = classNames.length;
        read.forEach((image, row) =>
          answers.push({
            image,
            probabilities: Array.from(answer?.data.subarray(row * classes, (row + 1) * classes) ?? []),
          }),
        );
      }
    } finally {
      executor.dispose();
    }
    if (given.csv) sayCsv(answers, classNames);
    else if (given.json)
      sayJson(
        answers.map(({ image, probabilities }) => ({
          image,
          probabilities: sorted(probabilities, classNames),
        })),
      );
    else for (const answer of answers) sayBest(answer, classNames);
    if (unread > 0) tell(`${unread} of ${images.length} pictures could not be read.`);
    return answers.length > 0 ? 0 : 1;
  },
};

const sorted = (probabilities: readonly number[], classNames: readonly string[]) =>
  classNames
    .map((name, i) => ({ name, probability: probabilities[i] ?? 0 }))
    .sort((a, b) => b.probability - a.probability);

function sayBest({ image, probabilities }: Answer, classNames: readonly string[]): void {
  const best = sorted(probabilities, classNames)
    .slice(0, 3)
    .map(({ name, probability }) => `${name} ${(100 * probability).toFixed(1)} %`);
  say(`${image}: ${best.join(', ')}`);
}

/** The picture, its class, and the probability of each class. */
function sayCsv(answers: readonly Answer[], classNames: readonly string[]): void {
  say(['file', 'class', ...classNames].map(csvCell).join(','));
  for (const { image, probabilities } of answers) {
    const [best] = sorted(probabilities, classNames);
    say([csvCell(image), csvCell(best?.name ?? ''), ...probabilities.map((p) => p.toFixed(6))].join(','));
  }
}
