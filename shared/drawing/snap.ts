/** While something is dragged, it snaps to where it lines up with others; a line shows with what. */
import type { Rect } from './frames';

export interface Guide {
  /** Of a line that stands (`x`) or lies (`y`). */
  readonly axis: 'x' | 'y';
  readonly at: number;
  readonly from: number;
  readonly to: number;
}

interface Snapped {
  readonly x: number;
  readonly y: number;
  readonly guides: readonly Guide[];
}

interface Span {
  readonly start: number;
  readonly end: number;
}
interface Candidate {
  readonly by: number;
  readonly guides: readonly Guide[];
}

const across = ({ left, right }: Rect): Span => ({ start: left, end: right });
const down = ({ top, bottom }: Rect): Span => ({ start: top, end: bottom });
const marksOf = ({ start, end }: Span): readonly number[] => [start, (start + end) / 2, end];

/** `reach` is how near counts, in the document's coordinates. */
export function snap(moving: Rect, others: readonly Rect[], reach: number): Snapped {
  const x = nearest(candidates(moving, others, 'x', reach));
  const y = nearest(candidates(moving, others, 'y', reach));
  return {
    x: moving.left + (x?.by ?? 0),
    y: moving.top + (y?.by ?? 0),
    guides: [...(x?.guides ?? []), ...(y?.guides ?? [])],
  };
}

const nearest = (found: readonly Candidate[]): Candidate | undefined =>
  found.reduce<Candidate | undefined>(
    (best, each) => (best === undefined || Math.abs(each.by) < Math.abs(best.by) ? each : best),
    undefined,
  );

function candidates(
  moving: Rect,
  others: readonly Rect[],
  axis: 'x' | 'y',
  reach: number,
): readonly Candidate[] {
  const [along, cross] = axis === 'x' ? [across, down] : [down, across];
  const own = along(moving);
  const edges = others.flatMap((other) => {
    const theirs = marksOf(along(other));
    // Start to start, middle to middle, end to end.
    return marksOf(own).flatMap((mark, index): readonly Candidate[] => {
      const at = theirs[index];
      if (at === undefined || Math.abs(at - mark) > reach) return [];
      const [a, b] = [cross(moving), cross(other)];
      const line = { axis, at, from: Math.min(a.start, b.start), to: Math.max(a.end, b.end) };
      return [{ by: at - mark, guides: [line] }];
    });
  });
  return [...edges, ...gaps(moving, others, axis, reach)];
}

/** As far from a neighbour as that one is from the next, or in the middle between two. */
function gaps(moving: Rect, others: readonly Rect[], axis: 'x' | 'y', reach: number): readonly Candidate[] {
  const [along, cross] = axis === 'x' ? [across, down] : [down, across];
  const [own, side] = [along(moving), cross(moving)];
  const line = others
    .filter((other) => cross(other).start < side.end && side.start < cross(other).end)
    .map(along)
    .sort((a, b) => a.start - b.start);
  const middle = (side.start + side.end) / 2;
  const before = line.filter(({ end }) => end <= (own.start + own.end) / 2);
  const after = line.filter(({ start }) => start >= (own.start + own.end) / 2);
  const [last, lastBut] = [before.at(-1), before.at(-2)];
  const [next, nextBut] = after;
  const size = own.end - own.start;
  /** The guides run through the gaps. */
  const candidate = (start: number, spans: readonly Span[]): readonly Candidate[] =>
    Math.abs(start - own.start) > reach
      ? []
      : [
          {
            by: start - own.start,
            guides: spans.map(({ start: from, end: to }) => ({
              axis: axis === 'x' ? 'y' : 'x',
              at: middle,
              from,
              to,
            })),
          },
        ];
  const found: Candidate[] = [];
  if (last && lastBut && last.start > lastBut.end) {
    const gap = last.start - lastBut.end;
    const start = last.end + gap;
    found.push(
      ...candidate(start, [
        { start: lastBut.end, end: last.start },
        { start: last.end, end: start },
      ]),
    );
  }
  if (next && nextBut && nextBut.start > next.end) {
    const gap = nextBut.start - next.end;
    const start = next.start - gap - size;
    found.push(
      ...candidate(start, [
        { start: start + size, end: next.start },
        { start: next.end, end: nextBut.start },
      ]),
    );
  }
  if (last && next && next.start - last.end > size) {
    const start = (last.end + next.start - size) / 2;
    found.push(
      ...candidate(start, [
        { start: last.end, end: start },
        { start: start + size, end: next.start },
      ]),
    );
  }
  return found;
}
