import { median, type Row } from './row';

/** A host's versions may differ between two commits; where a thing runs does not. */
const keyOf = ({ name, host, backend, threads }: Row): string =>
  JSON.stringify([name, host.replace(/\d[\d.]*/g, ''), backend, threads]);

const figures = (rows: readonly Row[]): number[] => rows.flatMap(({ ours }) => (ours === null ? [] : [ours]));

/** Figures of speed grow as things get better; those of time, size and count shrink. */
const growsWithQuality = (unit: string): boolean => unit.endsWith('/s') || unit === 'GFLOPS';

/** Rows of several runs of both sides, by name: medians, the earlier one's as the peer. */
export function compareRows(now: readonly Row[], before: readonly Row[], peerName: string): readonly Row[] {
  const byKey = (rows: readonly Row[]): Map<string, Row[]> => {
    const found = new Map<string, Row[]>();
    for (const row of rows) found.set(keyOf(row), [...(found.get(keyOf(row)) ?? []), row]);
    return found;
  };
  const earlier = byKey(before);
  return [...byKey(now)].flatMap(([key, rows]) => {
    const [first] = rows;
    if (!first) return [];
    const [mine, theirs] = [figures(rows), figures(earlier.get(key) ?? [])];
    const ours = mine.length > 0 ? median(mine) : null;
    const peer = theirs.length > 0 ? median(theirs) : null;
    const ratio =
      ours === null || peer === null ? null : growsWithQuality(first.unit) ? ours / peer : peer / ours;
    return [
      {
        ...first,
        ours,
        peer,
        peerName: peer === null ? null : peerName,
        ratio,
        aim: peer === null ? null : 1,
        floor: peer === null ? null : 0.95,
        note:
          peer === null
            ? `${peerName} has no such row.`
            : `Medians of ${mine.length} and ${theirs.length} runs in turn: ${span(mine)}, before ${span(theirs)}.`,
      },
    ];
  });
}

const span = (values: readonly number[]): string =>
  `${Math.min(...values).toPrecision(3)} to ${Math.max(...values).toPrecision(3)}`;
