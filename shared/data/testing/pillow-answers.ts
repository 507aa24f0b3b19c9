/** What Pillow 12.0.0 and torchvision answered once: e2e/reference/pillow-12.0.0.py says how, and records it anew. */
import { readFileSync } from 'node:fs';
import type { PipelineStep } from '../../graph/document';
import type { AntialiasFilter } from '../antialias-taps';
import type { Picture, PictureShape } from '../picture';

interface Recorded extends PictureShape {
  /** In base64; numbers are float32, little-endian. */
  readonly bytes?: string;
  readonly numbers?: string;
}

interface Change<P> {
  readonly before: P;
  readonly after: P;
}

interface Answers<P> {
  readonly resizings: readonly (Change<P> & { readonly filter: AntialiasFilter })[];
  readonly steps: readonly (Change<P> & { readonly steps: readonly PipelineStep[] })[];
}

function pictureOf({ bytes, numbers, ...shape }: Recorded): Picture {
  const read = Uint8Array.from(Buffer.from(bytes ?? numbers ?? '', 'base64'));
  return { ...shape, values: numbers === undefined ? read : new Float32Array(read.buffer) };
}

const changeOf = <C extends Change<Recorded>>(change: C) => ({
  ...change,
  before: pictureOf(change.before),
  after: pictureOf(change.after),
});

export function pillowAnswers(): Answers<Picture> {
  const file = new URL('../../../e2e/reference/pillow-12.0.0.json', import.meta.url);
  const recorded = JSON.parse(readFileSync(file, 'utf8')) as Answers<Recorded>;
  return { resizings: recorded.resizings.map(changeOf), steps: recorded.steps.map(changeOf) };
}
