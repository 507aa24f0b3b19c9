/**
 * The safetensors format (huggingface.co/docs/safetensors): the header's length as a little-endian u64, the header
 * as JSON, then the tensors' bytes, little-endian, without gaps. We write and read float32.
 */
import type { WeightMap } from '../engine/executor';
import { LONGEST_JSON } from '../schema/limits';
import { FormatError } from './format-error';
import { parseHarmlessJson } from './harmless-json';
import { fromUtf8, toUtf8 } from './utf8';

const LENGTH_BYTES = 8;
const FLOAT_BYTES = 4;

export function writeSafetensors(
  tensors: WeightMap,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array<ArrayBuffer> {
  const header: Record<string, unknown> = {};
  if (Object.keys(metadata).length > 0) header['__metadata__'] = metadata;
  let end = 0;
  for (const [name, { shape, data }] of tensors) {
    const begin = end;
    end += data.byteLength;
    header[name] = { dtype: 'F32', shape, data_offsets: [begin, end] };
  }
  const json = toUtf8(JSON.stringify(header));
  // Spaces up to a multiple of 8, so that readers can map the floats in place.
  const length = Math.ceil(json.length / 8) * 8;
  const bytes = new Uint8Array(LENGTH_BYTES + length + end);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(length), true);
  bytes.fill(0x20, LENGTH_BYTES, LENGTH_BYTES + length);
  bytes.set(json, LENGTH_BYTES);
  let offset = LENGTH_BYTES + length;
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

/** Strict: every byte must belong to exactly one tensor. `what` names the file. Throws `FormatError`. */
export function readSafetensors(bytes: Uint8Array, what = 'The weights file'): WeightMap {
  const refuse = (why: string): never => {
    throw new FormatError(`${what} can't be read: ${why}`);
  };
  if (bytes.length < LENGTH_BYTES) refuse('it is cut off before its header.');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const declared = view.getBigUint64(0, true);
  if (declared > BigInt(LONGEST_JSON)) refuse('its header is longer than 32 MB. It may be damaged.');
  const length = Number(declared);
  if (LENGTH_BYTES + length > bytes.length) refuse('it is cut off within its header.');
  const text = fromUtf8(bytes.subarray(LENGTH_BYTES, LENGTH_BYTES + length));
  const header = parseHarmlessJson(text, `The header of ${what.charAt(0).toLowerCase()}${what.slice(1)}`);
  if (typeof header !== 'object' || header === null || Array.isArray(header)) {
    return refuse('its header is not a list of tensors.');
  }
  const entries: Entry[] = [];
  for (const [name, value] of Object.entries(header)) {
    if (name !== '__metadata__') entries.push(readEntry(name, value, refuse));
  }
  entries.sort((a, b) => a.begin - b.begin || a.end - b.end);
  const start = LENGTH_BYTES + length;
  let reached = 0;
  for (const { name, begin, end } of entries) {
    if (begin < reached) refuse(`the tensor “${name}” overlaps another one.`);
    if (begin > reached) refuse(`there is a gap before the tensor “${name}”.`);
    reached = end;
  }
  if (start + reached > bytes.length) {
    refuse(`it is cut off: ${start + reached} bytes belong there, and it has ${bytes.length}.`);
  }
  if (start + reached < bytes.length) refuse('it has bytes that belong to no tensor.');
  return new Map(
    entries.map(({ name, shape, begin, end }) => [
      name,
      {
        shape, // A copy by construction: Node's Buffer, which is a Uint8Array too, has a `slice` that shares memory.
        data: new Float32Array(new Uint8Array(bytes.subarray(start + begin, start + end)).buffer),
      },
    ]),
  );
}

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
