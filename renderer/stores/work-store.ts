/**
 * Work in progress: drafts every moment, and what an earlier window left behind. It knows what is open from the store of
 * files, and tells it what was brought back.
 */
import { makeAutoObservable, observableShallow, reaction, runInAction } from 'mobx';
import { parseDocument, serializeDocument } from '../../shared/format/document-format';
import type { ConvDocument } from '../../shared/graph/document';
import type { History } from '../../shared/graph/history';
import type { KeyedStore } from '../../shared/protocol/host';
import type { RunPlace } from '../../shared/protocol/worker';
import type { RunArchive } from '../archive/run-archive';
import type { Session } from '../host/session';
import type { Run } from '../runs/run';
import type { RunNotices, RunStore } from '../runs/run-store';
import type { TrainingStore } from '../runs/training-store';
import type { RunDocuments, WeightsStore } from '../runs/weights-store';
import { DraftBox } from './draft-box';
import { type DocumentDraft, encodeDraft, type Work } from './drafts';
import { createHistoryKeeper, restoreHistory, type HistoryKeeper } from './history-drafts';
import { openFile, openRun } from '../runs/pack';
import type { Saved } from './saved';

export interface FileDocuments extends RunDocuments {
  /** Puts another document in the place of this one, with a history of its own. */
  load(document: ConvDocument, history?: History): void;
}

/** Runs of the file of work that was brought back. */
export interface FileRuns {
  readonly ids: readonly string[];
  readonly moved: DocumentDraft['moved'];
  readonly names: DocumentDraft['runNames'];
}

/** What is open, as the store of files knows it. */
export interface OpenWork {
  readonly name: string;
  readonly saved: Saved;
  readonly edits: number;
  readonly edited: boolean;
  readonly unsavedWork: boolean;
  readonly fileDraft: DocumentDraft['file'];
  readonly fileRuns: readonly string[];
  /** Makes room for other work: what is not saved stays among the drafts. */
  leave(): void;
  /** Work is open that was brought back; its runs follow. */
  broughtBack(draft: DocumentDraft, saved: ConvDocument | null): void;
  /** Runs of its file, which is opened anew. Rejects with a sentence. */
  adoptFileRuns(fileRuns: FileRuns): Promise<void>;
  /** All of its runs are there. */
  settled(draft: DocumentDraft): void;
}

export interface WorkParts {
  readonly drafts: KeyedStore;
  readonly archive: RunArchive;
  readonly documents: FileDocuments;
  readonly runs: RunStore;
  readonly training: TrainingStore;
  readonly weights: WeightsStore;
  readonly ui: RunNotices;
  readonly session: () => Promise<Session>;
}

/** Drafts are written at most this often, in milliseconds. */
const DRAFT_PAUSE = 800;

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

export class WorkStore {
  /** Work of windows that are gone, to be offered; empty while nothing is. */
  recoverable: readonly Work[] = [];
  /** Why drafts can't be kept; then closing the window asks first. */
  problem: string | null = null;

  private readonly parts: WorkParts;
  private readonly open: OpenWork;
  private readonly box: DraftBox;
  private readonly keeper: HistoryKeeper;
  private documentId: string = crypto.randomUUID();
  private timer: ReturnType<typeof setTimeout> | null = null;
  /** Files of older checkpoints, which a save that is under way may still read. */
  private superseded: Parameters<DraftBox['discard']>[0] = [];
  private held = false;

  constructor(parts: WorkParts, open: OpenWork) {
    this.parts = parts;
    this.open = open;
    const { drafts, archive, session } = parts;
    this.box = new DraftBox({ drafts, archive, claim: session });
    this.keeper = createHistoryKeeper(drafts);
    type Hidden = 'parts' | 'open' | 'box' | 'keeper' | 'documentId' | 'timer' | 'superseded' | 'held';
    makeAutoObservable<WorkStore, Hidden>(
      this,
      {
        recoverable: observableShallow,
        parts: false,
        open: false,
        box: false,
        keeper: false,
        documentId: false,
        timer: false,
        superseded: false,
        held: false,
      },
      { autoBind: true },
    );
  }

  /** Brings back what a reload interrupted, looks for what other windows left, and begins to keep drafts. */
  async begin(): Promise<void> {
    const { training, runs } = this.parts;
    await this.box.open();
    training.keepUnder({
      keyOf: async (run) => {
        const key = this.box.keyOf(this.documentId, run.id);
        await this.writeNow();
        return key;
      },
      superseded: (files) => {
        this.superseded = [...this.superseded, ...files];
        this.discardSuperseded();
      },
    });
    try {
      const own = await this.box.beforeReload();
      if (own !== null) await this.bringBackOwn(own);
      await this.offer();
    } catch (error) {
      this.report(error);
    }
    this.box.holds(this.documentId);
    reaction(
      () => [this.parts.documents.document, this.open.edited, runs.selectedId],
      () => this.schedule(),
    );
    runs.listen({
      kept: () => this.schedule(),
      removed: (run) => {
        void this.box.forgetRun(this.documentId, run.id);
        this.schedule();
      },
      putBack: (run) => {
        if (run.kept?.place.kind === 'kept') void this.box.putBack(run.kept.place.run);
        this.schedule();
      },
    });
    void this.box.sweep();
  }

  /** After a reload, unasked. One that can't be read keeps nothing else back, and stays where it is. */
  private async bringBackOwn(work: Work): Promise<void> {
    try {
      await this.bringBack(work);
    } catch (error) {
      this.parts.ui.notify({
        kind: 'error',
        message: `${work.draft.name} could not be brought back: ${messageOf(error)}`,
      });
    }
  }

  private async offer(): Promise<void> {
    const others = (await this.box.others(this.documentId)).filter((work) => !this.box.isOwn(work));
    for (const work of others.filter(({ draft }) => !draft.unsaved)) await this.box.drop(work);
    runInAction(() => (this.recoverable = others.filter(({ draft }) => draft.unsaved)));
  }

  /** The window is gone; only tests outlive theirs. */
  stop(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
  }

  // ---- Drafts

  schedule(): void {
    this.timer ??= setTimeout(() => void this.writeNow(), DRAFT_PAUSE);
  }

  /** Never rejects. */
  async writeNow(): Promise<void> {
    this.stop();
    const { sessionId } = this.box;
    if (sessionId === null) return;
    const { documents, runs, weights } = this.parts;
    const { name, saved, edits, unsavedWork, fileDraft, fileRuns } = this.open;
    const history = this.keeper.keep(sessionId, this.documentId, documents.history, saved.document);
    const draft = encodeDraft({
      name,
      file: fileDraft,
      edits,
      unsaved: unsavedWork,
      selectedRun: runs.selectedId,
      document: serializeDocument(documents.document),
      moved: weights.moves,
      runNames: Object.fromEntries(runs.kept.map((run) => [run.id, run.name])),
      fileRuns,
      history,
    });
    try {
      await this.box.keepDocument(this.documentId, draft);
      runInAction(() => (this.problem = null));
    } catch (error) {
      this.report(error);
    }
  }

  private report(error: unknown): void {
    const first = this.problem === null;
    this.problem = messageOf(error);
    if (first) this.parts.ui.notify({ kind: 'error', message: this.problem });
  }

  /** Another document: the drafts of the one before stay where it has unsaved work, else they go. */
  change(left: { readonly name: string; readonly unsaved: boolean }): void {
    const id = this.documentId;
    if (left.unsaved) void this.writeNow();
    this.documentId = crypto.randomUUID();
    this.box.holds(this.documentId);
    this.keeper.begin();
    if (this.box.sessionId === null) return;
    if (left.unsaved) {
      this.parts.ui.notify({
        kind: 'info',
        message: `The unsaved changes to ${left.name} were kept.`,
        action: { label: 'Go back', run: () => void this.goBack(id) },
      });
    } else void this.box.forget(id);
  }

  /** The window closes, and its document is saved or not wanted: its drafts go, and no more are written. */
  async letGo(): Promise<void> {
    this.stop();
    await this.box.letGo(this.documentId);
  }

  /** While a file is written from them, files of the archive stay. */
  async holding<T>(work: () => Promise<T>): Promise<T> {
    this.held = true;
    try {
      return await work();
    } finally {
      this.held = false;
      this.discardSuperseded();
    }
  }

  private discardSuperseded(): void {
    if (this.held || this.superseded.length === 0) return;
    const files = this.superseded;
    this.superseded = [];
    void this.box.discard(files);
  }

  /** Copies a run of a file into the archive, where the file can't be opened again after a reload. Never rejects. */
  async keepRunOfFile(run: Run): Promise<void> {
    if (this.box.sessionId === null) return;
    try {
      await this.copyRun(run);
    } catch (error) {
      this.report(error);
    }
  }

  /** The same of runs that were deleted and can still be put back, before their file is written without them. */
  async keepRemoved(): Promise<void> {
    for (const run of this.parts.runs.removed) {
      if (run.kept?.place.kind !== 'file') continue;
      await this.keepRunOfFile(run);
      await this.box.forgetRun(this.documentId, run.id);
    }
  }

  private copyRun(run: Run): Promise<void> {
    return this.parts.training.copyIntoArchive(run, this.box.keyOf(this.documentId, run.id));
  }

  // ---- Recovery

  private async goBack(documentId: string): Promise<void> {
    try {
      const work = await this.box.own(documentId);
      if (work === null) throw new Error('That work is no longer among the drafts.');
      parseDocument(work.draft.document);
      this.open.leave();
      await this.bringBack(work);
    } catch (error) {
      this.parts.ui.notify({ kind: 'error', message: messageOf(error) });
    }
  }

  /** All that can be brought back, the documents that this window had open before included. */
  async lookForWork(): Promise<void> {
    try {
      const works = (await this.box.others(this.documentId)).filter(({ draft }) => draft.unsaved);
      runInAction(() => (this.recoverable = works));
      if (works.length === 0)
        this.parts.ui.notify({ kind: 'info', message: 'There is no unsaved work to recover.' });
    } catch (error) {
      this.parts.ui.notify({ kind: 'error', message: messageOf(error) });
    }
  }

  /** Opens what another window left; what is open now stays among the drafts. */
  async recover(work: Work): Promise<void> {
    try {
      parseDocument(work.draft.document);
      this.open.leave();
      const whole = await this.bringBack(work);
      runInAction(() => (this.recoverable = this.recoverable.filter((other) => other !== work)));
      // From now on it is this window's: its rows have moved to the new keys before the old ones go.
      await this.writeNow();
      const moved = !this.box.isOwn(work) || work.documentId !== this.documentId;
      if (moved && whole && this.problem === null) await this.box.drop(work);
    } catch (error) {
      this.parts.ui.notify({ kind: 'error', message: messageOf(error) });
    }
  }

  async discard(work: Work): Promise<void> {
    this.recoverable = this.recoverable.filter((other) => other !== work);
    await this.box.drop(work);
  }

  /** Asked again at the next start. */
  later(): void {
    this.recoverable = [];
  }

  /** Answers whether all of its runs came along. */
  private async bringBack(work: Work): Promise<boolean> {
    const { documents, runs, training, ui } = this.parts;
    const { draft } = work;
    const document = parseDocument(draft.document);
    const kept = restoreHistory(work);
    const own = this.box.isOwn(work);
    if (own) {
      this.documentId = work.documentId;
      this.box.holds(work.documentId);
    }
    this.keeper.begin(kept?.parts, own ? work.history.map(({ key }) => key) : []);
    documents.load(kept?.history.document ?? document, kept?.history);
    this.open.broughtBack(draft, kept?.saved ?? null);
    const whole = await this.bringBackRuns(work);
    if (draft.selectedRun !== null && runs.byId(draft.selectedRun)) runs.select(draft.selectedRun);
    this.open.settled(draft);
    const cutOff = runs.runs.findLast((run) => run.phase === 'interrupted');
    if (cutOff !== undefined) {
      ui.notify({
        kind: 'info',
        message: `${cutOff.name} was cut off after epoch ${cutOff.epochsDone} of ${cutOff.epochsPlanned}. It can go on from there.`,
        action: { label: 'Resume', run: () => void training.resume(cutOff) },
      });
    }
    return whole;
  }

  /** Of the runs that can be read; what can't is said, and keeps nothing else back. */
  private async bringBackRuns(work: Work): Promise<boolean> {
    const { draft } = work;
    let whole = true;
    const lost = (error: unknown): void => {
      whole = false;
      this.parts.ui.notify({
        kind: 'error',
        message: `A run could not be brought back: ${messageOf(error)}`,
      });
    };
    const { fileRuns: ids = [], moved, runNames: names } = draft;
    if (ids.length > 0) await this.open.adoptFileRuns({ ids, moved, names }).catch(lost);
    const kept = await this.box.runs(work);
    const known = new Set(kept.map(({ facts }) => facts.id));
    for (const { key, bytes } of work.formerRuns) {
      await this.adoptFormer(new Blob([new Uint8Array(bytes)]), draft, known)
        .then(() => this.box.dropFormer(key))
        .catch(lost);
    }
    for (const run of kept) {
      try {
        await this.adopt({ kind: 'kept', run: await this.box.take(run, this.documentId) }, draft);
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
  private async adoptFormer(content: Blob, draft: DocumentDraft, known: ReadonlySet<string>): Promise<void> {
    const opened = await openFile({ name: draft.name, content });
    if (opened.kind !== 'model') return;
    const { runs, problems } = opened.model;
    for (const { id } of runs) {
      if (known.has(id)) continue;
      const run = await this.adopt({ kind: 'file', content, id }, draft);
      if (run !== null) await this.copyRun(run);
    }
    if (problems.length > 0) throw new Error(problems.join(' '));
  }

  private async adopt(place: RunPlace, { moved, runNames }: DocumentDraft): Promise<Run | null> {
    const { archive, documents, runs } = this.parts;
    const stored = await openRun(place, archive);
    const run = runs.adopt(stored, place, documents.document, moved?.get(stored.id) ?? stored.moved);
    const name = runNames?.[stored.id];
    if (name !== undefined) run?.rename(name);
    return run;
  }
}
