/**
 * Work in progress: drafts every moment, and what an earlier window left behind. It knows what is open from the store of
 * files, and tells it what was brought back.
 */
import { makeAutoObservable, observableRef, observableShallow, reaction, runInAction } from 'mobx';
import { parseDocument, serializeDocument } from '../../shared/format/document-format';
import type { Run } from './runs/run';
import type { OpenWork, WorkParts } from './open-work';
import { DraftBox } from './draft-box';
import { encodeDraft, type Work } from './drafts';
import { createHistoryKeeper, type HistoryKeeper } from './history-drafts';
import { bringBack } from './bring-back';
import { messageOf } from '../../shared/schema/message-of';

/** Drafts are written at most this often, in milliseconds. */
const DRAFT_PAUSE = 800;

export class WorkStore {
  /** Work of windows that are gone, to be offered; empty while nothing is. */
  recoverable: readonly Work[] = [];
  /** Documents that were recovered or discarded: notices that offer them are out of date. */
  gone: ReadonlySet<string> = new Set();
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
        gone: observableRef,
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
        isStale: () => this.gone.has(id),
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

  private async bringBack(work: Work): Promise<boolean> {
    const { box, keeper, open } = this;
    const own = box.isOwn(work);
    if (own) {
      this.documentId = work.documentId;
      box.holds(work.documentId);
    }
    return bringBack(work, {
      ...this.parts,
      open,
      rows: {
        beginHistory: (parts) => keeper.begin(parts, own ? work.history.map(({ key }) => key) : []),
        runs: () => box.runs(work),
        take: (run) => box.take(run, this.documentId),
        dropFormer: (key) => box.dropFormer(key),
        copy: (run) => this.copyRun(run),
      },
    });
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
      this.remove(work);
      // From now on it is this window's: its rows have moved to the new keys before the old ones go.
      await this.writeNow();
      const moved = !this.box.isOwn(work) || work.documentId !== this.documentId;
      if (moved && whole && this.problem === null) await this.box.drop(work);
    } catch (error) {
      this.parts.ui.notify({ kind: 'error', message: messageOf(error) });
    }
  }

  /** It can be taken back until another window starts. */
  async discard(work: Work): Promise<void> {
    const at = this.recoverable.indexOf(work);
    if (!(await this.offerAgain(work, false))) return;
    this.remove(work);
    const putBack = async (): Promise<void> => {
      if (!(await this.offerAgain(work, true))) return;
      runInAction(() => {
        this.recoverable = this.recoverable.toSpliced(at, 0, work);
        this.gone = new Set([...this.gone].filter((id) => id !== work.documentId));
      });
    };
    this.parts.ui.notify({
      kind: 'info',
      message: `${work.draft.name} was discarded.`,
      action: { label: 'Undo', run: () => void putBack() },
    });
  }

  private remove(work: Work): void {
    this.recoverable = this.recoverable.filter((other) => other !== work);
    this.gone = new Set([...this.gone, work.documentId]);
  }

  /** Answers whether that could be noted; else it was said why not. */
  private async offerAgain(work: Work, offered: boolean): Promise<boolean> {
    try {
      await this.box.offer(work, offered);
      return true;
    } catch (error) {
      this.parts.ui.notify({ kind: 'error', message: messageOf(error) });
      return false;
    }
  }

  /** Asked again at the next start. */
  later(): void {
    this.recoverable = [];
  }
}
