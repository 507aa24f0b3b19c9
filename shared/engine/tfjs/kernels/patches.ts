/** Convolution gradients as matrix products: pictures unrolled into their windows ("im2col") and back. */
import { BatchMatMul, getKernel, type TensorInfo } from '@tensorflow/tfjs-core';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { WindowGeometry } from './window-geometry';

/** Values that an unrolled piece of a batch may have at most (16 MiB). */
const LIMIT = 4 * 1024 * 1024;

/** Pictures whose windows are unrolled at a time. */
export function picturesAtOnce(g: WindowGeometry): number {
  const each = g.outHeight * g.outWidth * g.height * g.width * g.inChannels;
  return Math.min(g.batch, Math.max(1, Math.floor(LIMIT / each)));
}

/**
 * Rows are taps (kernel row, kernel column, channel), columns are windows (picture, row, column): the transpose
 * of the usual layout, as that is what the filter's gradient multiplies with.
 */
export function unroll(
  x: Float32Array,
  patches: Float32Array,
  g: WindowGeometry,
  from: number,
  count: number,
): void {
  const { inHeight, inWidth, inChannels, outHeight, outWidth, strideHeight, strideWidth } = g;
  const pixels = inHeight * inWidth * inChannels;
  let target = 0;
  for (let tapRow = 0; tapRow < g.height; tapRow += 1) {
    for (let tapColumn = 0; tapColumn < g.width; tapColumn += 1) {
      // Columns of the output whose window has this tap inside the picture.
      const first = Math.max(0, Math.ceil((g.left - tapColumn) / strideWidth));
      const end = Math.max(
        first,
        Math.min(outWidth, Math.floor((inWidth - 1 + g.left - tapColumn) / strideWidth) + 1),
      );
      const step = strideWidth * inChannels;
      for (let channel = 0; channel < inChannels; channel += 1) {
        for (let picture = from; picture < from + count; picture += 1) {
          for (let row = 0; row < outHeight; row += 1) {
            const inRow = row * strideHeight - g.top + tapRow;
            if (inRow < 0 || inRow >= inHeight) {
              patches.fill(0, target, target + outWidth);
              target += outWidth;
              continue;
            }
            let source =
              picture * pixels +
              (inRow * inWidth + first * strideWidth - g.left + tapColumn) * inChannels +
              channel;
            for (let column = 0; column < first; column += 1) patches[target++] = 0;
            for (let column = first; column < end; column += 1) {
              patches[target++] = x[source] as number;
              source += step;
            }
            for (let column = end; column < outWidth; column += 1) patches[target++] = 0;
          }
        }
      }
    }
  }
}

/** a · b on the wasm backend (XNNPACK). The caller disposes of the result. */
export function multiply(backend: BackendWasm, a: TensorInfo, b: TensorInfo): TensorInfo {
  const product = getKernel(BatchMatMul, 'wasm').kernelFunc({
    inputs: { a, b },
    backend,
    attrs: { transposeA: false, transposeB: false },
  });
  if (Array.isArray(product)) throw new Error('A matrix product has one result.');
  return product;
}
