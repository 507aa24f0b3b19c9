/** Changes to model files: to what is in the archive, with its checksums right, and to the archive itself. */
import { strFromU8, strToU8, unzipSync, zipSync, type Zippable } from 'fflate';
import { makeCostly } from './costly';
import { joined, mutateBytes } from './mutate-bytes';
import { mutateJson } from './mutate-json';
import type { Random } from './random';

type Files = Record<string, Uint8Array>;

const UNSAFE = [
  '../evil',
  '/etc/evil',
  'a/../../evil',
  'C:\\evil',
  'a\\b',
  '..',
  'checkpoint/..',
  'con',
  '\u0001',
  'x'.repeat(3_000),
];

/** Zip files can't be made with two entries of a name by fflate, so one is renamed in the bytes. */
function twice(files: Files, name: string): Uint8Array {
  const other = `${name.slice(0, -1)}~`;
  const bytes = zipSync({ ...files, [other]: files[name] ?? new Uint8Array() });
  const wanted = strToU8(other);
  for (let at = 0; at + wanted.length <= bytes.length; at += 1) {
    if (wanted.every((byte, index) => bytes[at + index] === byte)) bytes.set(strToU8(name), at);
  }
  return bytes;
}

/** The header of a safetensors file is JSON behind its length. */
function changeHeader(bytes: Uint8Array, change: (header: string) => string): Uint8Array {
  const length = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
  const header = strToU8(change(strFromU8(bytes.subarray(8, 8 + length))));
  const size = new Uint8Array(8);
  new DataView(size.buffer).setBigUint64(0, BigInt(header.length), true);
  return joined(size, header, bytes.subarray(8 + length));
}

function mutateEntry(files: Files, random: Random): Files {
  const name = random.pick(Object.keys(files));
  const bytes = files[name] ?? new Uint8Array();
  const structured = random.chance(0.8);
  let changed: Uint8Array;
  if (!structured) changed = mutateBytes(bytes, random);
  else if (name.endsWith('.json')) changed = strToU8(mutateJson(strFromU8(bytes), random));
  else changed = changeHeader(bytes, (header) => mutateJson(header, random));
  return { ...files, [name]: changed };
}

/** One of the texts in it costs much. */
export function costlyZip(bytes: Uint8Array, random: Random): Uint8Array {
  const files: Files = unzipSync(bytes);
  const name = random.pick(Object.keys(files));
  const content = files[name] ?? new Uint8Array();
  const costly = (text: string): string => makeCostly(text, random);
  const changed = name.endsWith('.json')
    ? strToU8(costly(strFromU8(content)))
    : changeHeader(content, costly);
  return zipSync({ ...files, [name]: changed }, { level: 1 });
}

/** Fields of the list of files at the archive's end: sizes, checksums, offsets, flags, methods. */
function mutateDirectory(bytes: Uint8Array, random: Random): Uint8Array {
  const changed = bytes.slice();
  const view = new DataView(changed.buffer);
  const start = view.getUint32(changed.length - 6, true);
  const times = random.pick([1, 1, 2]);
  for (let i = 0; i < times; i += 1) {
    const at = start + random.below(Math.max(1, changed.length - start - 4));
    view.setUint32(at, random.pick([0, 1, 0xffffffff, 0x7fffffff, 100_000_000, random.below(2 ** 32)]), true);
  }
  return changed;
}

export function mutateZip(bytes: Uint8Array, random: Random): Uint8Array {
  const files: Files = unzipSync(bytes);
  const names = Object.keys(files);
  const pack = (changed: Files): Uint8Array => zipSync(changed satisfies Zippable, { level: 1 });
  switch (random.below(12)) {
    case 0: {
      const [a, b] = [random.pick(names), random.pick(names)];
      return pack({ ...files, [a]: files[b] ?? new Uint8Array(), [b]: files[a] ?? new Uint8Array() });
    }
    case 1: {
      const gone = random.pick(names);
      return pack(Object.fromEntries(Object.entries(files).filter(([name]) => name !== gone)));
    }
    case 2:
      return pack({ ...files, [random.pick(UNSAFE)]: strToU8('x') });
    case 3:
      return twice(files, random.pick(names));
    case 4:
      // A bomb: much that packs to little.
      return random.chance(0.02)
        ? pack({ ...files, [random.pick(names)]: new Uint8Array(70 * 2 ** 20) })
        : pack({ ...files, [random.pick(names)]: new Uint8Array(2 ** 20) });
    case 5:
      return mutateDirectory(bytes, random);
    case 6:
      return mutateBytes(bytes, random);
    case 7:
      return pack({ ...files, 'nested.zip': bytes });
    default:
      return pack(mutateEntry(files, random));
  }
}
