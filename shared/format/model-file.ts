/**
 * `*.cnn`: a zip of document.json, weights.safetensors and model.json, and while a run is unfinished checkpoint/.
 * See docs/format.md.
 */
import type * as z from 'zod/mini';
import type { WeightMap } from '../engine/executor';
import type { Checkpoint, Model } from '../engine/run';
import { modelProblem } from '../model/check-model';
import { LONGEST_JSON } from '../schema/limits';
import { parseDocument, serializeDocument } from './document-format';
import { FormatError } from './format-error';
import { parseHarmlessJson } from './harmless-json';
import { checkpointSchema, MODEL_FORMAT, MODEL_VERSION, modelSchema } from './model-schema';
import { parseAs } from './parse-as';
import { printJson } from './print-json';
import { readSafetensors, writeSafetensors } from './safetensors';
import { readZip, writeZip, type ZipEntry } from './zip';
import { fromUtf8, toUtf8 } from './utf8';

const DOCUMENT = 'document.json';
const WEIGHTS = 'weights.safetensors';
const MODEL = 'model.json';
const CHECKPOINT = 'checkpoint/checkpoint.json';
const CHECKPOINT_WEIGHTS = 'checkpoint/weights.safetensors';
const CHECKPOINT_SLOTS = 'checkpoint/slots.safetensors';
const PARTS = [DOCUMENT, WEIGHTS, MODEL, CHECKPOINT, CHECKPOINT_WEIGHTS, CHECKPOINT_SLOTS];

/** VGG-19 has 575 MB of weights; with a checkpoint and Adam's slots that is four times as much. */
export const LARGEST_MODEL = 4 * 1024 ** 3;

const jsonBytes = (value: unknown): Uint8Array => toUtf8(`${printJson(value)}\n`);

export function writeModel(model: Model): Uint8Array<ArrayBuffer> {
  const { document, weights, preprocessing, classNames, run, checkpoint } = model;
  const about = { format: MODEL_FORMAT, version: MODEL_VERSION, preprocessing, classNames, run };
  const entries: ZipEntry[] = [
    { path: DOCUMENT, bytes: toUtf8(serializeDocument(document)) },
    { path: MODEL, bytes: jsonBytes(about) },
    { path: WEIGHTS, bytes: writeSafetensors(weights) },
  ];
  if (checkpoint !== null) {
    const { snapshot, epoch, batch } = checkpoint;
    entries.push(
      { path: CHECKPOINT, bytes: jsonBytes({ epoch, batch, step: snapshot.step }) },
      { path: CHECKPOINT_WEIGHTS, bytes: writeSafetensors(snapshot.weights) },
      { path: CHECKPOINT_SLOTS, bytes: writeSafetensors(snapshot.slots) },
    );
  }
  return writeZip(entries);
}

/** The parts of a model's file as they are, not yet held against each other. Throws `FormatError`. */
export function readParts(bytes: Uint8Array): Model {
  const files = readZip(bytes, PARTS, LARGEST_MODEL, 'The model file');
  const file = (path: string): Uint8Array => {
    const found = files.get(path);
    if (found === undefined)
      throw new FormatError(`The model file can't be opened: “${path}” is missing in it.`);
    return found;
  };
  const text = (path: string): string => {
    const found = file(path);
    if (found.length > LONGEST_JSON) {
      throw new FormatError(`The model file can't be opened: “${path}” in it is larger than 32 MB.`);
    }
    return fromUtf8(found);
  };
  const tensors = (path: string): WeightMap => readSafetensors(file(path), `“${path}” in the model file`);
  const json = <T>(path: string, schema: z.ZodMiniType<T>): T => {
    const what = `“${path}” in the model file`;
    const value = parseHarmlessJson(text(path), what);
    refuseNewer(value);
    return parseAs(schema, value, what);
  };
  const { preprocessing, classNames, run } = json(MODEL, modelSchema);
  const document = parseDocument(text(DOCUMENT));
  const weights = tensors(WEIGHTS);
  let checkpoint: Checkpoint | null = null;
  if (files.has(CHECKPOINT)) {
    const { epoch, batch, step } = json(CHECKPOINT, checkpointSchema);
    const snapshot = { weights: tensors(CHECKPOINT_WEIGHTS), slots: tensors(CHECKPOINT_SLOTS), step };
    checkpoint = { snapshot, epoch, batch };
  }
  return { document, weights, preprocessing, classNames, run, checkpoint };
}

/** Throws `FormatError`, whose message is a sentence: also where the parts contradict each other. */
export function readModel(bytes: Uint8Array): Model {
  const model = readParts(bytes);
  const problem = modelProblem(model);
  if (problem !== null) throw new FormatError(problem);
  return model;
}

function refuseNewer(value: unknown): void {
  if (typeof value !== 'object' || value === null || !('version' in value)) return;
  if (typeof value.version === 'number' && value.version > MODEL_VERSION) {
    throw new FormatError(
      `This model was saved by a newer version of ConvCanvas (model format ${value.version}, and this one reads up to ${MODEL_VERSION}). Update ConvCanvas to open it.`,
    );
  }
}
