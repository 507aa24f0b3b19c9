/**
 * Work in progress as it lies in the host's store: one row for the document, one for each run's newest file. Keys say
 * to which window and document a row belongs.
 */
import * as z from 'zod/mini';
import { movedSchema } from '../../shared/format/moved-schema';
import type { Moved } from '../../shared/graph/moved';
import { numberFrom, wholeFrom } from '../../shared/schema/limits';
import type { Draft } from '../../shared/protocol/host';

/** Places in the history, counted from its very first document. */
export interface HistoryPlace {
  readonly position: number;
  /** Of the document that was saved or opened last; null where the history does not reach it. */
  readonly saved: number | null;
}

export interface DocumentDraft {
  /** The file's name, or the document's where it was never saved. */
  readonly name: string;
  readonly file: {
    readonly name: string;
    readonly handle: string | null;
    readonly version?: string | null;
  } | null;
  /** Steps since it was opened or saved; 0 when nothing but a run would be lost. */
  readonly edits: number;
  /** Whether something in it, or a trained run, was not saved to a file. */
  readonly unsaved: boolean;
  readonly selectedRun: string | null;
  /** As the document's format writes it. */
  readonly document: string;
  /** By run: where the layers that it was trained on are in the document. Left out where none moved. */
  readonly moved?: ReadonlyMap<string, Moved>;
  /** Left out where no history was kept. */
  readonly history?: HistoryPlace;
}

export interface Work {
  readonly session: string;
  readonly documentId: string;
  readonly savedAt: string;
  readonly draft: DocumentDraft;
  readonly runs: readonly { readonly key: string; readonly bytes: Uint8Array }[];
  readonly history: readonly { readonly key: string; readonly bytes: Uint8Array }[];
  readonly keys: readonly string[];
}

export function documentKey(session: string, documentId: string): string {
  return `document/${session}/${documentId}`;
}

export function runKey(session: string, documentId: string, runId: string): string {
  return `run/${session}/${documentId}/${runId}`;
}

/** `first`: the place in the history where the part begins. */
export function historyKey(session: string, documentId: string, first: number): string {
  return `history/${session}/${documentId}/${first}`;
}

export function encodeDraft({ moved, ...draft }: DocumentDraft): Uint8Array {
  const moves = [...(moved ?? [])].map(([run, each]) => [run, [...each]] as const);
  return new TextEncoder().encode(
    JSON.stringify({ ...draft, ...(moves.length > 0 && { moved: Object.fromEntries(moves) }) }),
  );
}

const place = wholeFrom(0);
const draftSchema = z.object({
  name: z.string(),
  file: z.nullable(
    z.object({
      name: z.string(),
      handle: z.nullable(z.string()),
      version: z.optional(z.nullable(z.string())),
    }),
  ),
  edits: numberFrom(0),
  unsaved: z.boolean(),
  selectedRun: z.nullable(z.string()),
  document: z.string(),
  history: z.optional(z.object({ position: place, saved: z.nullable(place) })),
  moved: z.optional(z.record(z.string(), movedSchema)),
});

function decodeDraft(bytes: Uint8Array): DocumentDraft | null {
  try {
    const { moved, ...draft } = draftSchema.parse(JSON.parse(new TextDecoder().decode(bytes)));
    const moves = Object.entries(moved ?? {}).map(([run, each]) => [run, new Map(each)] as const);
    return { ...draft, ...(moves.length > 0 && { moved: new Map(moves) }) };
  } catch {
    return null;
  }
}

/** Rows put together by document, the newest work first. Rows that belong to nothing readable are left where they are. */
export function workOf(drafts: readonly Draft[]): Work[] {
  const works: Work[] = [];
  for (const row of drafts) {
    const [kind, session, documentId] = row.key.split('/');
    if (kind !== 'document' || session === undefined || documentId === undefined) continue;
    const draft = decodeDraft(row.bytes);
    if (draft === null) continue;
    const runs = drafts.filter(({ key }) => key.startsWith(`run/${session}/${documentId}/`));
    const history = drafts.filter(({ key }) => key.startsWith(`history/${session}/${documentId}/`));
    const keys = [row, ...runs, ...history].map(({ key }) => key);
    const savedAt = [row, ...runs].map((each) => each.savedAt).reduce((a, b) => (a > b ? a : b));
    works.push({ session, documentId, savedAt, draft, runs, history, keys });
  }
  return works.sort((a, b) => b.savedAt.localeCompare(a.savedAt));
}
