/** Four floats at a time, and what is left over. */

/** a·b + c, rounded once where the host has relaxed SIMD and twice elsewhere. */
// @ts-ignore: a decorator of AssemblyScript
@inline
export function multiplyAdd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(c, f32x4.mul(a, b));
}

/** Stores the first `count` (1 to 4) lanes. */
// @ts-ignore: a decorator of AssemblyScript
@inline
export function storeLanes(to: usize, value: v128, count: i32): void {
  if (count >= 4) {
    v128.store(to, value);
    return;
  }
  if (count >= 2) {
    v128.store64_lane(to, value, 0);
    if (count === 3) v128.store32_lane(to, value, 2, 8);
    return;
  }
  v128.store32_lane(to, value, 0);
}

/** Loads `count` (1 to 4) floats; the other lanes are 0. */
// @ts-ignore: a decorator of AssemblyScript
@inline
export function loadLanes(from: usize, count: i32): v128 {
  if (count >= 4) return v128.load(from);
  if (count >= 2) {
    const two = v128.load64_zero(from);
    return count === 3 ? v128.load32_lane(from, two, 2, 8) : two;
  }
  return v128.load32_zero(from);
}

/** The sum of the four lanes, in a fixed order. */
// @ts-ignore: a decorator of AssemblyScript
@inline
export function sumLanes(x: v128): f32 {
  return (
    f32x4.extract_lane(x, 0) +
    f32x4.extract_lane(x, 1) +
    (f32x4.extract_lane(x, 2) + f32x4.extract_lane(x, 3))
  );
}
