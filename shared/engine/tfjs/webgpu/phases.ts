import type { WindowGeometry } from '../kernels/window-geometry';
import { lines } from './dispatch';

/**
 * The input pixels whose row and column leave the same remainders by the strides: exactly these are reached by the
 * same taps, so that the gradient by them is a convolution without inserted zeros. Without strides there is one.
 */
export interface Phase {
  readonly phaseRow: number;
  readonly phaseColumn: number;
  readonly gridRows: number;
  readonly gridColumns: number;
  readonly tapRows: number;
  readonly tapColumns: number;
  readonly firstTapRow: number;
  readonly firstTapColumn: number;
  readonly everyTapRow: number;
  readonly everyTapColumn: number;
  /** Row r of the grid gets tap row i of these from output row r + firstOutRow − i·everyOutRow. */
  readonly firstOutRow: number;
  readonly firstOutColumn: number;
  readonly everyOutRow: number;
  readonly everyOutColumn: number;
}

interface Axis {
  readonly phase: number;
  readonly grid: number;
  readonly taps: number;
  readonly first: number;
  readonly every: number;
  readonly firstOut: number;
  readonly everyOut: number;
}

const commonDivisor = (a: number, b: number): number => (b === 0 ? a : commonDivisor(b, a % b));

/** Taps t reach pixel p where (p + before − t·dilation) is a multiple of the stride. */
function axisPhases(size: number, filter: number, stride: number, dilation: number, before: number): Axis[] {
  const every = stride / commonDivisor(stride, dilation);
  return Array.from({ length: Math.min(stride, size) }, (_, phase) => {
    const first = Array.from({ length: Math.min(every, filter) }, (__, tap) => tap).find(
      (tap) => (phase + before - tap * dilation) % stride === 0,
    );
    return {
      firstOut: (phase + before - (first ?? 0) * dilation) / stride,
      everyOut: (every * dilation) / stride,
      phase,
      grid: Math.ceil((size - phase) / stride),
      taps: first === undefined ? 0 : Math.ceil((filter - first) / every),
      first: first ?? 0,
      every,
    };
  });
}

export function phasesOf(g: WindowGeometry): Phase[] {
  const rows = axisPhases(g.inHeight, g.height, g.strideHeight, g.dilationHeight, g.top);
  const columns = axisPhases(g.inWidth, g.width, g.strideWidth, g.dilationWidth, g.left);
  return rows.flatMap((row) =>
    columns.map((column) => ({
      phaseRow: row.phase,
      phaseColumn: column.phase,
      gridRows: row.grid,
      gridColumns: column.grid,
      tapRows: row.taps,
      tapColumns: column.taps,
      firstTapRow: row.first,
      firstTapColumn: column.first,
      everyTapRow: row.every,
      everyTapColumn: column.every,
      firstOutRow: row.firstOut,
      firstOutColumn: column.firstOut,
      everyOutRow: row.everyOut,
      everyOutColumn: column.everyOut,
    })),
  );
}

/**
 * WGSL for a thread that holds `count` pixels of a phase, the first `first`, each next `apart` further: for pixel i
 * the members of `uniforms` give `row…` and `column…` in the grid, and `from…`, where its picture's pixel of that
 * row and column lies in dy.
 */
export const declarePixels = (count: number, first: string, apart: number): string =>
  lines(
    count,
    (i) => `
  let m${i} = ${first} + ${i * apart};
  let row${i} = select(-0x1000000, m${i} / uniforms.gridColumns % uniforms.gridRows, m${i} < uniforms.m);
  let column${i} = m${i} % uniforms.gridColumns;
  let picture${i} = m${i} / (uniforms.gridRows * uniforms.gridColumns);
  let from${i} = ((picture${i} * uniforms.outHeight + row${i}) * uniforms.outWidth + column${i}) * uniforms.outChannels;`,
  );

/** Runs `body` for each tap of the phase, with `tap`, and for pixel i `inside…` and, from there, `at…` in dy. */
export const forEachTap = (count: number, body: string): string => `
  for (var tapRow = 0; tapRow < uniforms.tapRows; tapRow++) {
    let up = uniforms.firstOutRow - tapRow * uniforms.everyOutRow;
    for (var tapColumn = 0; tapColumn < uniforms.tapColumns; tapColumn++) {
      let left = uniforms.firstOutColumn - tapColumn * uniforms.everyOutColumn;
      let offset = (up * uniforms.outWidth + left) * uniforms.outChannels;
      let tap = (uniforms.firstTapRow + tapRow * uniforms.everyTapRow) * uniforms.width +
          uniforms.firstTapColumn + tapColumn * uniforms.everyTapColumn;
      ${lines(
        count,
        (i) => `
      let inside${i} = u32(row${i} + up) < u32(uniforms.outHeight) && u32(column${i} + left) < u32(uniforms.outWidth);
      let at${i} = select(0, from${i} + offset, inside${i});`,
      )}
      ${body}
    }
  }`;

/** Runs `store` with `place`, where pixel i begins in dx, unless it lies beyond the last. */
export const storePixel = (i: number, store: string): string => `
  if (m${i} < uniforms.m) {
    let place = ((picture${i} * uniforms.inHeight + uniforms.phaseRow + row${i} * uniforms.strideHeight) *
        uniforms.inWidth + uniforms.phaseColumn + column${i} * uniforms.strideWidth) * uniforms.inChannels;
    ${store}
  }`;
