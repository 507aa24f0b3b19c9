import { classNamesOf } from '../../shared/model/trained-model';
import { OtherClasses } from '../../shared/training/match-classes';
import { TrainingError } from '../../shared/training/training-error';
import { evaluateTrained } from '../../shared/training/trained-model';
import type { Command } from '../command';
import { loadModel } from '../load-file';
import { oneFile, required } from '../one-file';
import { openData } from '../open-data';
import { choice, flag, readOptions, text } from '../options';
import { say, sayJson } from '../output';
import { nodeDataSets } from '../../node/data-sets';
import { findPlaces } from '../../node/places';
import { scoreText } from '../score-text';
import { printTable } from '../table';

const usage = 'evaluate MODEL.cnn --data NAME|FOLDER [--by-number] [--backend webgpu|wasm|cpu] [--json]';

export const evaluateCommand: Command = {
  name: 'evaluate',
  makes: 'text',
  usage: `${usage}\n    accuracy, loss and confusion on the data set's test pictures; --by-number where the same classes have other names`,
  async run(args) {
    const { files, given } = readOptions(
      args,
      { data: text, 'by-number': flag, backend: choice('webgpu', 'wasm', 'cpu'), json: flag },
      usage,
    );
    const model = await loadModel(oneFile(files, 'model', usage));
    const places = findPlaces();
    const data = { sets: nodeDataSets(places), set: required(given.data, 'data', usage) };
    await openData(data.sets, data.set);
    const { backendFor, nodeHost } = await import('../../node/engine-host');
    const host = await nodeHost(places, given.backend ?? backendFor(model));
    // Asked for one, it is that one or none.
    const candidates = host.candidates.filter(({ name }) => !given.backend || name === given.backend);
    const { scores, count, confusion } = await evaluateTrained(
      model,
      data,
      { ...host, candidates },
      { byNumber: given['by-number'] },
    ).catch((error: unknown) => {
      if (!(error instanceof OtherClasses)) throw error;
      throw new TrainingError(
        `${error.message} If they are the same under other names, --by-number takes them in their order.`,
      );
    });
    const { accuracy, loss } = scores;
    if (given.json) sayJson({ accuracy, loss, count, confusion, scores });
    else {
      say(`${scoreText(scores, ', ')} on ${count.toLocaleString('en-US')} pictures`);
      say('');
      const names = classNamesOf(model);
      printTable(
        ['Actual', ...names.map((_, i) => `>${i + 1}`)],
        confusion.map((row, i) => [`${i + 1} ${names[i] ?? ''}`, ...row.map(String)]),
      );
    }
    return 0;
  },
};
