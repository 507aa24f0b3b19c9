/** The counter-based random numbers of random.ts, drawn where they are used: any element at any time. */
import { RandomMaskOperand, RandomNoiseOperand } from '../operands/random';
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
 * mask's stride is 0.
 */
export function randomMask(p: usize, thread: i32, threads: i32): void {
  const from = address(p, RandomMaskOperand.From);
  const to = address(p, RandomMaskOperand.To);
  const low = <u32>int(p, RandomMaskOperand.StreamLow);
  const high = <u32>int(p, RandomMaskOperand.StreamHigh);
  const threshold = <u32>int(p, RandomMaskOperand.Threshold);
  const factor = float(p, RandomMaskOperand.Factor);
  const d1 = int(p, RandomMaskOperand.Sizes + 1);
  const d2 = int(p, RandomMaskOperand.Sizes + 2);
  const d3 = int(p, RandomMaskOperand.Sizes + 3);
  const d4 = int(p, RandomMaskOperand.Sizes + 4);
  const step = int(p, RandomMaskOperand.MaskStrides + 4);
  const rows = int(p, RandomMaskOperand.Sizes) * d1 * d2 * d3;
  const last = share(rows, thread + 1, threads);
  for (let row = share(rows, thread, threads); row < last; ++row) {
    const r2 = row / d3;
    const r1 = r2 / d2;
    const i0 = r1 / d1;
    let element =
      i0 * int(p, RandomMaskOperand.MaskStrides) +
      (r1 - i0 * d1) * int(p, RandomMaskOperand.MaskStrides + 1) +
      (r2 - r1 * d2) * int(p, RandomMaskOperand.MaskStrides + 2) +
      (row - r2 * d3) * int(p, RandomMaskOperand.MaskStrides + 3);
    let place = (<usize>row * <usize>d4) << 2;
    for (let i = 0; i < d4; ++i) {
      const kept = bits(low, high, element) >= threshold;
      store<f32>(to + place, kept ? load<f32>(from + place) * factor : 0);
      element += step;
      place += 4;
    }
  }
}

/** to = from + N(0, deviation²) by Box & Muller. */
export function randomNoise(p: usize, thread: i32, threads: i32): void {
  const low = <u32>int(p, RandomNoiseOperand.StreamLow);
  const high = <u32>int(p, RandomNoiseOperand.StreamHigh);
  const count = int(p, RandomNoiseOperand.Floats);
  const deviation: f64 = float(p, RandomNoiseOperand.Deviation);
  const last = share(count, thread + 1, threads);
  for (let i = share(count, thread, threads); i < last; ++i) {
    const first = (<f64>bits(low, high, 2 * i) + 0.5) / 4294967296.0;
    const second = (<f64>bits(low, high, 2 * i + 1) + 0.5) / 4294967296.0;
    const radius = sqrt<f64>(-2 * NativeMath.log(first));
    const value = <f32>(deviation * radius * NativeMath.cos(2 * NativeMath.PI * second));
    const at = <usize>i << 2;
    store<f32>(address(p, RandomNoiseOperand.To) + at, load<f32>(address(p, RandomNoiseOperand.From) + at) + value);
  }
}
