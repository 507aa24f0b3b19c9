/**
 * Older model files are brought to the present version step by step, file by file: what is large keeps its place in the
 * archive and only gets another name. When `MODEL_VERSION` goes up, add the step from the version before, and freeze
 * models of the old version as fixtures/model-v<VERSION>-….cnn; a test asks for both.
 */
import { parseDocument } from './document-format';
import { findLayer } from '../layers/index';
import { FormatError } from './format-error';
import type { ArchivedFile, ModelArchive } from './model-archive';
import { jsonBytes } from './model-parts';
import { MODEL_FORMAT, MODEL_VERSION, RUN_ID } from './model-schema';
import { modelSchemaV1, checkpointSchemaV1 } from './model-schema-v1';

interface ModelMigration {
  readonly from: number;
  /** What changed, for whoever reads the list. */
  readonly change: string;
  readonly migrate: (archive: ModelArchive) => Promise<ModelArchive>;
}

export const modelMigrations: readonly ModelMigration[] = [
  {
    from: 1,
    change: 'A file holds the drawing and any number of runs, each with the document it was trained on.',
    migrate: fromOneRun,
  },
];

/** To the present version. Throws `FormatError` for one that is newer, and where an old file lacks what it needs. */
export async function migrateModel(archive: ModelArchive): Promise<ModelArchive> {
  const version = await versionOf(archive);
  if (version > MODEL_VERSION) {
    throw new FormatError(
      `This model was saved by a newer version of ConvCanvas (model format ${version}, and this one reads up to ${MODEL_VERSION}). Update ConvCanvas to open it.`,
    );
  }
  let migrated = archive;
  for (let from = version; from < MODEL_VERSION; from += 1) {
    const step = modelMigrations.find((candidate) => candidate.from === from);
    if (step === undefined) throw new Error(`There is no migration from model version ${from}.`);
    migrated = await step.migrate(migrated);
  }
  return migrated;
}

/** A file whose `model.json` is lost is told by what else is in it. */
async function versionOf(archive: ModelArchive): Promise<number> {
  if (!archive.has('model.json')) return archive.has('weights.safetensors') ? 1 : MODEL_VERSION;
  const value = await archive.raw('model.json').catch(() => null);
  const version =
    typeof value === 'object' && value !== null && 'version' in value ? value.version : MODEL_VERSION;
  return typeof version === 'number' && Number.isInteger(version) && version >= 1 ? version : MODEL_VERSION;
}

async function fromOneRun(archive: ModelArchive): Promise<ModelArchive> {
  const { preprocessing, classNames, run } = await archive.json('model.json', modelSchemaV1);
  const document = archive.has('document.json') ? parseDocument(await archive.text('document.json')) : null;
  const id = RUN_ID.test(run.id) ? run.id : 'run1';
  const { dataset, epochs, test, ...rest } = run;
  const record = {
    ...rest,
    id,
    data: { name: dataset, fingerprint: null, pictures: null },
    kernels: null,
    epochs: epochs.map(({ loss, accuracy, valLoss, valAccuracy, ...epoch }) => ({
      ...epoch,
      train: { loss, accuracy },
      validation: valAccuracy === null ? null : { loss: valLoss, accuracy: valAccuracy },
    })),
    test: test && {
      scores: { loss: test.loss, accuracy: test.accuracy },
      count: test.count,
      confusion: test.confusion,
    },
  };
  const output = document?.nodes.find(({ type }) => findLayer(type)?.role === 'output')?.id ?? 'output';
  const folder = `runs/${id}`;
  const files = new Map<string, ArchivedFile>();
  const keep = (from: string, to: string): void => {
    const file = archive.files.get(from);
    if (file !== undefined) files.set(to, file);
  };
  keep('document.json', 'document.json');
  keep('document.json', `${folder}/document.json`);
  keep('checkpoint/slots.safetensors', `${folder}/checkpoint/slots.safetensors`);
  keep('weights.safetensors', `${folder}/weights/last.safetensors`);
  let weights: Readonly<Record<string, string>> = { last: 'last' };
  if (archive.has('checkpoint/checkpoint.json')) {
    const state = await archive.json('checkpoint/checkpoint.json', checkpointSchemaV1);
    files.set(`${folder}/checkpoint/state.json`, { bytes: jsonBytes({ ...state, partial: null }) });
    // Version 1 kept the checkpoint's weights a second time. Where they are others, both are kept.
    const apart = archive.checksum('checkpoint/weights.safetensors');
    if (apart !== null && apart !== archive.checksum('weights.safetensors')) {
      keep('weights.safetensors', `${folder}/weights/best.safetensors`);
      keep('checkpoint/weights.safetensors', `${folder}/weights/last.safetensors`);
      weights = { last: 'last', best: 'best' };
    }
  }
  files.set(`${folder}/record.json`, {
    bytes: jsonBytes({
      origin: { kind: 'run', record },
      preprocessing: { ...preprocessing, steps: [] },
      outputs: { [output]: { task: 'classification', classNames } },
      weights,
    }),
  });
  files.set('model.json', {
    bytes: jsonBytes({
      format: MODEL_FORMAT,
      version: 2,
      drawing: { run: id, weights: 'best' in weights ? 'best' : 'last' },
      runs: [{ id }],
    }),
  });
  return archive.with(files);
}
