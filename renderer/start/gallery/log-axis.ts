/** An axis on which each step of equal length is the same factor. */

export interface LogAxis {
  /** Pixels. */
  at(value: number): number;
  /** The powers of ten on it. */
  readonly ticks: readonly number[];
}

/** Room beyond the first and the last value, in powers of ten. */
const BEYOND = 0.3;

/** From the smallest value to the largest, between two places in pixels. Values are positive. */
export function logAxis(values: readonly number[], from: number, to: number): LogAxis {
  const powers = values.map(Math.log10);
  const low = Math.min(...powers) - BEYOND;
  const high = Math.max(...powers) + BEYOND;
  const first = Math.ceil(low);
  return {
    at: (value) => from + ((Math.log10(value) - low) / (high - low)) * (to - from),
    ticks: Array.from({ length: Math.max(0, Math.floor(high) - first + 1) }, (_, i) => 10 ** (first + i)),
  };
}
