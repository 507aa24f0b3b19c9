/** Files and work in progress: one Save, drafts every moment, and what an earlier window left behind. */
import { makeAutoObservable, observableRef, observableShallow, reaction, runInAction } from 'mobx';
import { parseDocument, serializeDocument } from '../../shared/format/document-format';
import type { Model } from '../../shared/engine/run';
import type { ConvDocument } from '../../shared/graph/document';
import type { History } from '../../shared/graph/history';
import type { ChangedFile, Host, OpenedFile, RecentFile } from '../../shared/protocol/host';
import { listenToOtherWindows, type OtherWindows } from '../host/other-windows';
import { claimSession, type Session } from '../host/session';
import { versionOf } from '../host/version-of';
import { editsBetween } from '../training/edits-between';
import { DraftBox } from './draft-box';
import { encodeDraft, type Work } from './drafts';
import { fileNameOf, stemOf } from './file-names';
import { createHistoryKeeper, restoreHistory, type HistoryKeeper } from './history-drafts';
import { documentBytes, openBytes, packModel, readModel } from './pack';
import type { RunDocuments, RunNotices, RunStore } from './run-store';

export interface FileDocuments extends RunDocuments {
  readonly history: History;
  /** Puts another document in the place of this one, with a history of its own. */
  load(document: ConvDocument, history?: History): void;
}

export interface FileStoreOptions {
  readonly host: Host;
  readonly documents: FileDocuments;
  readonly runs: RunStore;
  readonly ui: RunNotices;
  /** Which window this is; tests give their own. */
  readonly session?: () => Promise<Session>;
}

interface KeptModel {
  readonly model: Model;
  readonly bytes: Uint8Array;
}

type FileKind = 'document' | 'model';
export const extensions: Readonly<Record<FileKind, string>> = { document: '.cnn.json', model: '.cnn' };

interface KnownFile {
  readonly name: string;
  readonly handle: string | null;
  readonly kind: FileKind;
  /** What it held when this window read or wrote it last; null where that is not known. */
  readonly version: string | null;
}

/** Drafts are written at most this often, in milliseconds. */
const DRAFT_PAUSE = 800;

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

export class FileStore {
  /** Where the document was opened from or saved to. */
  file: KnownFile | null = null;
  /** Work of windows that are gone, to be offered; null while nothing is. */
  recoverable: readonly Work[] = [];
  recent: readonly RecentFile[] = [];
  /** Why files of late could not be opened, by handle: they were moved, deleted, or may not be read. */
  recentProblems: ReadonlyMap<string, string> = new Map();
  saving = false;
  /** The file was changed by others since, so that Save asks what to do; null while nothing is asked. */
  changed: ChangedFile | null = null;
  /** Why drafts can't be kept; then closing the window asks first. */
  draftProblem: string | null = null;

  private readonly host: Host;
  private readonly documents: FileDocuments;
  private readonly runs: RunStore;
  private readonly ui: RunNotices;
  private readonly drafts: DraftBox;
  private readonly keeper: HistoryKeeper;
  private savedDocument: ConvDocument;
  /** False after a reload where the history does not reach back to it. */
  private savedKnown = true;
  private savedRun: string | null = null;
  /** Edits that were made before a reload or a crash; the history does not reach them. */
  private editsBefore = 0;
  private documentId: string = crypto.randomUUID();
  private draftTimer: ReturnType<typeof setTimeout> | null = null;
  private started: Promise<void> | null = null;
  private others: OtherWindows | null = null;

  constructor({ host, documents, runs, ui, session = claimSession }: FileStoreOptions) {
    this.host = host;
    this.documents = documents;
    this.runs = runs;
    this.ui = ui;
    this.savedDocument = documents.document;
    this.drafts = new DraftBox(host, session, (error) => this.reportDraftProblem(error));
    this.keeper = createHistoryKeeper(host);
    type Hidden =
      | 'host'
      | 'documents'
      | 'runs'
      | 'ui'
      | 'drafts'
      | 'keeper'
      | 'savedDocument'
      | 'draftTimer'
      | 'documentId'
      | 'started'
      | 'others';
    makeAutoObservable<FileStore, Hidden>(
      this,
      {
        file: observableRef,
        changed: observableRef,
        recoverable: observableShallow,
        recent: observableRef,
        recentProblems: observableRef,
        savedDocument: observableRef,
        host: false,
        documents: false,
        runs: false,
        ui: false,
        drafts: false,
        keeper: false,
        draftTimer: false,
        documentId: false,
        started: false,
        others: false,
      },
      { autoBind: true },
    );
  }

  /** What people call it: the file's name without its ending, else the document's. */
  get name(): string {
    return this.file === null ? this.documents.document.name : stemOf(this.file.name);
  }

  get edited(): boolean {
    return (
      this.documents.document !== this.savedDocument || (this.runs.current?.id ?? null) !== this.savedRun
    );
  }

  /** What the file holds; null where there is none, or it is not known any more. */
  get savedVersion(): ConvDocument | null {
    return this.file !== null && this.savedKnown ? this.savedDocument : null;
  }

  get edits(): number {
    const { document, timeline = [] } = this.documents;
    return this.editsBefore + editsBetween(this.savedDocument, document, timeline);
  }

  /** Whether closing the window would lose anything if it were not for the drafts. */
  get unsavedWork(): boolean {
    return this.edited || this.runs.runs.some((run) => run.active || run.phase === 'interrupted');
  }

  /** What Save writes: a document that has a trained run takes its weights along. */
  get kind(): FileKind {
    return this.runs.model === null ? 'document' : 'model';
  }

  get saveName(): string {
    return `${fileNameOf(this.name)}${extensions[this.kind]}`;
  }

  // ---- The beginning

  /** Brings back what a reload interrupted, looks for what other windows left, and begins to keep drafts. */
  start(): Promise<void> {
    if (this.started === null) {
      this.started = this.begin();
      this.takeFiles();
    }
    return this.started;
  }

  /** From the first moment, since the browser would leave the app for a file that is dropped on a window without a listener. */
  private takeFiles(): void {
    this.host.onOpenFile(
      (file) => void this.start().then(() => this.openFile(file)),
      (message) => this.ui.notify({ kind: 'error', message }),
    );
  }

  private async begin(): Promise<void> {
    await this.drafts.open();
    try {
      const works = await this.drafts.all();
      const own = this.drafts.beforeReload(works);
      if (own !== undefined) await this.bringBackOwn(own);
      const left = await this.drafts.left(works);
      for (const work of left.filter(({ draft }) => !draft.unsaved)) await this.drafts.drop(work);
      runInAction(() => (this.recoverable = left.filter(({ draft }) => draft.unsaved)));
    } catch (error) {
      this.reportDraftProblem(error);
    }
    this.drafts.holds(this.documentId);
    this.keepDrafts();
    this.minglesWithOthers();
    reaction(
      () => [this.name, this.edited] as const,
      ([name, edited]) => this.host.setTitle(`${name} · ConvCanvas`, edited),
      { fireImmediately: true },
    );
    await this.refreshRecent();
  }

  /** After a reload, unasked. One that can't be read keeps nothing else back, and stays where it is. */
  private async bringBackOwn(work: Work): Promise<void> {
    try {
      this.bringBack(work, await this.modelsOf(work));
    } catch (error) {
      this.ui.notify({
        kind: 'error',
        message: `${work.draft.name} could not be brought back: ${messageOf(error)}`,
      });
    }
  }

  /** The window is gone; only tests outlive theirs. */
  stop(): void {
    if (this.draftTimer !== null) clearTimeout(this.draftTimer);
    this.draftTimer = null;
    this.others?.close();
  }

  private minglesWithOthers(): void {
    if (typeof BroadcastChannel === 'undefined') return;
    this.others = listenToOtherWindows({
      alsoOpen: () =>
        this.ui.notify({
          kind: 'info',
          message: `${this.file?.name ?? 'The file'} is open in another window too. Before one overwrites what the other has saved, it asks.`,
        }),
      savedElsewhere: () =>
        this.ui.notify({
          kind: 'info',
          message: `${this.file?.name ?? 'The file'} was saved in another window.`,
          action: { label: 'Reload it', run: () => void this.reload() },
        }),
    });
    reaction(
      () => this.file?.handle ?? null,
      (handle) => this.others?.holds(handle),
      { fireImmediately: true },
    );
  }

  private async refreshRecent(): Promise<void> {
    const recent = await this.host.recent().catch(() => []);
    runInAction(() => (this.recent = recent));
  }

  // ---- Open

  async open(): Promise<boolean> {
    return this.openWith(() => this.host.open());
  }

  /** The document of a file that the user picks, to look at: what is open stays. Null where they cancel or it is broken. */
  async read(): Promise<{ readonly name: string; readonly document: ConvDocument } | null> {
    try {
      const file = await this.host.open();
      if (file === null) return null;
      const opened = await openBytes(file);
      const document = opened.kind === 'model' ? opened.model.document : opened.document;
      return { name: file.name, document };
    } catch (error) {
      this.ui.notify({ kind: 'error', message: messageOf(error) });
      return null;
    }
  }

  async openRecent(handle: string): Promise<boolean> {
    return this.openWith(() =>
      this.host.openRecent(handle).catch((error: unknown) => {
        runInAction(() => (this.recentProblems = new Map(this.recentProblems).set(handle, messageOf(error))));
        throw error;
      }),
    );
  }

  private async openWith(ask: () => Promise<OpenedFile | null>): Promise<boolean> {
    try {
      const file = await ask();
      return file !== null && (await this.openFile(file));
    } catch (error) {
      this.ui.notify({ kind: 'error', message: messageOf(error) });
      return false;
    }
  }

  /** A broken file changes nothing: it is read whole before anything is put in its place. */
  async openFile(file: OpenedFile): Promise<boolean> {
    try {
      const opened = await openBytes(file);
      const model = opened.kind === 'model' ? opened.model : null;
      const version = file.handle === null ? null : await versionOf(file.bytes);
      this.replace(opened.kind === 'model' ? opened.model.document : opened.document);
      const leftAside = opened.kind === 'document' ? opened.leftAside : undefined;
      if (leftAside === undefined) {
        runInAction(() => (this.file = { name: file.name, handle: file.handle, kind: opened.kind, version }));
      } else {
        // Without a file of its own, so that Save doesn't overwrite the model that is left aside.
        this.ui.notify({ kind: 'error', message: `${leftAside} Only its drawing was opened.` });
      }
      if (model !== null) {
        const run = this.runs.adopt(model, file.bytes);
        runInAction(() => (this.savedRun = this.runs.current?.id ?? null));
        this.drafts.keepRun(this.documentId, run, file.bytes);
      }
      this.scheduleDraft();
      await this.refreshRecent();
      return true;
    } catch (error) {
      this.ui.notify({ kind: 'error', message: messageOf(error) });
      return false;
    }
  }

  /** A template, or an empty sheet. What was not saved before stays among the drafts. */
  newDocument(document: ConvDocument): void {
    this.replace(document);
    this.scheduleDraft();
  }

  /** What the file held before it was last saved, as a document of its own. */
  async openPrevious(): Promise<boolean> {
    const { file } = this;
    const handle = file?.handle;
    if (!file || !handle) return false;
    return this.openWith(async () => {
      const previous = await this.host.previous(handle);
      if (previous === null) {
        throw new Error(`There is no earlier version of ${file.name} yet: one is kept each time you save.`);
      }
      return { ...previous, name: `${stemOf(file.name)} (earlier)${extensions[file.kind]}` };
    });
  }

  private replace(document: ConvDocument): void {
    const left = { name: this.name, unsaved: this.unsavedWork, id: this.documentId };
    if (left.unsaved) void this.writeDraftNow();
    this.documentId = crypto.randomUUID();
    this.drafts.holds(this.documentId);
    this.keeper.begin();
    this.runs.clear();
    this.documents.load(document);
    // The store may keep a copy of its own; what counts as unedited is what it holds now.
    this.savedDocument = this.documents.document;
    this.savedKnown = true;
    this.savedRun = null;
    this.editsBefore = 0;
    this.file = null;
    if (this.drafts.sessionId === null) return;
    if (left.unsaved) {
      this.ui.notify({
        kind: 'info',
        message: `The unsaved changes to ${left.name} were kept.`,
        action: { label: 'Go back', run: () => void this.goBack(left.id) },
      });
    } else void this.drafts.forget(left.id);
  }

  // ---- Save

  save(): Promise<boolean> {
    return this.write(this.place);
  }

  saveAs(): Promise<boolean> {
    this.changed = null;
    return this.write(null);
  }

  /** Where Save writes to; null where it must ask. */
  private get place(): KnownFile | null {
    return this.file !== null && this.file.kind === this.kind && this.file.handle !== null ? this.file : null;
  }

  private async write(place: KnownFile | null): Promise<boolean> {
    if (this.saving) return false;
    const { kind, saveName: suggestedName } = this;
    const { document } = this.documents;
    const run = this.runs.current;
    this.saving = true;
    try {
      const bytes = await this.bytesToSave();
      const saved = await this.host.save({
        suggestedName,
        bytes,
        handle: place?.handle ?? null,
        kind,
        replaces: place?.version ?? null,
      });
      if (saved === null) return false;
      if ('changed' in saved) {
        runInAction(() => (this.changed = saved));
        return false;
      }
      const version = saved.handle === null ? null : await versionOf(bytes);
      runInAction(() => {
        this.file = { ...saved, kind, version };
        this.savedDocument = document;
        this.savedKnown = true;
        this.savedRun = run?.id ?? null;
        this.editsBefore = 0;
      });
      this.others?.saved();
      const what =
        kind === 'model' ? `${saved.name}, with the weights of ${run?.name ?? 'the run'}` : saved.name;
      this.ui.notify({ kind: 'info', message: `Saved as ${what}.` });
      // At once: what was saved must not be offered again after a crash.
      await this.writeDraftNow();
      await this.refreshRecent();
      return true;
    } catch (error) {
      this.ui.notify({ kind: 'error', message: messageOf(error) });
      return false;
    } finally {
      runInAction(() => (this.saving = false));
    }
  }

  // ---- Changed by others

  /** What others have written is lost, but for the version that the host keeps. */
  overwrite(): Promise<boolean> {
    this.changed = null;
    return this.write(this.place && { ...this.place, version: null });
  }

  /** As it lies there now; what was not saved here stays among the drafts. */
  reload(): Promise<boolean> {
    this.changed = null;
    const handle = this.file?.handle;
    return handle ? this.openRecent(handle) : Promise.resolve(false);
  }

  leaveChanged(): void {
    this.changed = null;
  }

  private bytesToSave(): Uint8Array | Promise<Uint8Array> {
    const { modelToSave } = this.runs;
    return modelToSave === null ? documentBytes(this.documents.document) : packModel(modelToSave, this.runs);
  }

  // ---- Work in progress

  private keepDrafts(): void {
    reaction(
      () => [this.documents.document, this.edited, this.runs.selectedId],
      () => this.scheduleDraft(),
    );
    this.runs.onFile((run, file) => {
      if (file !== null) this.drafts.keepRun(this.documentId, run, file);
      else void this.drafts.forgetRun(this.documentId, run);
      this.scheduleDraft();
    });
    if (typeof window === 'undefined') return;
    window.addEventListener('pagehide', () => void this.writeDraftNow());
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'hidden') void this.writeDraftNow();
    });
    window.addEventListener('beforeunload', (event) => {
      void this.writeDraftNow();
      if (this.draftProblem !== null && this.edited) event.preventDefault();
    });
  }

  private scheduleDraft(): void {
    this.draftTimer ??= setTimeout(() => void this.writeDraftNow(), DRAFT_PAUSE);
  }

  /** Never rejects. */
  private async writeDraftNow(): Promise<void> {
    if (this.draftTimer !== null) clearTimeout(this.draftTimer);
    this.draftTimer = null;
    const { sessionId } = this.drafts;
    if (sessionId === null) return;
    const history = this.keeper.keep(sessionId, this.documentId, this.documents.history, this.savedDocument);
    const draft = encodeDraft({
      name: this.name,
      file: this.file,
      edits: this.edits,
      unsaved: this.unsavedWork,
      selectedRun: this.runs.selectedId,
      document: serializeDocument(this.documents.document),
      history,
    });
    try {
      await this.drafts.keepDocument(this.documentId, draft);
      runInAction(() => (this.draftProblem = null));
    } catch (error) {
      this.reportDraftProblem(error);
    }
  }

  private reportDraftProblem(error: unknown): void {
    const first = this.draftProblem === null;
    this.draftProblem = messageOf(error);
    if (first) this.ui.notify({ kind: 'error', message: this.draftProblem });
  }

  /** The window closes, and its document is saved or not wanted: its drafts go, and no more are written. */
  async letGo(): Promise<void> {
    if (this.draftTimer !== null) clearTimeout(this.draftTimer);
    this.draftTimer = null;
    await this.drafts.letGo(this.documentId);
  }

  // ---- Recovery

  private async goBack(documentId: string): Promise<void> {
    try {
      const work = (await this.drafts.all()).find((each) => each.documentId === documentId);
      if (work === undefined) throw new Error('That work is no longer among the drafts.');
      const models = await this.modelsOf(work);
      this.replace(parseDocument(work.draft.document));
      this.bringBack(work, models);
    } catch (error) {
      this.ui.notify({ kind: 'error', message: messageOf(error) });
    }
  }

  /** All that can be brought back, the documents that this window had open before included. */
  async lookForWork(): Promise<void> {
    try {
      const all = await this.drafts.all();
      const left = new Set(await this.drafts.left(all));
      const works = all.filter(
        (work) =>
          work.draft.unsaved &&
          (this.drafts.isOwn(work) ? work.documentId !== this.documentId : left.has(work)),
      );
      runInAction(() => (this.recoverable = works));
      if (works.length === 0)
        this.ui.notify({ kind: 'info', message: 'There is no unsaved work to recover.' });
    } catch (error) {
      this.ui.notify({ kind: 'error', message: messageOf(error) });
    }
  }

  /** Opens what another window left; what is open now stays among the drafts. */
  async recover(work: Work): Promise<void> {
    try {
      const models = await this.modelsOf(work);
      this.replace(parseDocument(work.draft.document));
      this.bringBack(work, models);
      this.recoverable = this.recoverable.filter((other) => other !== work);
      // From now on it is this window's: its rows move to the new keys before the old ones go.
      await this.writeDraftNow();
      for (const run of this.runs.runs)
        if (run.file !== null) this.drafts.keepRun(this.documentId, run, run.file);
      if (!this.drafts.isOwn(work) || work.documentId !== this.documentId) await this.drafts.drop(work);
    } catch (error) {
      this.ui.notify({ kind: 'error', message: messageOf(error) });
    }
  }

  async discard(work: Work): Promise<void> {
    this.recoverable = this.recoverable.filter((other) => other !== work);
    await this.drafts.drop(work);
  }

  /** Asked again at the next start. */
  later(): void {
    this.recoverable = [];
  }

  /** Of the runs that can be read. */
  private async modelsOf({ runs }: Work): Promise<readonly KeptModel[]> {
    const read: KeptModel[] = [];
    for (const { bytes } of runs) {
      try {
        read.push({ model: await readModel(bytes), bytes });
      } catch (error) {
        this.ui.notify({ kind: 'error', message: `A run could not be brought back: ${messageOf(error)}` });
      }
    }
    return read;
  }

  private bringBack(work: Work, models: readonly KeptModel[]): void {
    const document = parseDocument(work.draft.document);
    const kept = restoreHistory(work);
    const own = this.drafts.isOwn(work);
    if (own) {
      this.documentId = work.documentId;
      this.drafts.holds(work.documentId);
    }
    this.keeper.begin(kept?.parts, own ? work.history.map(({ key }) => key) : []);
    this.documents.load(kept?.history.document ?? document, kept?.history);
    const { file, unsaved, edits } = work.draft;
    this.file =
      file === null
        ? null
        : {
            ...file,
            version: file.version ?? null,
            kind: file.name.endsWith('.json') ? 'document' : 'model',
          };
    for (const { model, bytes } of models) this.runs.adopt(model, bytes);
    if (work.draft.selectedRun !== null && this.runs.byId(work.draft.selectedRun)) {
      this.runs.select(work.draft.selectedRun);
    }
    this.savedRun = unsaved ? null : (this.runs.current?.id ?? null);
    this.savedKnown = Boolean(kept?.saved) || !unsaved;
    if (kept?.saved) {
      this.savedDocument = kept.saved;
      this.editsBefore = 0;
    } else {
      // Nothing in memory equals the file any more, so unsaved edits stay marked as such.
      this.savedDocument = unsaved && edits > 0 ? { ...this.documents.document } : this.documents.document;
      this.editsBefore = edits;
    }
    const cutOff = this.runs.runs.findLast((run) => run.phase === 'interrupted');
    if (cutOff !== undefined) {
      this.ui.notify({
        kind: 'info',
        message: `${cutOff.name} was cut off after epoch ${cutOff.epochsDone} of ${cutOff.epochsPlanned}. It can go on from there.`,
        action: { label: 'Resume', run: () => void this.runs.resume(cutOff) },
      });
    }
  }
}
