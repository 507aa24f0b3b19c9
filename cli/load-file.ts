/** Files and templates by the name that was typed. */
import { importFile } from '../shared/exchange/import-file';
import { FormatError } from '../shared/format/format-error';
import { readTrained, type StoredRun } from '../shared/format/model-read';
import { openBytes, openSource } from '../shared/format/open';
import { drawingOf, type Opened } from '../shared/format/opened';
import type { ConvDocument } from '../shared/graph/document';
import { modelName, type TrainedModel } from '../shared/model/trained-model';
import { findTemplate, templates } from '../templates/index';
import { fileSource } from './file-source';
import { tell } from './output';

const PREFIX = 'template:';

/** `template:lenet5`, or a path of a document or a model. Throws `FormatError` and `ReadError`. */
export async function loadFile(name: string): Promise<Opened> {
  if (name.startsWith(PREFIX)) {
    const wanted = name.slice(PREFIX.length);
    const template = findTemplate(wanted);
    if (template) return { kind: 'document', document: template.document };
    const known = templates.map((entry) => entry.name).join(', ');
    throw new FormatError(`There is no template called “${wanted}”. Choose one of ${known}.`);
  }
  const source = await fileSource(name);
  const imported = await importFile(name, source);
  const opened = await (imported === null ? openSource(name, source) : openBytes(name, imported));
  for (const problem of opened.kind === 'model' ? opened.model.problems : []) tell(`${name}: ${problem}`);
  return opened;
}

/** The drawing in it, trained or not. */
export async function loadDocument(name: string): Promise<ConvDocument> {
  return drawingOf(await loadFile(name));
}

/** The run whose weights the drawing has, or the newest that has any. Throws `FormatError` where there is none. */
export async function loadRun(name: string): Promise<StoredRun> {
  const opened = await loadFile(name);
  if (opened.kind === 'document') {
    throw new FormatError(
      `${name} is a drawing without weights. Train it first: cli train ${name} --data NAME --out MODEL.cnn`,
    );
  }
  return currentRun(name, opened);
}

export function currentRun(name: string, { model }: Extract<Opened, { kind: 'model' }>): StoredRun {
  const trained = model.runs.filter(({ weightsNames }) => weightsNames.last !== undefined);
  const run = trained.find(({ id }) => id === model.current?.run) ?? trained.at(-1);
  if (run === undefined) throw new FormatError(`${name} has no run with weights that can be used.`);
  return run;
}

/** The same with its weights. */
export async function loadModel(name: string): Promise<TrainedModel> {
  const run = await loadRun(name);
  try {
    return await readTrained(run);
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    throw new FormatError(`${name}: ${modelName(run)} can't be used. ${error.message}`);
  }
}
