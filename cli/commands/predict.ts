import { createPipeline } from '../../shared/data/pipeline';
import { fixedSteps } from '../../shared/data/preprocessing';
import { classNamesOf } from '../../shared/model/trained-model';
import { openModel } from '../../shared/training/trained-model';
import type { Command } from '../command';
import { loadModel } from '../load-file';
import { flag, readOptions } from '../options';
import { say, sayJson } from '../output';
import { findPlaces } from '../../node/places';
import { readImage } from '../../node/read-image';
import { UsageError } from '../usage-error';

const usage = 'predict MODEL.cnn IMAGE… [--json]';

export const predictCommand: Command = {
  name: 'predict',
  makes: 'text',
  usage: `${usage}\n    class probabilities of pictures (PNG, PGM, PPM)`,
  async run(args) {
    const { files, given } = readOptions(args, { json: flag }, usage);
    const [file, ...paths] = files;
    if (file === undefined || paths.length === 0)
      throw new UsageError(`Say which model and which pictures.\nUsage: ${usage}`);
    const model = await loadModel(file);
    const { height, width, channels } = model.preprocessing;
    const size = height * width * channels;
    const pipeline = createPipeline(fixedSteps(model.preprocessing), 0);
    const values = new Float32Array(paths.length * size);
    for (const [row, path] of paths.entries()) {
      const picture = await readImage(path);
      values.set(pipeline.run(picture, { epoch: 0, row, rows: paths.length }).values, row * size);
    }
    const { backendFor, nodeHost } = await import('../../node/engine-host');
    const { executor, inputId, outputId } = await openModel(
      model,
      await nodeHost(findPlaces(), backendFor(model)),
    );
    try {
      const shape = [paths.length, height, width, channels];
      const { [outputId]: answer } = await executor.predict(
        { [inputId]: { shape, data: values } },
        paths.length,
      );
      const classNames = classNamesOf(model);
      const classes = classNames.length;
      const results = paths.map((image, row) => {
        const probabilities = classNames
          .map((name, i) => ({ name, probability: answer?.data[row * classes + i] ?? 0 }))
          .sort((a, b) => b.probability - a.probability);
        return { image, probabilities };
      });
      if (given.json) sayJson(results);
      else {
        for (const { image, probabilities } of results) {
          const best = probabilities
            .slice(0, 3)
            .map(({ name, probability }) => `${name} ${(100 * probability).toFixed(1)} %`);
          say(`${image}: ${best.join(', ')}`);
        }
      }
      return 0;
    } finally {
      executor.dispose();
    }
  },
};
