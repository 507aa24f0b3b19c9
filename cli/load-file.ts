/** Files and templates by the name that was typed. */
import type { Model } from '../shared/engine/run';
import { FormatError } from '../shared/format/format-error';
import { openBytes, type Opened } from '../shared/format/open';
import type { ConvDocument } from '../shared/graph/document';
import { readInput } from './read-input';
import { findTemplate, templates } from '../templates/index';

const PREFIX = 'template:';

/** `template:lenet5`, or a path of a document or a model. Throws `FormatError`. */
export async function loadFile(name: string): Promise<Opened> {
  if (name.startsWith(PREFIX)) {
    const wanted = name.slice(PREFIX.length);
    const template = findTemplate(wanted);
    if (template) return { kind: 'document', document: template.document };
    const known = templates.map((entry) => entry.name).join(', ');
    throw new FormatError(`There is no template called “${wanted}”. Choose one of ${known}.`);
  }
  const bytes = await readInput(name);
  return openBytes(name, bytes);
}

/** The drawing in it, trained or not. */
export async function loadDocument(name: string): Promise<ConvDocument> {
  const opened = await loadFile(name);
  return opened.kind === 'model' ? opened.model.document : opened.document;
}

/** Throws `FormatError` where the file holds no trained network. */
export async function loadModel(name: string): Promise<Model> {
  const opened = await loadFile(name);
  if (opened.kind === 'model') return opened.model;
  throw new FormatError(
    `${name} is a drawing without weights. Train it first: cli train ${name} --data NAME --out MODEL.cnn`,
  );
}
