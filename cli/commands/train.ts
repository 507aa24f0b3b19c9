import { loadDataset } from '../../shared/data/load';
import type { RunRecord } from '../../shared/engine/run';
import { trainDocument } from '../../shared/engine/train-document';
import { createTrainingControl } from '../../shared/engine/training-control';
import { writeModel } from '../../shared/format/model-file';
import type { ConvDocument } from '../../shared/graph/document';
import { optimizerNames } from '../../shared/graph/optimizers';
import type { Command } from '../command';
import { loadFile } from '../load-file';
import { oneFile, required } from '../one-file';
import { choice, flag, readOptions, real, text, whole } from '../options';
import { datasetReader, findPlaces } from '../places';
import { saveFile } from '../save-files';
import { createReporter } from '../train-reporter';

const usage =
  'train FILE --data NAME --out MODEL.cnn [--epochs N] [--batch N] [--limit N] [--validation SHARE] [--seed N]\n' +
  `    [--optimizer ${optimizerNames.join('|')}] [--learning-rate R] [--weight-decay R] [--schedule linear|constant|cosine] \n    [--backend auto|wasm|cpu] [--json]`;

const spec = {
  data: text,
  out: text,
  epochs: whole(1, 10_000),
  batch: whole(1, 100_000),
  limit: whole(1),
  validation: real(0, 0.9),
  seed: whole(0, 2 ** 32 - 1),
  optimizer: choice(...optimizerNames),
  'learning-rate': real(0, 1000),
  'weight-decay': real(0, 1),
  schedule: choice('linear', 'constant', 'cosine'),
  backend: choice('auto', 'webgpu', 'webgl', 'wasm', 'cpu'),
  json: flag,
};

export const trainCommand: Command = {
  name: 'train',
  usage: `${usage}\n    trains a network; a trained one goes on from its weights`,
  async run(args) {
    const { files, given } = readOptions(args, spec, usage);
    const file = oneFile(files, 'file or template:NAME', usage);
    const name = required(given.data, 'data', usage);
    const out = required(given.out, 'out', usage);
    const opened = await loadFile(file);
    const places = findPlaces();
    const dataset = await loadDataset(name, datasetReader(places));
    const source = opened.kind === 'model' ? opened.model.document : opened.document;
    const document = withOptions(source, name, given);
    const { nodeHost } = await import('../engine-host');
    const host = await nodeHost(places);
    const control = createTrainingControl();
    const reporter = createReporter(given.json, document.training.epochs);
    const interrupt = (): void => {
      process.stderr.write('\nStopping; what was learned is kept. Press Ctrl-C again to leave at once.\n');
      process.once('SIGINT', () => process.exit(130));
      control.stop();
    };
    process.once('SIGINT', interrupt);
    let record: RunRecord | null = null;
    try {
      const model = await trainDocument(
        {
          runId: `run-${Date.now().toString(36)}`,
          name: 'Run 1',
          document,
          dataset,
          backend: given.backend ?? 'auto',
          weights: opened.kind === 'model' ? opened.model.weights : null,
          resume: null,
        },
        host,
        control,
        {
          onProgress: (progress) => reporter.progress(progress),
          onRecord: (next) => {
            reporter.record(next, record);
            record = next;
          },
          onNotice: (message) => reporter.notice(message),
        },
      );
      await saveFile(out, writeModel(model));
      reporter.done(model.run, out);
      return 0;
    } finally {
      process.off('SIGINT', interrupt);
    }
  },
};

type Given = ReturnType<typeof readOptions<typeof spec>>['given'];

function withOptions(document: ConvDocument, dataset: string, given: Given): ConvDocument {
  const { training, data } = document;
  return {
    ...document,
    training: {
      ...training,
      epochs: given.epochs ?? training.epochs,
      batchSize: given.batch ?? training.batchSize,
      seed: given.seed ?? training.seed,
      optimizer: given.optimizer ?? training.optimizer,
      learningRate: given['learning-rate'] ?? training.learningRate,
      ...(given['weight-decay'] !== undefined && { weightDecay: given['weight-decay'] }),
      schedule: given.schedule ?? training.schedule,
    },
    data: { ...data, dataset, validation: given.validation ?? 0, limit: given.limit ?? null },
  };
}
