/**
 * Counter-based random numbers: every draw is a pure function of (seed, text id, step, element), so results
 * don't depend on the order of execution, on threads or on the backend.
 */

/** Full-avalanche mixing of 32 bits: Chris Wellons' `lowbias32` (bias 0.17), xorshift and odd multiplications. */
export function mix(value: number): number {
  let x = value | 0;
  x ^= x >>> 16;
  x = Math.imul(x, 0x7feb352d);
  x ^= x >>> 15;
  x = Math.imul(x, 0x846ca68b);
  x ^= x >>> 16;
  return x >>> 0;
}

/** FNV-1a over UTF-16 units, then mixed. */
function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return mix(hash);
}

/** A stream of random numbers: two words of key. */
export interface Stream {
  readonly low: number;
  readonly high: number;
}

export function stream(seed: number, id: string, step: number): Stream {
  const seedLow = mix(seed);
  const seedHigh = mix(Math.floor(seed / 0x100000000) ^ 0x9e3779b9);
  const low = mix(mix(hashText(id) ^ seedLow) + step);
  return { low, high: mix(mix(low ^ seedHigh) ^ 0x85ebca6b) };
}

/** 32 random bits for one element of a stream. */
export function bits({ low, high }: Stream, element: number): number {
  return mix(mix(element + low) ^ high);
}

/** Uniform in (0, 1), never either end. */
export function uniform(key: Stream, element: number): number {
  return (bits(key, element) + 0.5) / 0x100000000;
}

/** A permutation of 0 … count − 1 (Fisher–Yates). */
export function permutation(key: Stream, count: number): Uint32Array {
  const order = new Uint32Array(count);
  for (let i = 0; i < count; i += 1) {
    const j = Math.floor(uniform(key, i) * (i + 1));
    order[i] = order[j] ?? 0;
    order[j] = i;
  }
  return order;
}

/**
 * Inverted dropout's factors: 0 with probability `rate`, else 1 / (1 − rate).
 * A draw of 32 bits is compared with rate · 2³².
 */
export function dropoutMask(key: Stream, rate: number, count: number): Float32Array {
  const mask = new Float32Array(count);
  const threshold = rate * 0x100000000;
  const kept = 1 / (1 - rate);
  for (let i = 0; i < count; i += 1) if (bits(key, i) >= threshold) mask[i] = kept;
  return mask;
}

/** Normal numbers around 0 (Box & Muller 1958): two uniform draws for each. */
export function gaussian(key: Stream, deviation: number, count: number): Float32Array {
  const values = new Float32Array(count);
  for (let i = 0; i < count; i += 1) {
    const radius = Math.sqrt(-2 * Math.log(uniform(key, 2 * i)));
    values[i] = deviation * radius * Math.cos(2 * Math.PI * uniform(key, 2 * i + 1));
  }
  return values;
}
