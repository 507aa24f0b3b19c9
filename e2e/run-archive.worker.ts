/** The archive in a worker of Chromium's, as the training worker has it; what is asked of it comes as messages. */
import { browserArchive } from '../renderer/archive/browser-archive';
import { contentSource } from '../renderer/archive/content';
import { piecesOf } from '../shared/format/byte-source';
import { crc32 } from '../shared/format/crc32';
import { emptyDocument } from '../shared/graph/document';
import { filesOf, isFile, type KeptPart, type KeptRun } from '../shared/model/kept-run';
import type { PartName } from '../shared/model/stored-run';

export type Asked =
  | { readonly ask: 'keep'; readonly key: string; readonly seed: number; readonly sizes: readonly number[] }
  | { readonly ask: 'keys'; readonly prefix: string }
  | { readonly ask: 'read'; readonly key: string }
  | { readonly ask: 'drop'; readonly key: string }
  /** Reading goes wrong after the first piece. */
  | { readonly ask: 'fail' }
  /** Writes without an end; answers when this many bytes are written. */
  | { readonly ask: 'write on'; readonly bytes: number }
  /** As if so many hours had gone by. */
  | { readonly ask: 'sweep'; readonly hours: number }
  | { readonly ask: 'files' };

/** What each part of a run is found to be: its size, and whether its bytes are those that were written. */
export type Found = readonly { readonly size: number; readonly whole: boolean }[] | null;

const archive = browserArchive();
const PIECE = 1024 ** 2;

/** Bytes by which a part of one seed is told from every other, wherever it is cut. */
async function* noise(size: number, seed: number): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < size; from += PIECE) {
    yield await Promise.resolve(
      Uint8Array.from({ length: Math.min(PIECE, size - from) }, (_, i) => byteAt(from + i, seed)),
    );
  }
}
const byteAt = (at: number, seed: number): number => (Math.imul(at + 1, 2654435761 + 2 * seed) >>> 13) & 255;

async function keep({ key, seed, sizes }: Asked & { readonly ask: 'keep' }): Promise<KeptRun> {
  const [last = 0, slots = 0] = sizes;
  const run: KeptRun = {
    key,
    savedAt: '2026-01-01T00:00:00.000Z',
    facts: {
      id: 'run1',
      trainedOn: emptyDocument(),
      preprocessing: {
        height: 1,
        width: 1,
        channels: 1,
        steps: [],
        fit: 'resize',
        mean: [0],
        deviation: [1],
      },
      outputs: {},
      origin: { kind: 'imported', format: 'noise', file: `${seed}`, unmatched: [] },
      weightsNames: { last: 'last' },
    },
    shapes: new Map([['last', new Map()]]),
    parts: new Map<PartName, KeptPart>([
      ['weights/last.safetensors', await archive.write(noise(last, seed))],
      ['checkpoint/slots.safetensors', await archive.write(noise(slots, seed + 1))],
      ['curve.bin', Uint8Array.of(seed)],
    ]),
    step: null,
  };
  await archive.put(run);
  return run;
}

async function read(key: string): Promise<Found> {
  const run = await archive.get(key);
  if (run === null) return null;
  const { origin } = run.facts;
  const seed = Number(origin.kind === 'imported' ? origin.file : NaN);
  const found: { size: number; whole: boolean }[] = [];
  for (const [index, part] of [...run.parts.values()].entries()) {
    if (!isFile(part)) {
      found.push({ size: part.length, whole: part[0] === seed });
      continue;
    }
    let [at, crc, whole] = [0, 0, true];
    for await (const piece of piecesOf(contentSource(await archive.open(part)), PIECE)) {
      const start = at;
      whole &&= piece.every((byte, i) => byte === byteAt(start + i, seed + index));
      at += piece.length;
      crc = crc32(piece, crc);
    }
    found.push({ size: at, whole: whole && crc === part.crc });
  }
  return found;
}

async function* failing(): AsyncGenerator<Uint8Array> {
  yield new Uint8Array(PIECE);
  await Promise.reject(new Error('The source is gone.'));
}

async function* endless(tellAfter: number): AsyncGenerator<Uint8Array> {
  for (let written = 0; ; written += PIECE) {
    if (written === tellAfter) self.postMessage({ value: null });
    // Others get their turn.
    await new Promise((resolve) => setTimeout(resolve, 5));
    yield new Uint8Array(PIECE);
  }
}

async function files(): Promise<readonly string[]> {
  const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('runs', { create: true });
  const names: string[] = [];
  for await (const name of folder.keys()) names.push(name);
  return names;
}

async function answer(asked: Asked): Promise<unknown> {
  switch (asked.ask) {
    case 'keep':
      return filesOf(await keep(asked)).map(({ file }) => file);
    case 'keys':
      return archive.keys(asked.prefix);
    case 'read':
      return read(asked.key);
    case 'drop': {
      const run = await archive.get(asked.key);
      await archive.drop(asked.key);
      return archive.discard(run === null ? [] : filesOf(run));
    }
    case 'fail':
      return archive.write(failing());
    case 'write on':
      return archive.write(endless(asked.bytes));
    case 'sweep': {
      const now = Date.now;
      Date.now = () => now() + asked.hours * 3_600_000;
      await archive.sweep();
      Date.now = now;
      return null;
    }
    case 'files':
      return files();
  }
}

self.onmessage = ({ data }: MessageEvent<Asked>) => {
  answer(data).then(
    (value) => self.postMessage({ value: value ?? null }),
    (error: unknown) => self.postMessage({ error: String(error) }),
  );
};
