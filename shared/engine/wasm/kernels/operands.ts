/** Reading an instruction's operands, and a thread's share of its work. */

// @ts-ignore: a decorator of AssemblyScript
@inline
export function int(operands: usize, index: i32): i32 {
  return load<i32>(operands + ((<usize>index) << 2));
}

// @ts-ignore: a decorator of AssemblyScript
@inline
export function address(operands: usize, index: i32): usize {
  return load<usize>(operands + ((<usize>index) << 2));
}

// @ts-ignore: a decorator of AssemblyScript
@inline
export function float(operands: usize, index: i32): f32 {
  return load<f32>(operands + ((<usize>index) << 2));
}

/**
 * The first of `count` items that belong to a thread; those of the next begin where its own end. Each item is
 * computed the same way whoever has it, so that the number of threads never shows in a result.
 */
// @ts-ignore: a decorator of AssemblyScript
@inline
export function share(count: i32, thread: i32, threads: i32): i32 {
  return <i32>((<i64>count * thread) / threads);
}
