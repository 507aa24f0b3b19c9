/** `*.cnn`, version 2: a zip of the drawing and of all runs of the document. See docs/format.md. */
import type { ConvDocument } from '../graph/document';
import type { Moved } from '../graph/moved';
import { type PartName, partNames, type RunFacts, type WeightsName } from '../model/stored-run';
import { serializeDocument } from './document-format';
import { documentBytesOf, jsonBytes, recordBytesOf } from './model-parts';
import { MODEL_FORMAT, MODEL_VERSION } from './model-schema';
import { toUtf8 } from './utf8';
import { type StoredContent, zipBytes, type ZipPart, zipSegments } from './zip-write';

export interface RunToWrite<S = never> extends RunFacts {
  readonly parts: ReadonlyMap<PartName, Uint8Array | StoredContent<S>>;
  /** Where the layers that it was trained on are in the drawing. */
  readonly moved?: Moved;
}

export interface ModelToWrite<S = never> {
  readonly drawing: ConvDocument;
  /** Whose weights the drawing has; null: nobody's. */
  readonly current: { readonly run: string; readonly weights: WeightsName } | null;
  readonly runs: readonly RunToWrite<S>[];
}

function zipParts<S>({ drawing, current, runs }: ModelToWrite<S>): ZipPart<S>[] {
  const about = {
    format: MODEL_FORMAT,
    version: MODEL_VERSION,
    drawing: current,
    runs: runs.map(({ id, moved }) => ({ id, ...(moved?.size && { moved: [...moved] }) })),
  };
  return [
    { path: 'model.json', content: jsonBytes(about) },
    { path: 'document.json', content: toUtf8(serializeDocument(drawing)) },
    ...runs.flatMap((run): ZipPart<S>[] => [
      { path: `runs/${run.id}/document.json`, content: documentBytesOf(run) },
      { path: `runs/${run.id}/record.json`, content: recordBytesOf(run) },
    ]),
    // What is small comes first, so that of a file that was cut off most can still be read.
    ...runs.flatMap((run) =>
      partNames.flatMap((name): ZipPart<S>[] => {
        const content = run.parts.get(name);
        return content === undefined ? [] : [{ path: `runs/${run.id}/${name}`, content }];
      }),
    ),
  ];
}

/** The file as segments: bytes of ours, and those that the stored parts consist of, unread. */
export function modelSegments<S>(model: ModelToWrite<S>): (Uint8Array | S)[] {
  return zipSegments(zipParts(model));
}

/** The file as one array: of models that lie in memory. */
export function modelBytes(model: ModelToWrite): Uint8Array<ArrayBuffer> {
  return zipBytes(zipParts(model));
}
