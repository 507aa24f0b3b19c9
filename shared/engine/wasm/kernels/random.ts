/** The counter-based random numbers of random.ts, drawn where they are used: any element at any time. */
import { address, float, int, share } from './operands';

/** Full-avalanche mixing of 32 bits (Wellons' lowbias32). */
// @ts-ignore: a decorator of AssemblyScript
@inline
function mix(value: u32): u32 {
  let x = value;
  x ^= x >> 16;
  x *= 0x7feb352d;
  x ^= x >> 15;
  x *= 0x846ca68b;
  x ^= x >> 16;
  return x;
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function bits(low: u32, high: u32, element: u32): u32 {
  return mix(mix(element + low) ^ high);
}

/**
 * Inverted dropout: to = from · factor where the draw reaches the threshold, else 0. Elements share a draw where the
 * mask's stride is 0. Operands: from, to, low, high, threshold, factor, five sizes, five strides of the mask.
 */
export function randomMask(p: usize, thread: i32, threads: i32): void {
  const from = address(p, 0);
  const to = address(p, 1);
  const low = <u32>int(p, 2), high = <u32>int(p, 3), threshold = <u32>int(p, 4);
  const factor = float(p, 5);
  const d1 = int(p, 7), d2 = int(p, 8), d3 = int(p, 9), d4 = int(p, 10);
  const step = int(p, 15);
  const rows = int(p, 6) * d1 * d2 * d3;
  const last = share(rows, thread + 1, threads);
  for (let row = share(rows, thread, threads); row < last; ++row) {
    const r2 = row / d3;
    const r1 = r2 / d2;
    const i0 = r1 / d1;
    let element =
      i0 * int(p, 11) + (r1 - i0 * d1) * int(p, 12) + (r2 - r1 * d2) * int(p, 13) + (row - r2 * d3) * int(p, 14);
    let place = (<usize>row * <usize>d4) << 2;
    for (let i = 0; i < d4; ++i) {
      const kept = bits(low, high, element) >= threshold;
      store<f32>(to + place, kept ? load<f32>(from + place) * factor : 0);
      element += step;
      place += 4;
    }
  }
}

/** to = from + N(0, deviation²) by Box & Muller. Operands: from, to, low, high, floats, deviation. */
export function randomNoise(p: usize, thread: i32, threads: i32): void {
  const low = <u32>int(p, 2), high = <u32>int(p, 3);
  const count = int(p, 4);
  const deviation: f64 = float(p, 5);
  const last = share(count, thread + 1, threads);
  for (let i = share(count, thread, threads); i < last; ++i) {
    const first = (<f64>bits(low, high, 2 * i) + 0.5) / 4294967296.0;
    const second = (<f64>bits(low, high, 2 * i + 1) + 0.5) / 4294967296.0;
    const radius = sqrt<f64>(-2 * NativeMath.log(first));
    const value = <f32>(deviation * radius * NativeMath.cos(2 * NativeMath.PI * second));
    const at = <usize>i << 2;
    store<f32>(address(p, 1) + at, load<f32>(address(p, 0) + at) + value);
  }
}
