import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { splitRows } from './column-sum';
import { dispatch, THREADS } from './dispatch';

/**
 * Mean and sum of squared deviations of each column: Welford's update within a thread, Chan, Golub & LeVeque's merge
 * (1979) between threads and, in a second dispatch, between slices. Unlike Σx² − (Σx)²/n it cancels nothing.
 */
const code = (columns: number, merging: boolean) => `
const COLUMNS = ${columns};
const ROWS = ${THREADS / columns};
// Of each thread: count, mean, sum of squared deviations.
var<workgroup> parts : array<vec3<f32>, ${THREADS}>;

fn merge(a : vec3<f32>, b : vec3<f32>) -> vec3<f32> {
  let count = a.x + b.x;
  let share = select(0.0, b.x / count, count > 0.0);
  let apart = b.y - a.y;
  return vec3<f32>(count, a.y + apart * share, a.z + b.z + apart * apart * a.x * share);
}

fn main(index : i32) {
  let thread = i32(localIndex);
  let column = (group() % uniforms.blocks) * COLUMNS + thread % COLUMNS;
  let slice = group() / uniforms.blocks;
  let end = min((slice + 1) * uniforms.rowsPerSlice, uniforms.rows);
  var part = vec3<f32>(0.0);
  if (column < uniforms.columns) {
    for (var row = slice * uniforms.rowsPerSlice + thread / COLUMNS; row < end; row += ROWS) {
      ${
        merging
          ? `let count = min(uniforms.rowsBefore, uniforms.allRows - row * uniforms.rowsBefore);
      let at = row * 2 * uniforms.columns + column;
      part = merge(part, vec3<f32>(f32(count), x[at], x[at + uniforms.columns]));`
          : `let value = x[row * uniforms.columns + column];
      part.x += 1.0;
      let apart = value - part.y;
      part.y += apart / part.x;
      part.z += apart * (value - part.y);`
      }
    }
  }
  parts[thread] = part;
  for (var half = ROWS / 2; half > 0; half /= 2) {
    workgroupBarrier();
    if (thread < half * COLUMNS) {
      parts[thread] = merge(parts[thread], parts[thread + half * COLUMNS]);
    }
  }
  if (thread < COLUMNS && column < uniforms.columns && slice < uniforms.slices) {
    let whole = parts[thread];
    let place = slice * 2 * uniforms.columns + column;
    result[place] = whole.y;
    result[place + uniforms.columns] = whole.z / select(1.0, whole.x, uniforms.slices == 1);
  }
}
`;

interface Merging {
  /** What all slices came from, and each but the last. */
  readonly allRows: number;
  readonly rowsBefore: number;
}

/** Mean and (biased) variance over the rows of [rows, columns]: [2, columns]. */
export function moments(
  backend: WebGPUBackend,
  x: TensorInfo,
  rows: number,
  columns: number,
  merging?: Merging,
): TensorInfo {
  const { width, blocks, ...split } = splitRows(rows, columns);
  // A second merge would have slices of slices, whose counts differ.
  const { rowsPerSlice, slices } = merging ? { rowsPerSlice: rows, slices: 1 } : split;
  const parts = dispatch(backend, {
    key: `ConvCanvasMoments_${width}_${merging !== undefined}`,
    outputShape: slices === 1 ? [2, columns] : [slices, 2, columns],
    inputs: { x: { tensor: x } },
    integers: {
      rows,
      columns,
      rowsPerSlice,
      blocks,
      slices,
      ...(merging ?? { allRows: rows, rowsBefore: 1 }),
    },
    groups: blocks * slices,
    code: () => code(width, merging !== undefined),
  });
  if (slices === 1) return parts;
  const whole = moments(backend, parts, slices, columns, { allRows: rows, rowsBefore: rowsPerSlice });
  backend.disposeData(parts.dataId);
  return whole;
}
