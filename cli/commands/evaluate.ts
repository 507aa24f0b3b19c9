import { loadDataset } from '../../shared/data/load';
import { evaluateTrained } from '../../shared/training/trained-model';
import type { Command } from '../command';
import { loadModel } from '../load-file';
import { oneFile, required } from '../one-file';
import { choice, flag, readOptions, text } from '../options';
import { say, sayJson } from '../output';
import { datasetReader, findPlaces } from '../../node/places';
import { scoreText } from '../score-text';
import { printTable } from '../table';

const usage = 'evaluate MODEL.cnn --data NAME [--backend webgpu|wasm|cpu] [--json]';

export const evaluateCommand: Command = {
  name: 'evaluate',
  makes: 'text',
  usage: `${usage}\n    accuracy, loss and confusion on the data set's test pictures`,
  async run(args) {
    const { files, given } = readOptions(
      args,
      { data: text, backend: choice('webgpu', 'wasm', 'cpu'), json: flag },
      usage,
    );
    const model = await loadModel(oneFile(files, 'model', usage));
    const places = findPlaces();
    const dataset = await loadDataset(required(given.data, 'data', usage), datasetReader(places));
    const { backendFor, nodeHost } = await import('../../node/engine-host');
    const host = await nodeHost(places, given.backend ?? backendFor(model));
    // Asked for one, it is that one or none.
    const candidates = host.candidates.filter(({ name }) => !given.backend || name === given.backend);
    const { scores, count, confusion } = await evaluateTrained(model, dataset, { ...host, candidates });
    const { accuracy, loss } = scores;
    if (given.json) sayJson({ accuracy, loss, count, confusion, scores });
    else {
      say(`${scoreText(scores, ', ')} on ${count.toLocaleString('en-US')} pictures`);
      say('');
      const names = dataset.description.classNames;
      printTable(
        ['Actual', ...names.map((_, i) => `>${i + 1}`)],
        confusion.map((row, i) => [`${i + 1} ${names[i] ?? ''}`, ...row.map(String)]),
      );
    }
    return 0;
  },
};
