/** Files as what they hold, and what is to be saved as a file. How models are packed is fetched when there is the first one. */
import { serializeDocument } from '../../shared/format/document-format';
import type { StoredCurve } from '../../shared/format/curve-file';
import type { StoredRun } from '../../shared/format/model-read';
import type { RunToWrite } from '../../shared/format/model-write';
import type { Opened } from '../../shared/format/open';
import type { StoredContent } from '../../shared/format/zip-write';
import type { ConvDocument } from '../../shared/graph/document';
import type { Moved } from '../../shared/graph/moved';
import { isFile } from '../../shared/model/kept-run';
import type { PartName } from '../../shared/model/stored-run';
import { type FileContent, type FileSegment, isRemote } from '../../shared/protocol/file-content';
import type { OpenedFile } from '../../shared/protocol/host';
import type { RunEvaluation, RunPlace } from '../../shared/protocol/worker';
import { contentSource } from '../archive/content';
import type { RunArchive } from '../archive/run-archive';
import { fetchLater } from '../fetch-later';
import type { Kept, Run } from '../runs/run';

const models = () => import('./model-files');
fetchLater(models);

export function documentBytes(document: ConvDocument): Uint8Array {
  return new TextEncoder().encode(serializeDocument(document));
}

/** Rejects with `FormatError`; its sentence names the file. */
export async function openFile({ name, content }: Pick<OpenedFile, 'name' | 'content'>): Promise<Opened> {
  return (await models()).openSource(name, contentSource(content));
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

/** A model file of all these runs, as segments: nothing of their weights is read. Rejects with a sentence. */
export async function modelContent(
  { drawing, runs, current, moves }: ModelToSave,
  archive: RunArchive,
): Promise<FileSegment[]> {
  const { modelSegments } = await models();
  const toWrite: RunToWrite<FileSegment>[] = [];
  for (const run of runs) {
    if (run.kept === null) continue;
    const { facts } = run.kept;
    const moved = moves.get(run.id);
    toWrite.push({
      ...facts,
      // A name that was given since.
      origin:
        facts.origin.kind === 'run'
          ? { kind: 'run', record: { ...facts.origin.record, name: run.name } }
          : facts.origin,
      parts: await partsOf(run.kept, archive),
      ...(moved && { moved }),
    });
  }
  const has = toWrite.some(({ id }) => id === current?.id);
  return modelSegments<FileSegment>({
    drawing,
    current: has && current ? { run: current.id, weights: 'last' } : null,
    runs: toWrite,
  });
}

type Parts = ReadonlyMap<PartName, Uint8Array | StoredContent<FileSegment>>;

async function partsOf({ place, parts }: Kept, archive: RunArchive): Promise<Parts> {
  const found = new Map<PartName, Uint8Array | StoredContent<FileSegment>>();
  if (place.kind === 'kept') {
    for (const [name, part] of place.run.parts) {
      if (!isFile(part)) found.set(name, part);
      else {
        const { size, crc } = part;
        found.set(name, { size, crc, segments: [await archive.open(part)] });
      }
    }
    return found;
  }
  const stored = await openRun(place, archive);
  for (const name of parts) {
    if (!name.endsWith('.safetensors') || !stored.parts.has(name)) {
      if (stored.parts.has(name)) found.set(name, await stored.read(name));
      continue;
    }
    const { source, from, crc } = await stored.open(name);
    const { size } = source;
    if (from === null || crc === null) found.set(name, await stored.read(name));
    else found.set(name, { size, crc, segments: [partOf(place.content, from, size)] });
  }
  return found;
}

const partOf = (content: FileContent, from: number, length: number): FileSegment =>
  isRemote(content) ? { url: content.url, from, length } : content.slice(from, from + length);
