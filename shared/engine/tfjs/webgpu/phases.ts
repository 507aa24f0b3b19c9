import type { WindowGeometry } from '../kernels/window-geometry';

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
