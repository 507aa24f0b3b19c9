/**
 * The undo history as rows among the drafts, so that a reload does not lose it: parts of some steps each, of which an
 * edit writes only the last. What is too old goes first, and a history that can't be read back costs nothing else.
 */
import { parseDocument, serializeDocument } from '../../shared/format/document-format';
import {
  baseLine,
  readParts,
  stepLine,
  writePart,
  type StoredPart,
  type StoredStep,
} from '../../shared/format/history-format';
import type { ConvDocument } from '../../shared/graph/document';
import { historyAt, MOST_STEPS, timelineOf, type History } from '../../shared/graph/history';
import { nothingMoved } from '../../shared/graph/moved';
import type { KeyedStore } from '../../shared/protocol/host';
import { historyKey, type HistoryPlace, type Work } from './drafts';

/** A part is closed at so many steps or characters: each pause after an edit writes the open one anew. */
const STEPS_OF_A_PART = 25;
const LENGTH_OF_A_PART = 256 * 1024;
/** Characters in all. The browser gives a site gigabytes, but every start reads what every window has left. */
const LONGEST = 8 * 1024 * 1024;

/** Where rows go; failures only cost history. */
type HistoryRows = Pick<KeyedStore, 'write' | 'drop'>;

interface Part {
  readonly first: number;
  readonly base: ConvDocument;
  readonly baseLine: string;
  steps: readonly StoredStep[];
  stored: boolean;
}

const lengthOf = ({ baseLine: base, steps }: Part): number =>
  steps.reduce((sum, { line }) => sum + line.length, base.length);
const endOf = (part: Part): number => part.first + part.steps.length;
const lastOf = (part: Part): ConvDocument => part.steps.at(-1)?.document ?? part.base;

export interface Restored {
  readonly history: History;
  /** The document that was saved or opened last, where the history reaches it. */
  readonly saved: ConvDocument | null;
  readonly parts: readonly StoredPart[];
}

/** Null where nothing of it fits to the document of the draft: then the document begins anew. */
export function restoreHistory(work: Work): Restored | null {
  const { history: place, document: text } = work.draft;
  if (place === undefined) return null;
  const rows = work.history.map(({ bytes }) => bytes);
  const all = readParts(rows, place.position);
  const [oldest] = all;
  if (oldest === undefined) return null;
  const documents = [oldest.base, ...all.flatMap(({ steps }) => steps.map(({ document }) => document))];
  const present = place.position - oldest.first;
  // The document has the last word: it was written after the history, or the history is not its own.
  const document = documents[present];
  const wanted = serializeDocument(parseDocument(text));
  if (document === undefined || serializeDocument(document) !== wanted) return null;
  const begin = Math.max(0, present - MOST_STEPS);
  const steps = all.flatMap((part) => part.steps);
  return {
    history: historyAt(documents.slice(begin), steps.slice(begin), present - begin),
    saved: place.saved === null ? null : (documents[place.saved - oldest.first] ?? null),
    parts: all,
  };
}

export interface HistoryKeeper {
  /** Writes what is new, and says where in the history the document and the saved one stand. */
  keep(session: string, documentId: string, history: History, saved: ConvDocument | null): HistoryPlace;
  /** What lies under these keys: nothing (another document), or what was restored from there. */
  begin(parts?: readonly StoredPart[], keys?: readonly string[]): void;
}

export function createHistoryKeeper(rows: HistoryRows): HistoryKeeper {
  let parts: Part[] = [];
  /** Keys that lie in the store. */
  let keys = new Set<string>();
  /** Where the next history begins, when this one is given up: its rows get other keys. */
  let next = 0;

  /** Keeps what agrees with the timeline, and returns how many of its documents that are. */
  const agree = (timeline: readonly ConvDocument[]): number => {
    const documents = parts.flatMap((part, index) => [
      ...(index === 0 ? [part.base] : []),
      ...part.steps.map(({ document }) => document),
    ]);
    const [oldest] = timeline;
    const start = oldest === undefined ? -1 : documents.indexOf(oldest);
    if (start < 0) {
      next = Math.max(next, ...parts.map((part) => endOf(part) + 1));
      parts = [];
      return 0;
    }
    let common = 1;
    while (common < timeline.length && documents[start + common] === timeline[common]) common += 1;
    const [zero] = parts;
    const [from, to] = [(zero?.first ?? 0) + start, (zero?.first ?? 0) + start + common - 1];
    parts = parts.filter(
      (part, index) => part.first <= to && (endOf(part) > from || index === parts.length - 1),
    );
    for (const part of parts) {
      if (endOf(part) <= to) continue;
      part.steps = part.steps.slice(0, to - part.first);
      part.stored = false;
    }
    // A part that begins where the history now ends holds nothing that the one before it lacks.
    if (parts.length > 1) parts = parts.filter((part) => part.steps.length > 0);
    return common;
  };

  const open = (document: ConvDocument, first: number): Part => {
    const part: Part = { first, base: document, baseLine: baseLine(document), steps: [], stored: false };
    parts.push(part);
    return part;
  };

  const append = (history: History, timeline: readonly ConvDocument[], common: number): void => {
    const steps = [...history.past, ...history.future];
    for (const [index, document] of timeline.entries()) {
      if (index < common) continue;
      let part = parts.at(-1);
      if (part === undefined) {
        open(document, next);
        continue;
      }
      if (part.steps.length >= STEPS_OF_A_PART || lengthOf(part) > LENGTH_OF_A_PART + part.baseLine.length) {
        part = open(lastOf(part), endOf(part));
      }
      const { label = '', at = 0, moved = nothingMoved } = steps[index - 1] ?? {};
      const step = { label, at, moved, document };
      part.steps = [...part.steps, { ...step, line: stepLine(lastOf(part), step) }];
      part.stored = false;
    }
  };

  /** What can be undone is worth more than what can be redone, so the oldest go, but never the part of the present. */
  const shorten = (position: number): void => {
    let length = parts.reduce((sum, part) => sum + lengthOf(part), 0);
    for (let [oldest] = parts; oldest && length > LONGEST && endOf(oldest) < position; [oldest] = parts) {
      length -= lengthOf(oldest);
      parts.shift();
    }
  };

  return {
    begin(restored = [], known = []) {
      parts = restored.map((part) => ({ ...part, stored: known.length > 0 }));
      keys = new Set(known);
      next = 0;
    },
    keep(session, documentId, history, saved) {
      const timeline = timelineOf(history);
      append(history, timeline, agree(timeline));
      const last = parts.at(-1);
      const end = last === undefined ? 0 : endOf(last);
      const first = end - (timeline.length - 1);
      shorten(first + history.past.length);
      const wanted = new Set<string>();
      for (const part of parts) {
        const key = historyKey(session, documentId, part.first);
        wanted.add(key);
        if (part.stored) continue;
        part.stored = true;
        // Tried again with the next draft.
        rows.write(key, writePart(part)).catch(() => (part.stored = false));
      }
      for (const key of keys) if (!wanted.has(key)) void rows.drop(key).catch(() => undefined);
      keys = wanted;
      const place = saved === null ? -1 : timeline.indexOf(saved);
      return { position: first + history.past.length, saved: place < 0 ? null : first + place };
    },
  };
}
