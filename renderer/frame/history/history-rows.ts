/** The history as rows to read: the newest state first, the very first document last. */
import type { ConvDocument } from '../../../shared/graph/document';
import { timelineOf, type History } from '../../../shared/graph/history';
import { ago } from '../../format/words';

export interface HistoryRow {
  /** The place in the timeline that it leads to. */
  readonly position: number;
  readonly label: string;
  /** Milliseconds since 1970; 0 where it is not known. */
  readonly at: number;
  readonly state: 'done' | 'present' | 'undone';
  readonly saved: boolean;
}

export function historyRows(history: History, saved: ConvDocument | null): readonly HistoryRow[] {
  const { past, future } = history;
  const steps = [...past, ...future];
  const rows = timelineOf(history).map((document, position): HistoryRow => {
    const step = steps[position - 1];
    return {
      position,
      label: step?.label ?? 'Where this history begins',
      at: step?.at ?? 0,
      state: position === past.length ? 'present' : position < past.length ? 'done' : 'undone',
      saved: document === saved,
    };
  });
  return rows.reverse();
}

/** `2 minutes ago` within the hour, then the time of day, before today with the day. Empty where it is not known. */
export function when(at: number, now: number): string {
  if (at === 0) return '';
  const then = new Date(at);
  if (now - at < 3_600_000) return ago(then.toISOString(), now);
  const time = then.toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit' });
  if (then.toDateString() === new Date(now).toDateString()) return time;
  return `${then.toLocaleDateString(undefined, { day: 'numeric', month: 'short' })}, ${time}`;
}

/** What a jump did, for those who hear it. */
export function jumpText(from: number, to: HistoryRow): string {
  const steps = Math.abs(to.position - from);
  const way = to.position < from ? 'Undid' : 'Redid';
  return `${way} ${steps} ${steps === 1 ? 'step' : 'steps'}: ${to.label}.`;
}
