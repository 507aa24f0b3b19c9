/** Files and templates by the name that was typed. */
import type { Model } from '../shared/engine/run';
import { FormatError } from '../shared/format/format-error';
import { openBytes, type Opened } from '../shared/format/open';
import type { ConvDocument } from '../shared/graph/document';
import { LARGEST_MODEL } from '../shared/format/model-file';
import { findTemplate, templates } from '../templates/index';
import { tell } from './output';
import { readFileUpTo } from './read-file';

const PREFIX = 'template:';

/** `template:lenet5`, or a path of a document or a model. Throws `FormatError`, also where the model is
 * unusable, and `ReadError`. */
export async function loadFile(name: string): Promise<Opened> {
  const opened = await openFile(name);
  if (opened.kind === 'document' && opened.leftAside !== undefined) throw new FormatError(opened.leftAside);
  return opened;
}

async function openFile(name: string): Promise<Opened> {
  if (name.startsWith(PREFIX)) {
    const wanted = name.slice(PREFIX.length);
    const template = findTemplate(wanted);
    if (template) return { kind: 'document', document: template.document };
    const known = templates.map((entry) => entry.name).join(', ');
    throw new FormatError(`There is no template called “${wanted}”. Choose one of ${known}.`);
  }
  return openBytes(name, await readFileUpTo(name, LARGEST_MODEL));
}

/** The drawing in it, trained or not. That a model beside it is unusable is said on the standard error. */
export async function loadDocument(name: string): Promise<ConvDocument> {
  const opened = await openFile(name);
  if (opened.kind === 'model') return opened.model.document;
  if (opened.leftAside !== undefined) tell(`${opened.leftAside} Only its drawing was read.`);
  return opened.document;
}

/** Throws `FormatError` where the file holds no trained network. */
export async function loadModel(name: string): Promise<Model> {
  const opened = await loadFile(name);
  if (opened.kind === 'model') return opened.model;
  throw new FormatError(
    `${name} is a drawing without weights. Train it first: cli train ${name} --data NAME --out MODEL.cnn`,
  );
}
