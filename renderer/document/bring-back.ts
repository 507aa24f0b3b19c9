/** Work that another window left, or this one before a reload, becomes what is open: its document, history and runs. */
import { parseDocument } from '../../shared/format/document-format';
import type { KeptRun } from '../../shared/model/kept-run';
import type { RunPlace } from '../../shared/protocol/worker';
import { messageOf } from '../../shared/schema/message-of';
import { openFile, openRun } from './runs/pack';
import type { Run } from './runs/run';
import { leftOffText } from './runs/run-words';
import type { DocumentDraft, Work } from './drafts';
import { restoreHistory } from './history-drafts';
import type { OpenWork, WorkParts } from './open-work';

type Restored = NonNullable<ReturnType<typeof restoreHistory>>;

/** The rows among which the work lies. */
export interface WorkRows {
  /** The history goes on from these parts; none where it could not be restored. */
  beginHistory(parts: Restored['parts'] | undefined): void;
  runs(): Promise<readonly KeptRun[]>;
  /** A run becomes this window's. */
  take(run: KeptRun): Promise<KeptRun>;
  /** A run of the first version was copied. */
  dropFormer(key: string): Promise<void>;
  /** Copies a run of a file into the archive. */
  copy(run: Run): Promise<void>;
}

interface Back extends Pick<WorkParts, 'archive' | 'documents' | 'runs' | 'training' | 'ui'> {
  readonly open: OpenWork;
  readonly rows: WorkRows;
}

/** Answers whether all of its runs came along; what did not is said. Rejects where its document can't be read. */
export async function bringBack(work: Work, back: Back): Promise<boolean> {
  const { documents, runs, training, ui, open, rows } = back;
  const { draft } = work;
  const document = parseDocument(draft.document);
  const kept = restoreHistory(work);
  rows.beginHistory(kept?.parts);
  documents.load(kept?.history.document ?? document, kept?.history);
  open.broughtBack(draft, kept?.saved ?? null);
  const whole = await bringBackRuns(work, back);
  if (draft.selectedRun !== null && runs.byId(draft.selectedRun)) runs.select(draft.selectedRun);
  open.settled(draft);
  const leftOff = runs.runs.findLast((run) => run.phase === 'interrupted');
  if (leftOff !== undefined) {
    ui.notify({
      kind: 'info',
      message: `${leftOff.name} was ${leftOffText(leftOff)}. It can go on from there.`,
      action: { label: 'Resume', run: () => void training.resume(leftOff) },
      isStale: () => leftOff.phase !== 'interrupted',
    });
  }
  return whole;
}

/** Of the runs that can be read; what can't is said, and keeps nothing else back. */
async function bringBackRuns({ draft, formerRuns }: Work, back: Back): Promise<boolean> {
  const { open, rows, ui } = back;
  let whole = true;
  const lost = (error: unknown): void => {
    whole = false;
    ui.notify({ kind: 'error', message: `A run could not be brought back: ${messageOf(error)}` });
  };
  const { fileRuns: ids = [], moved, runNames: names } = draft;
  if (ids.length > 0) await open.adoptFileRuns({ ids, moved, names }).catch(lost);
  const kept = await rows.runs();
  const known = new Set(kept.map(({ facts }) => facts.id));
  for (const { key, bytes } of formerRuns) {
    await adoptFormer(new Blob([new Uint8Array(bytes)]), draft, known, back)
      .then(() => rows.dropFormer(key))
      .catch(lost);
  }
  for (const run of kept) {
    try {
      await adopt({ kind: 'kept', run: await rows.take(run) }, draft, back);
    } catch (error) {
      lost(error);
    }
  }
  return whole;
}

/**
 * A model file that lay among the drafts of an earlier version; its runs are kept as those of this one. Rejects, when
 * all that can be is done, where something of it is lost.
 */
async function adoptFormer(
  content: Blob,
  draft: DocumentDraft,
  known: ReadonlySet<string>,
  back: Back,
): Promise<void> {
  const opened = await openFile({ name: draft.name, content });
  if (opened.kind !== 'model') return;
  const { runs, problems } = opened.model;
  for (const { id } of runs) {
    if (known.has(id)) continue;
    const run = await adopt({ kind: 'file', content, id }, draft, back);
    if (run !== null) await back.rows.copy(run);
  }
  if (problems.length > 0) throw new Error(problems.join(' '));
}

async function adopt(
  place: RunPlace,
  { moved, runNames }: DocumentDraft,
  { archive, documents, runs }: Back,
): Promise<Run | null> {
  const stored = await openRun(place, archive);
  const run = runs.adopt(stored, place, documents.document, moved?.get(stored.id) ?? stored.moved);
  const name = runNames?.[stored.id];
  if (name !== undefined) run?.rename(name);
  return run;
}
