/** What the file holds that the document was opened from or saved to, against what the window has now. */
import type { ConvDocument } from '../../shared/graph/document';
import { editsBetween } from './training/edits-between';
import type { Run } from './runs/run';
import type { DocumentDraft } from './drafts';

export interface Saved {
  readonly document: ConvDocument;
  /** False after a reload where the history does not reach back to it. */
  readonly known: boolean;
  /** The runs that it holds, as `runsMark` has them. */
  readonly runs: string;
  /** Edits that were made before a reload or a crash; the history does not reach them. */
  readonly editsBefore: number;
}

/** Nothing that is worth saving. */
export const NO_RUNS = '';

/** Changes whenever saving would write other runs: one more or fewer, another name, a newer checkpoint, another choice. */
export function runsMark(runs: readonly Run[], current: Run | null): string {
  if (runs.length === 0) return NO_RUNS;
  const marks = runs.map(({ id, name, kept }) => {
    const origin = kept?.facts.origin;
    return [id, name, ...(origin?.kind === 'run' ? [origin.record.state, origin.record.seconds] : [])];
  });
  return JSON.stringify([current?.id ?? null, ...marks]);
}

export function isEdited(saved: Saved, document: ConvDocument, runs: string): boolean {
  return saved.document !== document || saved.runs !== runs;
}

/** `timeline`: as `timelineOf` a history. */
export function editsSince(
  { document: from, editsBefore }: Saved,
  document: ConvDocument,
  timeline: readonly ConvDocument[],
): number {
  return editsBefore + editsBetween(from, document, timeline);
}

/** After a reload: `saved` is what the file holds, null where the history does not reach back to it. */
export function savedBefore(
  { unsaved, edits }: Pick<DocumentDraft, 'unsaved' | 'edits'>,
  document: ConvDocument,
  saved: ConvDocument | null,
): Saved {
  return {
    // Where nothing in memory equals the file any more, unsaved edits stay marked as such.
    document: saved ?? (unsaved && edits > 0 ? { ...document } : document),
    known: saved !== null || !unsaved,
    runs: NO_RUNS,
    editsBefore: saved === null ? edits : 0,
  };
}
