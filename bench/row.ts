/** One line of the benchmarks' table. */
export interface Row {
  readonly name: string;
  /** `Node`, or the browser's name and version. */
  readonly host: string;
  readonly backend: string | null;
  readonly threads: number | null;
  readonly unit: string;
  readonly ours: number | null;
  readonly peer: number | null;
  readonly peerName: string | null;
  /** Ours against the peer's in the same run; greater is better. */
  readonly ratio: number | null;
  /** What we want to reach, in the row's unit, or as a ratio where there is a peer. */
  readonly aim: number | null;
  readonly floor: number | null;
  readonly note: string;
}

/** A row that is held against a budget in its own unit, so that 1 is enough. */
export const budgetRow = (
  host: string,
  row: Pick<Row, 'name' | 'unit' | 'note'> & { readonly ours: number; readonly budget: number },
): Row => ({
  name: row.name,
  host,
  backend: null,
  threads: null,
  unit: row.unit,
  ours: row.ours,
  peer: row.budget,
  peerName: 'budget',
  ratio: row.budget / row.ours,
  aim: 1,
  floor: null,
  note: row.note,
});

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low = NaN, high = NaN] = [sorted[sorted.length % 2 === 1 ? middle : middle - 1], sorted[middle]];
  return (low + high) / 2;
}

export interface Benchmark {
  readonly name: string;
  /** It measures nothing of the app, which need not be built for it. */
  readonly withoutApp?: boolean;
  /** It prints its rows itself, unless JSON is asked for. */
  readonly prints?: boolean;
  run(): Promise<readonly Row[]>;
}
