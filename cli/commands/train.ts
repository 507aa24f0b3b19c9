import path from 'node:path';
import { compile } from '../../shared/compiler/compile';
import { findDataset } from '../../shared/data/catalogue';
import type { SourceFacts } from '../../shared/data/source';
import { fitToSet } from '../../shared/training/fit-to-set';
import { trainDocument } from '../../shared/training/train-document';
import { createTrainingControl } from '../../shared/training/training-control';
import { troubleText } from '../../shared/training/trouble';
import { readCurve } from '../../shared/format/curve-file';
import { FormatError } from '../../shared/format/format-error';
import { readWeights, type StoredRun } from '../../shared/format/model-read';
import { drawingOf, type Opened } from '../../shared/format/opened';
import { applyEdits } from '../../shared/graph/apply';
import type { ConvDocument, PipelineStep } from '../../shared/graph/document';
import { dataFields } from '../../shared/schema/data-fields';
import { trainingFields } from '../../shared/schema/training-fields';
import { carry } from '../../shared/model/carry';
import type { RunRecord } from '../../shared/model/run-record';
import { modelName } from '../../shared/model/trained-model';
import type { WeightMap } from '../../shared/model/weights';
import type { Command } from '../command';
import { createKeeper } from '../keep-learned';
import { currentRun, loadFile } from '../load-file';
import { modelInProgress } from '../model-in-progress';
import { openData } from '../open-data';
import { offerPlace, terminalAsk } from '../offer-place';
import { oneFile, required } from '../one-file';
import { choice, flag, type Options, readOptions, text } from '../options';
import { openPlace, tryPlace } from '../out-place';
import { tell } from '../output';
import { nodeDataSets } from '../../node/data-sets';
import { findPlaces } from '../../node/places';
import { readSteps } from '../read-steps';
import { refuseInput } from '../same-file';
import { firstGiven, optionKinds, settingsFrom, usageOf } from '../setting-options';
import { onSignals, statusAfter } from '../signals';
import { createReporter } from '../train-reporter';
import { UsageError } from '../usage-error';

const { limit, validation } = dataFields;
/** What of the data is said on the command line. */
const choosing = { limit, validation };

const usage = [
  'train FILE --data NAME|FOLDER --out MODEL.cnn [--fit] [--resume]',
  ...usageOf({ ...trainingFields, ...choosing }).map((line) => `    ${line}`),
  '    [--augment STEPS.json] [--backend auto|webgpu|wasm|cpu] [--json]',
].join('\n');

const spec = {
  data: text,
  out: text,
  backend: choice('auto', 'webgpu', 'webgl', 'wasm', 'cpu'),
  augment: text,
  fit: flag,
  resume: flag,
  json: flag,
};
const settings = { ...optionKinds(trainingFields), ...optionKinds(choosing) };

export const trainCommand: Command = {
  name: 'train',
  makes: 'file',
  usage: [
    usage,
    '    trains a network; a trained one goes on from its weights, as a run beside those that its file has',
    '    --fit: the last layer and the names of the classes are fitted to the data; of a template they always are',
    '    --resume: goes on with a run that was cut off or stopped, with its own settings and data; --epochs is the total',
  ].join('\n'),
  async run(args) {
    const { files, given, more } = readOptions(args, spec, usage, settings);
    const file = oneFile(files, 'file or template:NAME', usage);
    const out = required(given.out, 'out', usage);
    const opened = await loadFile(file);
    // A model may go on in its own file; a drawing would be lost there.
    if (opened.kind === 'document') await refuseInput(out, file);
    const steps = given.augment === undefined ? null : await readSteps(given.augment);
    const planned = given.resume
      ? resumed(file, opened, given, more)
      : begun(file, opened, given, more, steps);
    const { data, from, record: resumedRecord } = planned;
    const places = findPlaces();
    const sets = nodeDataSets(places);
    // What can't be read is said before the engine is started.
    const facts = await openData(sets, data);
    const document = given.resume
      ? planned.document
      : fitted(planned.document, facts, given.fit || isTemplate(file));
    const { trainable, nonTrainable } = compile(document).totals;
    await tryPlace(out, (trainable + nonTrainable) * Float32Array.BYTES_PER_ELEMENT);
    const { nodeHost } = await import('../../node/engine-host');
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
    const model = modelInProgress({
      drawing: given.resume ? drawingOf(opened) : document,
      others: opened.kind === 'model' ? opened.model.runs : [],
      from,
      onProblem: tell,
      onKept({ evaluation }) {
        keeper.learned(model.bytes);
        // Before it is measured: whoever asked may not wait for that. Should it fail, the end tries again.
        if (evaluation === null && control.stopRequested) void keeper.keep().catch(() => undefined);
      },
    });
    let before: RunRecord | null = resumedRecord;
    try {
      const record = await trainDocument(
        {
          runId: planned.runId,
          name: planned.name,
          document,
          data: { sets, set: data },
          backend: given.backend ?? 'auto',
          weights: await planned.weights(),
          resume: resumedRecord && from && { record: resumedRecord, curve: await curveOf(from) },
        },
        // Who leaves at once waits for the disk only.
        {
          ...host,
          yieldToHost: () =>
            asked.atOnce && !keeper.lacksFirst ? new Promise(() => undefined) : host.yieldToHost(),
        },
        control,
        model.keeper,
        {
          onProgress(progress) {
            keeper.begun();
            reporter.progress(progress);
          },
          onRecord: (next) => {
            reporter.record(next, before);
            before = next;
          },
          onNotice: (message) => reporter.notice(message),
        },
      );
      const trouble = troubleText(record, document.training);
      if (trouble !== null) tell(trouble);
      const bytes = await model.bytes();
      const { file: where, problem } = await place.save(bytes);
      if (problem === null) {
        reporter.done(record, out);
        if (record.diverged) return 1;
        return asked.signal !== null && record.state === 'stopped' ? statusAfter(asked.signal) : 0;
      }
      tell(`${problem} The model lies in ${where} instead.`);
      const ask = asked.signal === null ? terminalAsk() : null;
      reporter.done(record, ask === null ? where : await offerPlace(where, bytes, ask));
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

const isTemplate = (file: string): boolean => file.startsWith('template:');

/** The network and the data's steps are changed only where that was asked for: a drawing says itself what it wants. */
function fitted(document: ConvDocument, facts: SourceFacts, change: boolean): ConvDocument {
  if (!change) return document;
  const { edits, changes } = fitToSet(compile(document), facts);
  for (const what of changes) tell(`${what}, since the data has ${facts.classNames.length} classes.`);
  return applyEdits(document, edits);
}

type Given = Options<typeof spec>['given'];
type Settings = Options<typeof spec>['more'];

/** What is to be trained, and where it begins. */
interface Planned {
  readonly runId: string;
  readonly name: string;
  readonly document: ConvDocument;
  /** The data set's name. */
  readonly data: string;
  readonly weights: () => Promise<WeightMap | null>;
  /** The run that goes on, and its record; null where one begins. */
  readonly from: StoredRun | null;
  readonly record: RunRecord | null;
}

function begun(
  file: string,
  opened: Opened,
  given: Given,
  more: Settings,
  steps: readonly PipelineStep[] | null,
): Planned {
  const data = required(given.data, 'data', usage);
  const runs = opened.kind === 'model' ? opened.model.runs : [];
  const source = opened.kind === 'model' && runs.length > 0 ? currentRun(file, opened) : null;
  return {
    runId: `run-${Date.now().toString(36)}`,
    name: `Run ${nextNumber(runs)}`,
    // Of a folder its name: where it lies is nobody's business but its owner's.
    document: withOptions(drawingOf(opened), path.basename(data), more, steps),
    data,
    weights: async () => source && carry(await readWeights(source, 'last'), source.moved),
    from: null,
    record: null,
  };
}

function nextNumber(runs: readonly StoredRun[]): number {
  const numbers = runs.map((run) => Number(/^Run (\d+)$/.exec(modelName(run))?.[1] ?? 0));
  return Math.max(runs.length, ...numbers) + 1;
}

/** Settings that a run that goes on can't have anew. */
const fixed = Object.fromEntries(
  Object.entries({ ...trainingFields, ...choosing }).filter(([name]) => name !== 'epochs'),
);

function resumed(file: string, opened: Opened, given: Given, more: Settings): Planned {
  const runs = opened.kind === 'model' ? opened.model.runs : [];
  const current = opened.kind === 'model' ? opened.model.current?.run : null;
  const open = runs.filter(({ parts }) => parts.has('checkpoint/state.json'));
  const from = open.find(({ id }) => id === current) ?? open.at(-1);
  if (from?.origin.kind !== 'run') {
    throw new FormatError(
      `${file} has no run that can go on: each has finished, or has lost its checkpoint. Leave out --resume to train a new run.`,
    );
  }
  const { record } = from.origin;
  const other = firstGiven(fixed, more) ?? (given.augment === undefined ? null : '--augment');
  if (other !== null) {
    throw new UsageError(
      `${record.name} goes on with the settings that it began with: leave out ${other}, or leave out --resume to train a new run.`,
    );
  }
  // A folder may lie elsewhere by now: its pictures are held against those of the run when they are read.
  const isOther = given.data !== undefined && given.data !== record.data.name;
  if (isOther && findDataset(record.data.name) !== undefined) {
    throw new UsageError(`${record.name} goes on with the data that it began with, ${record.data.name}.`);
  }
  const { training } = from.trainedOn;
  const { epochs } = { ...training, ...settingsFrom(trainingFields, more) };
  if (epochs <= record.epochs.length) {
    throw new UsageError(
      `${record.name} has done ${record.epochs.length} epochs: --epochs is the total, and must be more.`,
    );
  }
  return {
    runId: from.id,
    name: record.name,
    document: { ...from.trainedOn, training: { ...training, epochs } },
    data: given.data ?? knownData(record),
    weights: () => Promise.resolve(null),
    from,
    record,
  };
}

/** What a file says is never taken for a folder to be read. */
function knownData({ name, data }: RunRecord): string {
  if (findDataset(data.name) !== undefined) return data.name;
  throw new UsageError(
    `${name} was trained on pictures of the user's own, “${data.name}”: say with --data where they lie.`,
  );
}

async function curveOf(run: StoredRun) {
  return run.parts.has('curve.bin') ? readCurve(await run.read('curve.bin')) : { points: [], every: 1 };
}

function withOptions(
  document: ConvDocument,
  dataset: string,
  more: Settings,
  steps: readonly PipelineStep[] | null,
): ConvDocument {
  return {
    ...document,
    training: { ...document.training, ...settingsFrom(trainingFields, more) },
    // Without options all that there is to train on is trained on.
    data: {
      ...document.data,
      dataset,
      validation: 0,
      limit: null,
      ...settingsFrom(choosing, more),
      ...(steps && { pipeline: steps }),
    },
  };
}
