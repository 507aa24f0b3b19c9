/**
 * Opens a model file without reading it: the drawing, and of every run its record, its document and the shapes of its
 * weights. Weights and checkpoints are read when they are wanted. What is lost of one run costs neither the drawing nor
 * the others; a sentence names it.
 */
import type { ConvDocument } from '../graph/document';
import { type Moved, nothingMoved } from '../graph/moved';
import type { CheckpointState } from '../model/run-record';
import { type PartName, partNames, type RunFacts, type WeightsName, weightsPart } from '../model/stored-run';
import {
  checkpointProblem,
  evaluationProblem,
  modelProblem,
  shapesProblem,
  valuesProblem,
} from '../model/check-model';
import { modelName, type TrainedModel } from '../model/trained-model';
import type { WeightMap, WeightShapes } from '../model/weights';
import { LONGEST_JSON } from '../schema/limits';
import type { ByteSource } from './byte-source';
import { LARGEST_CURVE } from './curve-file';
import { parseDocument } from './document-format';
import { archiveKind, noNetwork } from './file-kind';
import { FormatError } from './format-error';
import { parseHarmlessJson } from './harmless-json';
import { ModelArchive } from './model-archive';
import { migrateModel } from './model-migrations';
import { checkpointSchema, evaluationSchema, modelSchema, recordSchema, RUN_ID } from './model-schema';
import { parseAs } from './parse-as';
import { openSafetensors, readSafetensors } from './safetensors';
import { fromUtf8 } from './utf8';
import { openZip } from './zip-read';

/** VGG-19 has 575 MB of weights, and Adam's slots are twice as much. */
const LARGEST_WEIGHTS = 4 * 1024 ** 3;

/** Bytes of a part when it is unpacked. */
function largestOf(part: PartName): number {
  if (part.endsWith('.safetensors')) return LARGEST_WEIGHTS;
  return part === 'curve.bin' ? LARGEST_CURVE : LONGEST_JSON;
}

/** A part of a run as it lies in the file. */
export interface FilePart {
  readonly source: ByteSource;
  /** Where in the file it begins; null where it was made when an older file was opened. */
  readonly from: number | null;
  /** CRC-32 as the file says it; null likewise. */
  readonly crc: number | null;
}

export interface StoredRun extends RunFacts {
  readonly parts: ReadonlySet<PartName>;
  /** Where the layers that it was trained on are in the drawing. */
  readonly moved: Moved;
  /** Of the weights that it has under each name. */
  readonly shapes: ReadonlyMap<WeightsName, WeightShapes>;
  /** Checked, whole. Rejects with `FormatError`. */
  read(part: PartName): Promise<Uint8Array>;
  /** Unchecked, in parts. Rejects with `FormatError`. */
  open(part: PartName): Promise<FilePart>;
}

export interface ModelFile {
  readonly drawing: ConvDocument;
  readonly current: { readonly run: string; readonly weights: WeightsName } | null;
  readonly runs: readonly StoredRun[];
  /** What of it is lost, each in a sentence. */
  readonly problems: readonly string[];
}

/** Throws `FormatError` where there is nothing to open: no archive, no document, or a newer version. */
export async function openModelFile(source: ByteSource): Promise<ModelFile> {
  const zip = await openZip(source, 'The model file');
  const kind = archiveKind([...zip.entries.keys(), ...zip.twice]);
  if (kind !== null) throw new FormatError(noNetwork('', kind));
  const files = new Map([...zip.entries].map(([path, entry]) => [path, { entry }]));
  const archive = await migrateModel(new ModelArchive(zip, files));
  const problems: string[] = [];
  if (zip.cutOff) problems.push('The file was cut off: what lay behind is lost.');
  const about = await attempt(problems, () => archive.json('model.json', modelSchema));
  const moves = new Map(about?.runs.map(({ id, moved }) => [id, new Map(moved)]));
  const ids = about ? moves.keys() : idsIn(archive);
  const runs: StoredRun[] = [];
  for (const id of ids) {
    const run = await attempt(
      problems,
      () => openRun(archive, id, problems),
      `The run “${id}” is left aside: `,
    );
    if (run) runs.push({ ...run, moved: moves.get(id) ?? nothingMoved });
  }
  const current = runs.some(({ id }) => id === about?.drawing?.run) ? (about?.drawing ?? null) : null;
  const drawing = await openDrawing(archive, runs, problems);
  return { drawing, current, runs, problems };
}

/** Null, and a sentence among the problems, where a `FormatError` is thrown. */
async function attempt<T>(problems: string[], make: () => Promise<T>, before = ''): Promise<T | null> {
  try {
    return await make();
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    problems.push(before + error.message);
    return null;
  }
}

function idsIn({ files }: ModelArchive): readonly string[] {
  const ids = [...files.keys()].map((path) => /^runs\/([^/]+)\//.exec(path)?.[1] ?? '');
  return [...new Set(ids)].filter((id) => RUN_ID.test(id));
}

async function openDrawing(
  archive: ModelArchive,
  runs: readonly StoredRun[],
  problems: string[],
): Promise<ConvDocument> {
  const last = runs.at(-1);
  if (!last) return parseDocument(await archive.text('document.json'));
  const drawing = await attempt(
    problems,
    async () => parseDocument(await archive.text('document.json')),
    'The drawing is lost: ',
  );
  if (drawing) return drawing;
  problems.push(`The network that ${modelName(last)} was trained on takes its place.`);
  return last.trainedOn;
}

async function openRun(
  archive: ModelArchive,
  id: string,
  problems: string[],
): Promise<Omit<StoredRun, 'moved'>> {
  const folder = `runs/${id}`;
  const record = await archive.json(`${folder}/record.json`, recordSchema);
  const { origin, preprocessing, outputs } = record;
  const facts = {
    origin,
    preprocessing,
    outputs,
    trainedOn: parseDocument(await archive.text(`${folder}/document.json`)),
  };
  const parts = new Set(partNames.filter((name) => archive.has(`${folder}/${name}`)));
  const shapes = new Map<WeightsName, WeightShapes>();
  const weightsNames: Partial<Record<WeightsName, WeightsName>> = {};
  const lose = (part: PartName, why: string): void => {
    parts.delete(part);
    problems.push(`${modelName(facts)} has lost a part: ${why}`);
  };
  for (const [name, under] of Object.entries(record.weights) as [WeightsName, WeightsName][]) {
    const part = weightsPart(under);
    try {
      const { source } = await archive.stored(`${folder}/${part}`);
      shapes.set(name, (await openSafetensors(source, `“${folder}/${part}” in the model file`)).shapes);
      weightsNames[name] = under;
    } catch (error) {
      if (!(error instanceof FormatError)) throw error;
      lose(part, error.message);
    }
  }
  const problem = modelProblem(facts, shapes.get('last') ?? null);
  if (problem !== null) throw new FormatError(problem);
  for (const [name, shapesOfIt] of shapes) {
    if (name === 'last' || weightsNames[name] === 'last') continue;
    const why = shapesProblem(facts, shapesOfIt);
    if (why === null) continue;
    shapes.delete(name);
    Reflect.deleteProperty(weightsNames, name);
    lose(weightsPart(name), why);
  }
  if (parts.has('checkpoint/state.json') !== parts.has('checkpoint/slots.safetensors')) {
    const missing = parts.has('checkpoint/state.json') ? 'slots.safetensors' : 'state.json';
    parts.delete('checkpoint/state.json');
    lose(
      'checkpoint/slots.safetensors',
      `${archive.lost(`${folder}/checkpoint/${missing}`)}, so it can't go on.`,
    );
  }
  return {
    ...facts,
    id,
    weightsNames,
    parts,
    shapes,
    read: (part) => archive.bytes(`${folder}/${part}`, largestOf(part)),
    open: (part) => archive.stored(`${folder}/${part}`),
  };
}

// ---- What a run holds

/** Rejects with `FormatError` where there are none under this name, or they are damaged. */
export async function readWeights(run: StoredRun, name: WeightsName): Promise<WeightMap> {
  const under = run.weightsNames[name];
  if (under === undefined) throw new FormatError(`${modelName(run)} has no weights any more.`);
  const weights = readSafetensors(await run.read(weightsPart(under)), `The weights of ${modelName(run)}`);
  const problem = valuesProblem(weights);
  if (problem !== null) throw new FormatError(problem);
  return weights;
}

export async function readTrained(run: StoredRun, name: WeightsName = 'last'): Promise<TrainedModel> {
  const { trainedOn, preprocessing, outputs, origin } = run;
  return { trainedOn, preprocessing, outputs, origin, weights: await readWeights(run, name) };
}

/** `checkpoint/state.json`; `what` is called so in errors. */
export function readState(bytes: Uint8Array, what: string): CheckpointState {
  return parseAs(checkpointSchema, parseHarmlessJson(fromUtf8(bytes), what), what);
}

/** Null where the run has none. Rejects with `FormatError`. */
export async function readCheckpoint(run: StoredRun): Promise<{
  readonly state: CheckpointState;
  readonly weights: WeightMap;
  readonly slots: WeightMap;
} | null> {
  if (!run.parts.has('checkpoint/state.json')) return null;
  const what = `The checkpoint of ${modelName(run)}`;
  const state = readState(await run.read('checkpoint/state.json'), what);
  const slots = readSafetensors(await run.read('checkpoint/slots.safetensors'), what);
  const problem = checkpointProblem(run, state, slots);
  if (problem !== null) throw new FormatError(problem);
  return { state, weights: await readWeights(run, 'last'), slots };
}

/** Null where the run has not ended, or was not measured. Rejects with `FormatError`. */
export async function readEvaluation(run: StoredRun) {
  if (!run.parts.has('evaluation.json')) return null;
  const what = `The evaluation of ${modelName(run)}`;
  const evaluation = parseAs(
    evaluationSchema,
    parseHarmlessJson(fromUtf8(await run.read('evaluation.json')), what),
    what,
  );
  const problem = evaluationProblem(run, evaluation);
  if (problem !== null) throw new FormatError(problem);
  return evaluation;
}
