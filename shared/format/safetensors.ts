/**
 * The safetensors format (huggingface.co/docs/safetensors): the header's length as a little-endian u64, the header
 * as JSON, then the tensors' bytes, little-endian, without gaps. We write and read float32.
 */
import type { KnownShape } from '../layers/shape';
import { valuesOf, type WeightMap, type WeightShapes, type WeightSource } from '../model/weights';
import type { ByteSource } from './byte-source';
import { LONGEST_JSON } from '../schema/limits';
import { FormatError } from './format-error';
import { parseHarmlessJson } from './harmless-json';
import { isRecord } from './is-record';
import { fromUtf8, toUtf8 } from './utf8';

const LENGTH_BYTES = 8;
const FLOAT_BYTES = 4;

/** What stands before the tensors' bytes. */
export function safetensorsHeader(
  shapes: WeightShapes,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array<ArrayBuffer> {
  const header: Record<string, unknown> = {};
  if (Object.keys(metadata).length > 0) header['__metadata__'] = metadata;
  let end = 0;
  for (const [name, shape] of shapes) {
    const begin = end;
    end += valuesOf(shape) * FLOAT_BYTES;
    header[name] = { dtype: 'F32', shape, data_offsets: [begin, end] };
  }
  const json = toUtf8(JSON.stringify(header));
  // Spaces up to a multiple of 8, so that readers can map the floats in place.
  const length = Math.ceil(json.length / 8) * 8;
  const bytes = new Uint8Array(LENGTH_BYTES + length);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(length), true);
  bytes.fill(0x20, LENGTH_BYTES);
  bytes.set(json, LENGTH_BYTES);
  return bytes;
}

/** The file in pieces, a tensor at a time: never more than one lies in memory beside the source. */
export async function* safetensorsPieces(source: WeightSource): AsyncGenerator<Uint8Array> {
  yield safetensorsHeader(source.shapes);
  for (const key of source.shapes.keys()) {
    const { buffer, byteOffset, byteLength } = await source.read(key);
    yield new Uint8Array(buffer, byteOffset, byteLength);
  }
}

export function writeSafetensors(
  tensors: WeightMap,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array<ArrayBuffer> {
  const header = safetensorsHeader(new Map([...tensors].map(([key, { shape }]) => [key, shape])), metadata);
  const length = [...tensors.values()].reduce((sum, { data }) => sum + data.byteLength, header.length);
  const bytes = new Uint8Array(length);
  bytes.set(header);
  let offset = header.length;
  for (const { data } of tensors.values()) {
    bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), offset);
    offset += data.byteLength;
  }
  return bytes;
}

interface Entry {
  readonly name: string;
  readonly shape: readonly number[];
  readonly begin: number;
  readonly end: number;
}

type Refuse = (why: string) => never;

const refusing =
  (what: string): Refuse =>
  (why) => {
    throw new FormatError(`${what} can't be read: ${why}`);
  };

/** Length of the header, from the file's first bytes. */
function headerLength(first: Uint8Array, size: number, refuse: Refuse): number {
  if (first.length < LENGTH_BYTES) refuse('it is cut off before its header.');
  const declared = new DataView(first.buffer, first.byteOffset, first.byteLength).getBigUint64(0, true);
  if (declared > BigInt(LONGEST_JSON)) refuse('its header is longer than 32 MB. It may be damaged.');
  const length = Number(declared);
  if (LENGTH_BYTES + length > size) refuse('it is cut off within its header.');
  return length;
}

/** In the order of their bytes, which begin at 0. `size`: of all tensors together. */
function entriesOf(json: Uint8Array, size: number, what: string, refuse: Refuse): readonly Entry[] {
  const header = parseHarmlessJson(
    fromUtf8(json),
    `The header of ${what.charAt(0).toLowerCase()}${what.slice(1)}`,
  );
  if (typeof header !== 'object' || header === null || Array.isArray(header)) {
    return refuse('its header is not a list of tensors.');
  }
  const entries: Entry[] = [];
  for (const [name, value] of Object.entries(header)) {
    if (name !== '__metadata__') entries.push(readEntry(name, value, refuse));
  }
  entries.sort((a, b) => a.begin - b.begin || a.end - b.end);
  let reached = 0;
  for (const { name, begin, end } of entries) {
    if (begin < reached) refuse(`the tensor “${name}” overlaps another one.`);
    if (begin > reached) refuse(`there is a gap before the tensor “${name}”.`);
    reached = end;
  }
  if (reached > size) {
    refuse(`it is cut off: ${reached} bytes of tensors belong there, and it has ${size}.`);
  }
  if (reached < size) refuse('it has bytes that belong to no tensor.');
  return entries;
}

/** Reads the header alone. Strict: every byte must belong to exactly one tensor. `what` names the file. Throws `FormatError`. */
export async function openSafetensors(source: ByteSource, what = 'The weights file'): Promise<WeightSource> {
  const refuse = refusing(what);
  const first = await source.read(0, Math.min(LENGTH_BYTES, source.size));
  const length = headerLength(first, source.size, refuse);
  const start = LENGTH_BYTES + length;
  const entries = entriesOf(await source.read(LENGTH_BYTES, length), source.size - start, what, refuse);
  const byKey = new Map(entries.map((entry) => [entry.name, entry]));
  return {
    shapes: new Map(entries.map(({ name, shape }): [string, KnownShape] => [name, shape])),
    async read(key) {
      const entry = byKey.get(key);
      if (entry === undefined) throw new FormatError(`${what} has no tensor “${key}”.`);
      return floats(await source.read(start + entry.begin, entry.end - entry.begin));
    },
  };
}

/** The texts beside the tensors; none where the file has none. Throws `FormatError`. */
export async function safetensorsMetadata(
  source: ByteSource,
  what = 'The weights file',
): Promise<Readonly<Record<string, string>>> {
  const refuse = refusing(what);
  const length = headerLength(await source.read(0, Math.min(LENGTH_BYTES, source.size)), source.size, refuse);
  const header = parseHarmlessJson(
    fromUtf8(await source.read(LENGTH_BYTES, length)),
    'The header of the file',
  );
  const metadata = isRecord(header) ? header['__metadata__'] : undefined;
  if (!isRecord(metadata)) return {};
  const texts = Object.entries(metadata).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return Object.fromEntries(texts);
}

/** The same of a file in memory. */
export function readSafetensors(bytes: Uint8Array, what = 'The weights file'): WeightMap {
  const refuse = refusing(what);
  const start = LENGTH_BYTES + headerLength(bytes, bytes.length, refuse);
  const entries = entriesOf(bytes.subarray(LENGTH_BYTES, start), bytes.length - start, what, refuse);
  return new Map(
    entries.map(({ name, shape, begin, end }) => [
      name,
      { shape, data: floats(bytes.subarray(start + begin, start + end)) },
    ]),
  );
}

/** A copy by construction: Node's Buffer, which is a Uint8Array too, has a `slice` that shares memory. */
const floats = (bytes: Uint8Array): Float32Array => new Float32Array(new Uint8Array(bytes).buffer);

function isSize(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function readEntry(name: string, value: unknown, refuse: (why: string) => never): Entry {
  const field = (key: string): unknown =>
    typeof value === 'object' && value !== null && Object.hasOwn(value, key)
      ? Reflect.get(value, key)
      : undefined;
  const called = `the tensor “${name.slice(0, 200)}”`;
  const dtype = field('dtype');
  if (dtype !== 'F32') {
    const stored = typeof dtype === 'string' ? dtype.slice(0, 40) : 'something unknown';
    refuse(`${called} is stored as ${stored}, and only F32 (float32) is supported.`);
  }
  const shape: unknown = field('shape');
  const offsets: unknown = field('data_offsets');
  if (!Array.isArray(shape) || !shape.every(isSize) || shape.length > 16) {
    return refuse(`${called} has no proper shape.`);
  }
  const pair: readonly unknown[] = Array.isArray(offsets) && offsets.length === 2 ? offsets : [];
  const [begin, end] = pair;
  if (!isSize(begin) || !isSize(end) || end < begin)
    return refuse(`${called} has no proper place in the file.`);
  const size = shape.reduce((product: number, dim: number) => product * dim, FLOAT_BYTES);
  if (size !== end - begin) {
    refuse(`${called} of shape [${shape.join(', ')}] needs ${size} bytes and has ${end - begin}.`);
  }
  return { name, shape, begin, end };
}
