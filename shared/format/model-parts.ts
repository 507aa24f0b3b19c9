/** The files of a run inside a model file, `runs/<id>/…`, and what they are made of. */
import type { CheckpointState } from '../model/run-record';
import type { PartName, RunFacts } from '../model/stored-run';
import type { ModelFacts } from '../model/trained-model';
import type { WeightMap } from '../model/weights';
import { serializeDocument } from './document-format';
import { printJson } from './print-json';
import { writeSafetensors } from './safetensors';
import { toUtf8 } from './utf8';

export const jsonBytes = (value: unknown): Uint8Array => toUtf8(`${printJson(value)}\n`);

export const documentBytesOf = ({ trainedOn }: ModelFacts): Uint8Array =>
  toUtf8(serializeDocument(trainedOn));

export const recordBytesOf = ({ origin, preprocessing, outputs, weightsNames }: RunFacts): Uint8Array =>
  jsonBytes({ origin, preprocessing, outputs, weights: weightsNames });

/** What a run has in memory, as parts: of small networks, and on the command line. */
export interface RunContent {
  readonly weights: WeightMap;
  readonly checkpoint?: { readonly state: CheckpointState; readonly slots: WeightMap } | null;
  readonly curve?: Uint8Array | null;
  /** As `evaluation.json` has it. */
  readonly evaluation?: object | null;
}

export function partsOf(content: RunContent): ReadonlyMap<PartName, Uint8Array> {
  const { weights, checkpoint, curve, evaluation } = content;
  const parts = new Map<PartName, Uint8Array>();
  if (curve) parts.set('curve.bin', curve);
  if (evaluation) parts.set('evaluation.json', jsonBytes(evaluation));
  parts.set('weights/last.safetensors', writeSafetensors(weights));
  if (checkpoint) {
    parts.set('checkpoint/state.json', jsonBytes(checkpoint.state));
    parts.set('checkpoint/slots.safetensors', writeSafetensors(checkpoint.slots));
  }
  return parts;
}
