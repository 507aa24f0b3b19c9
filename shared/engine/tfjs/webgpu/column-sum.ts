import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { COLUMN_SUM, PICTURE_SUM } from '../context';
import { BUSY, dispatch, powerOfTwo, THREADS, type WebGpuKernel } from './dispatch';

/** Rows that one thread adds before a further workgroup is worth its share of the second pass. */
const ROWS_PER_THREAD = 32;

/**
 * Each workgroup takes `columns` columns of one slice of the rows. Neighbouring threads read neighbouring columns;
 * those of one column are added up in workgroup memory.
 */
const code = (columns: number) => `
const COLUMNS = ${columns};
const ROWS = ${THREADS / columns};
var<workgroup> sums : array<f32, ${THREADS}>;

fn main(index : i32) {
  let thread = i32(localIndex);
  let column = (group() % uniforms.blocks) * COLUMNS + thread % COLUMNS;
  let slice = group() / uniforms.blocks % uniforms.slices;
  let picture = group() / (uniforms.blocks * uniforms.slices);
  let first = picture * uniforms.rows * uniforms.pitch + uniforms.offset + column;
  let end = min((slice + 1) * uniforms.rowsPerSlice, uniforms.rows);
  var sum = 0.0;
  if (column < uniforms.columns) {
    for (var row = slice * uniforms.rowsPerSlice + thread / COLUMNS; row < end; row += ROWS) {
      sum += x[first + row * uniforms.pitch];
    }
  }
  sums[thread] = sum;
  for (var half = ROWS / 2; half > 0; half /= 2) {
    workgroupBarrier();
    if (thread < half * COLUMNS) {
      sums[thread] += sums[thread + half * COLUMNS];
    }
  }
  if (thread < COLUMNS && column < uniforms.columns && picture < uniforms.pictures) {
    result[(picture * uniforms.slices + slice) * uniforms.columns + column] = sums[thread];
  }
}
`;

/** How rows are split over workgroups; so that results don't depend on the device, by the shape only. */
export function splitRows(rows: number, columns: number, pictures = 1) {
  const width = Math.min(THREADS, powerOfTwo(columns));
  const blocks = Math.ceil(columns / width);
  const wanted = Math.min(
    Math.ceil(BUSY / (blocks * pictures)),
    Math.ceil(rows / ((THREADS / width) * ROWS_PER_THREAD)),
  );
  const rowsPerSlice = Math.ceil(rows / Math.max(1, wanted));
  return { width, blocks, rowsPerSlice, slices: Math.max(1, Math.ceil(rows / Math.max(1, rowsPerSlice))) };
}

/**
 * Sum over the rows of [rows, columns] to `outputShape`: no transposed copy. `x` has any shape of that size; or its
 * rows are `pitch` numbers apart, and the columns begin at `offset` in each. With several `pictures`, one after the
 * other, each is summed by itself.
 */
export function sumRows(
  backend: WebGPUBackend,
  x: TensorInfo,
  rows: number,
  columns: number,
  outputShape: readonly number[],
  { pitch = columns, offset = 0, pictures = 1 } = {},
): TensorInfo {
  const { width, blocks, rowsPerSlice, slices } = splitRows(rows, columns, pictures);
  const sums = dispatch(backend, {
    key: `ConvCanvasColumnSum_${width}`,
    outputShape: slices === 1 ? outputShape : [pictures, slices, columns],
    inputs: { x: { tensor: x } },
    integers: { rows, columns, pitch, offset, rowsPerSlice, blocks, slices, pictures },
    groups: blocks * slices * pictures,
    code: () => code(width),
  });
  if (slices === 1) return sums;
  const total = sumRows(backend, sums, slices, columns, outputShape, { pictures });
  backend.disposeData(sums.dataId);
  return total;
}

/** Sum over all rows of [rows, columns]: the gradient of a bias. tfjs copies the whole tensor transposed for it. */
export const columnSum: WebGpuKernel = {
  name: COLUMN_SUM,
  run(input, _attributes, backend) {
    const [rows = 0, columns = 0] = input('x').shape;
    return sumRows(backend, input('x'), rows, columns, [columns]);
  },
};

/** [pictures, pixels, channels] to [pictures, channels]: global average pooling. */
export const pictureSum: WebGpuKernel = {
  name: PICTURE_SUM,
  run(input, _attributes, backend) {
    const [pictures = 0, rows = 0, columns = 0] = input('x').shape;
    return sumRows(backend, input('x'), rows, columns, [pictures, columns], { pictures });
  },
};
