/** Files as what they hold, and what is to be saved as a file. How models are packed is fetched when there is the first one. */
import { serializeDocument } from '../../../shared/format/document-format';
import type { StoredCurve } from '../../../shared/format/curve-file';
import { namesLeft, withoutHalves } from '../../../shared/format/lost-parts';
import type { StoredRun } from '../../../shared/format/model-read';
import type { RunToWrite } from '../../../shared/format/model-write';
import type { Opened } from '../../../shared/format/opened';
import type { StoredContent } from '../../../shared/format/zip-write';
import type { ConvDocument } from '../../../shared/graph/document';
import type { Moved } from '../../../shared/graph/moved';
import { isFile } from '../../../shared/model/kept-run';
import type { PartName } from '../../../shared/model/stored-run';
import { type FileContent, type FileSegment, isRemote } from '../../../shared/protocol/file-content';
import type { OpenedFile } from '../../../shared/protocol/host';
import type { RunEvaluation, RunPlace } from '../../../shared/protocol/worker';
import { contentSource } from '../../archive/content';
import type { RunArchive } from '../../archive/run-archive';
import { fetchLater } from '../../components/fetch-later';
import type { Kept, Run } from './run';

const models = () => import('./model-files');
fetchLater(models);

export function documentBytes(document: ConvDocument): Uint8Array {
  return new TextEncoder().encode(serializeDocument(document));
}

/** Rejects with `FormatError`; its sentence names the file. */
export async function openFile({ name, content }: Pick<OpenedFile, 'name' | 'content'>): Promise<Opened> {
  return (await models()).openSource(name, contentSource(content));
}

/**
 * A file of a format that is not ours as the model file that it becomes, without a place of its own; others as they are.
 * Rejects with `FormatError`; its sentence names the file.
 */
export async function ownFile(file: OpenedFile): Promise<OpenedFile> {
  const bytes = await (await models()).importFile(file.name, contentSource(file.content));
  return bytes === null
    ? file
    : { name: file.name.replace(/\.[^.]*$/, '.cnn'), content: new Blob([bytes]), handle: null };
}

/** What was measured when the run ended; null where that was not kept, or can't be read. */
export async function keptEvaluation(place: RunPlace, archive: RunArchive): Promise<RunEvaluation | null> {
  const { openPlace, readEvaluation } = await models();
  return openPlace(place, archive)
    .then(readEvaluation)
    .catch(() => null);
}

/** The points of its curves; null where none were kept, or they can't be read: the epochs are in the record. */
export async function keptCurve(place: RunPlace, archive: RunArchive): Promise<StoredCurve | null> {
  const { openPlace, readCurve } = await models();
  return openPlace(place, archive)
    .then(async (run) => (run.parts.has('curve.bin') ? readCurve(await run.read('curve.bin')) : null))
    .catch(() => null);
}

/** A kept run, opened. Rejects with a sentence. */
export async function openRun(place: RunPlace, archive: RunArchive): Promise<StoredRun> {
  return (await models()).openPlace(place, archive);
}

export interface ModelToSave {
  readonly drawing: ConvDocument;
  readonly runs: readonly Run[];
  /** Whose weights the drawing has. */
  readonly current: Run | null;
  /** By run, where its layers are in the drawing. */
  readonly moves: ReadonlyMap<string, Moved>;
}

export interface ModelContent {
  readonly segments: FileSegment[];
  /** What of the runs is lost and is not among them, each in a sentence. */
  readonly problems: readonly string[];
}

/** What Save writes: the document alone, or a model file where there are runs. Rejects with a sentence. */
export function contentToSave(model: ModelToSave, archive: RunArchive): ModelContent | Promise<ModelContent> {
  if (model.runs.length > 0) return modelContent(model, archive);
  return { segments: [documentBytes(model.drawing)], problems: [] };
}

/** A model file of all these runs: nothing of their weights is read. Rejects with a sentence. */
export async function modelContent(
  { drawing, runs, current, moves }: ModelToSave,
  archive: RunArchive,
): Promise<ModelContent> {
  const { modelSegments } = await models();
  const toWrite: RunToWrite<FileSegment>[] = [];
  const problems: string[] = [];
  for (const run of runs) {
    if (run.kept === null) continue;
    const { facts } = run.kept;
    const moved = moves.get(run.id);
    const { parts, lost } = await partsOf(run.kept, archive);
    if (lost.length > 0) problems.push(`Of ${run.name} this is lost (${lost.join(', ')}).`);
    toWrite.push({
      ...facts,
      // A name that was given since.
      origin:
        facts.origin.kind === 'run'
          ? { kind: 'run', record: { ...facts.origin.record, name: run.name } }
          : facts.origin,
      weightsNames: namesLeft(facts.weightsNames, lost),
      parts,
      ...(moved && { moved }),
    });
  }
  const has = toWrite.some(({ id }) => id === current?.id);
  const segments = modelSegments<FileSegment>({
    drawing,
    current: has && current ? { run: current.id, weights: 'last' } : null,
    runs: toWrite,
  });
  return { segments, problems };
}

interface Parts {
  readonly parts: ReadonlyMap<PartName, Uint8Array | StoredContent<FileSegment>>;
  /** Damaged, or gone for good: that keeps the rest from nothing. */
  readonly lost: readonly PartName[];
}

/** Rejects where a part can't be read just now, as of a file that was moved: it must not be saved without it. */
async function partsOf({ place, parts }: Kept, archive: RunArchive): Promise<Parts> {
  const stored = await openRun(place, archive);
  const found = new Map<PartName, Uint8Array | StoredContent<FileSegment>>();
  const lost: PartName[] = [];
  for (const name of parts) {
    try {
      found.set(name, await partOf(name, place, stored, archive));
    } catch (error) {
      if (!(error instanceof Error && error.name === 'FormatError')) throw error;
      lost.push(name);
    }
  }
  return { parts: found, lost: withoutHalves(found, lost) };
}

/** What is small is read and checked; what is large stays where it is. */
async function partOf(
  name: PartName,
  place: RunPlace,
  stored: StoredRun,
  archive: RunArchive,
): Promise<Uint8Array | StoredContent<FileSegment>> {
  if (!name.endsWith('.safetensors')) return stored.read(name);
  if (place.kind === 'kept') {
    const part = place.run.parts.get(name);
    if (part === undefined || !isFile(part)) return stored.read(name);
    return { size: part.size, crc: part.crc, segments: [await archive.open(part)] };
  }
  const { source, from, crc } = await stored.open(name);
  if (from === null || crc === null) return stored.read(name);
  return { size: source.size, crc, segments: [segmentOf(place.content, from, source.size)] };
}

const segmentOf = (content: FileContent, from: number, length: number): FileSegment =>
  isRemote(content) ? { url: content.url, from, length } : content.slice(from, from + length);
