/**
 * Work in progress as it lies in the host's store: a row for the document, and some for its history. Keys say to which
 * window and document a row belongs; runs lie in the archive, under the same names.
 */
import * as z from 'zod/mini';
import { movedSchema } from '../../shared/format/moved-schema';
import type { Moved } from '../../shared/graph/moved';
import { numberFrom, wholeFrom } from '../../shared/schema/limits';

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
  /** Names by run, as the user has them. */
  readonly runNames?: Readonly<Record<string, string>>;
  /** Runs that lie in the file and nowhere else. */
  readonly fileRuns?: readonly string[];
  /** Left out where no history was kept. */
  readonly history?: HistoryPlace;
}

export interface Work {
  readonly session: string;
  readonly documentId: string;
  /** ISO 8601. */
  readonly savedAt: string;
  readonly draft: DocumentDraft;
  readonly history: readonly { readonly key: string; readonly bytes: Uint8Array }[];
  /** Model files of the first version, which had a run each. */
  readonly formerRuns: readonly { readonly key: string; readonly bytes: Uint8Array }[];
  /** Runs that lie among the work in progress. */
  readonly runCount: number;
}

export function documentKey(session: string, documentId: string): string {
  return `document/${session}/${documentId}`;
}

/** Whose row of a document it is; null where the key is none of ours. */
export function namesOf(key: string): { readonly session: string; readonly documentId: string } | null {
  const [kind, session, documentId] = key.split('/');
  return kind !== 'document' || session === undefined || documentId === undefined
    ? null
    : { session, documentId };
}

/** In the archive. */
export function runKey(session: string, documentId: string, runId: string): string {
  return `${session}/${documentId}/${runId}`;
}

/** What the keys of a document's runs begin with, in the archive. */
export const runsOf = (session: string, documentId: string): string => `${session}/${documentId}/`;

/** The same of the rows in which runs lay before there was an archive. */
export const formerRunsOf = (session: string, documentId: string): string => `run/${session}/${documentId}/`;

/** What the keys of a document's history begin with. */
export const historyOf = (session: string, documentId: string): string => `history/${session}/${documentId}/`;

/** `first`: the place in the history where the part begins. */
export function historyKey(session: string, documentId: string, first: number): string {
  return `${historyOf(session, documentId)}${first}`;
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
  runNames: z.optional(z.record(z.string(), z.string())),
  fileRuns: z.optional(z.array(z.string())),
});

/** Null where it can't be read. */
export function decodeDraft(bytes: Uint8Array): DocumentDraft | null {
  try {
    const { moved, ...draft } = draftSchema.parse(JSON.parse(new TextDecoder().decode(bytes)));
    const moves = Object.entries(moved ?? {}).map(([run, each]) => [run, new Map(each)] as const);
    return { ...draft, ...(moves.length > 0 && { moved: new Map(moves) }) };
  } catch {
    return null;
  }
}
