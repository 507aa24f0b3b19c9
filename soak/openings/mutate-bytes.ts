/** Changes to bytes: what a bad disk, a broken download or a program that knows no format does. */
import type { Random } from './random';

const changes: readonly ((bytes: Uint8Array, random: Random) => Uint8Array)[] = [
  (bytes, random) => bytes.subarray(0, random.below(bytes.length + 1)),
  (bytes, random) => bytes.subarray(random.below(bytes.length + 1)),
  (bytes, random) => {
    const changed = bytes.slice();
    const times = random.pick([1, 1, 2, 8, 64]);
    for (let i = 0; i < times; i += 1) changed[random.below(changed.length)] = random.below(256);
    return changed;
  },
  (bytes, random) => {
    const changed = bytes.slice();
    const place = random.below(changed.length);
    changed[place] = (changed[place] ?? 0) ^ (1 << random.below(8));
    return changed;
  },
  // A run of zeros, as a crash of the system leaves it.
  (bytes, random) => bytes.slice().fill(0, random.below(bytes.length)),
  (bytes, random) => joined(bytes, bytes.subarray(random.below(bytes.length))),
  (bytes, random) => {
    const [a, b] = [random.below(bytes.length), random.below(bytes.length)];
    return joined(bytes.subarray(0, a), bytes.subarray(b));
  },
  (bytes, random) =>
    joined(new TextEncoder().encode(random.pick(['\uFEFF', '\n\n', '\0', 'PK', '{'])), bytes),
  (_bytes, random) => Uint8Array.from({ length: random.below(400) }, () => random.below(256)),
];

export function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

export function mutateBytes(bytes: Uint8Array, random: Random): Uint8Array {
  return bytes.length === 0 ? bytes : random.pick(changes)(bytes, random);
}
