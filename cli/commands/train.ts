import { compile } from '../../shared/compiler/compile';
import { loadDataset } from '../../shared/data/load';
import type { RunRecord } from '../../shared/engine/run';
import { trainDocument } from '../../shared/engine/train-document';
import { createTrainingControl } from '../../shared/engine/training-control';
import { writeModel } from '../../shared/format/model-file';
import type { ConvDocument } from '../../shared/graph/document';
import { optimizerNames } from '../../shared/graph/optimizers';
import type { Command } from '../command';
import { createKeeper } from '../keep-learned';
import { loadFile } from '../load-file';
import { offerPlace, terminalAsk } from '../offer-place';
import { oneFile, required } from '../one-file';
import { choice, flag, readOptions, real, text, whole } from '../options';
import { openPlace, tryPlace } from '../out-place';
import { tell } from '../output';
import { datasetReader, findPlaces } from '../places';
import { refuseInput } from '../same-file';
import { onSignals, statusAfter } from '../signals';
import { createReporter } from '../train-reporter';

const usage =
  'train FILE --data NAME --out MODEL.cnn [--epochs N] [--batch N] [--limit N] [--validation SHARE] [--seed N]\n' +
  `    [--optimizer ${optimizerNames.join('|')}] [--learning-rate R] [--weight-decay R] [--schedule linear|constant|cosine] \n    [--backend auto|webgpu|wasm|cpu] [--json]`;

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
  makes: 'file',
  usage: `${usage}\n    trains a network; a trained one goes on from its weights`,
  async run(args) {
    const { files, given } = readOptions(args, spec, usage);
    const file = oneFile(files, 'file or template:NAME', usage);
    const name = required(given.data, 'data', usage);
    const out = required(given.out, 'out', usage);
    const opened = await loadFile(file);
    // A model may go on in its own file; a drawing would be lost there.
    if (opened.kind === 'document') await refuseInput(out, file);
    const source = opened.kind === 'model' ? opened.model.document : opened.document;
    const { trainable, nonTrainable } = compile(source).totals;
    await tryPlace(out, (trainable + nonTrainable) * Float32Array.BYTES_PER_ELEMENT);
    const places = findPlaces();
    const dataset = await loadDataset(name, datasetReader(places));
    const document = withOptions(source, name, given);
    const { nodeHost } = await import('../engine-host');
    const host = await nodeHost(places, given.backend ?? 'auto');
    const control = createTrainingControl();
    const reporter = createReporter(given.json, document.training.epochs);
    const place = openPlace(out);
    const keeper = createKeeper(place);
    const asked = onSignals({
      stop(signal) {
        control.stop();
        const again = signal === 'SIGINT' ? ' Press Ctrl-C again to leave at once.' : '';
        tell(`Stopping; what was learned is kept.${again}`);
      },
      leave: () => keeper.keepFirst(),
    });
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
        // Who leaves at once waits for the disk only.
        {
          ...host,
          yieldToHost: () =>
            asked.atOnce && !keeper.lacksFirst ? new Promise(() => undefined) : host.yieldToHost(),
        },
        control,
        {
          onProgress(progress) {
            keeper.begun();
            reporter.progress(progress);
          },
          onRecord: (next) => {
            reporter.record(next, record);
            record = next;
          },
          onCheckpoint(model) {
            keeper.learned(model);
            // Before it is measured: whoever asked may not wait for that. Should it fail, the end tries again.
            if (control.stopRequested) void keeper.keep().catch(() => undefined);
          },
          onNotice: (message) => reporter.notice(message),
        },
      );
      keeper.learned(model);
      const bytes = writeModel(model);
      const { file: where, problem } = await place.save(bytes);
      if (problem === null) {
        reporter.done(model.run, out);
        return asked.signal !== null && model.run.state === 'stopped' ? statusAfter(asked.signal) : 0;
      }
      tell(`${problem} The model lies in ${where} instead.`);
      const ask = asked.signal === null ? terminalAsk() : null;
      reporter.done(model.run, ask === null ? where : await offerPlace(where, bytes, ask));
      return asked.signal === null ? 1 : statusAfter(asked.signal);
    } catch (error) {
      const kept = await keeper.keepBeside().catch(() => null);
      if (kept !== null) tell(`What was learned until then lies in ${kept.file}.`);
      throw error;
    } finally {
      asked.forget();
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
