/** Files: one Save, which keeps every run of the document, and what is open. */
import { makeAutoObservable, observableRef, reaction, runInAction } from 'mobx';
import { timelineOf } from '../../shared/graph/history';
import { drawingOf } from '../../shared/format/opened';
import type { ConvDocument } from '../../shared/graph/document';
import type { ChangedFile, Host, OpenedFile } from '../../shared/protocol/host';
import type { RunArchive } from '../archive/run-archive';
import { onLeaving } from '../host/leaving';
import type { OtherWindows } from '../host/other-windows';
import { claimSession, type Session } from '../host/session';
import { versionOf } from '../host/version-of';
import type { RunNotices, RunStore } from './runs/run-store';
import type { TrainingStore } from './runs/training-store';
import type { WeightsStore } from './runs/weights-store';
import type { DocumentDraft } from './drafts';
import { extensions, type FileKind, fileNameOf, stemOf } from './file-names';
import { contentToSave, type ModelToSave, openFile, ownFile } from './runs/pack';
import { meetOtherWindows } from './meet-other-windows';
import { RecentFiles } from './recent-files';
import { RunsOfFile } from './runs-of-file';
import { editsSince, isEdited, NO_RUNS, runsMark, type Saved, savedBefore } from './saved';
import type { FileDocuments, FileRuns, KnownFile } from './open-work';
import { WorkStore } from './work-store';
import { messageOf } from '../../shared/schema/message-of';

export interface FileStoreOptions {
  readonly host: Host;
  readonly archive: RunArchive;
  readonly documents: FileDocuments;
  readonly runs: RunStore;
  readonly training: TrainingStore;
  readonly weights: WeightsStore;
  readonly ui: RunNotices;
  /** Which window this is; tests give their own. */
  readonly session?: () => Promise<Session>;
}

export class FileStore {
  /** Where the document was opened from or saved to. */
  file: KnownFile | null = null;
  saving = false;
  /** The file was changed by others since, so that Save asks what to do; null while nothing is asked. */
  changed: ChangedFile | null = null;
  saved: Saved;

  readonly recent: RecentFiles;
  readonly work: WorkStore;
  private readonly runsOfFile: RunsOfFile;
  private readonly options: FileStoreOptions;
  private started: Promise<void> | null = null;
  private others: OtherWindows | null = null;

  constructor(options: FileStoreOptions) {
    this.options = options;
    const { host, documents } = options;
    this.saved = { document: documents.document, known: true, runs: NO_RUNS, editsBefore: 0 };
    this.work = new WorkStore(
      { ...options, drafts: host.drafts, session: options.session ?? claimSession },
      this,
    );
    this.recent = new RecentFiles(host);
    this.runsOfFile = new RunsOfFile({ ...options, work: this.work, recent: this.recent }, this);
    makeAutoObservable<FileStore, 'options' | 'started' | 'others' | 'runsOfFile'>(
      this,
      {
        file: observableRef,
        changed: observableRef,
        saved: observableRef,
        recent: false,
        work: false,
        runsOfFile: false,
        options: false,
        started: false,
        others: false,
      },
      { autoBind: true },
    );
  }

  /** What people call it: the file's name without its ending, else the document's. */
  get name(): string {
    return this.file === null ? this.options.documents.document.name : stemOf(this.file.name);
  }

  private get runsMark(): string {
    const { runs } = this.options;
    return runsMark(runs.kept, runs.current);
  }

  get edited(): boolean {
    return isEdited(this.saved, this.options.documents.document, this.runsMark);
  }

  /** What the file holds; null where there is none, or it is not known any more. */
  get savedVersion(): ConvDocument | null {
    return this.file !== null && this.saved.known ? this.saved.document : null;
  }

  get edits(): number {
    const { document, history } = this.options.documents;
    return editsSince(this.saved, document, timelineOf(history));
  }

  /** Whether closing the window would lose anything if it were not for the drafts. */
  get unsavedWork(): boolean {
    return this.edited || this.options.runs.runs.some((run) => run.active);
  }

  /** What Save writes: a document that has runs takes them along. */
  get kind(): FileKind {
    return this.options.runs.kept.length === 0 && !this.runsOfFile.waiting ? 'document' : 'model';
  }

  get saveName(): string {
    return `${fileNameOf(this.name)}${extensions[this.kind]}`;
  }

  get fileDraft(): DocumentDraft['file'] {
    return this.file;
  }

  // ---- The beginning

  /** Brings back what a reload interrupted, and begins to keep drafts. */
  start(): Promise<void> {
    if (this.started === null) {
      this.started = this.begin();
      this.takeFiles();
    }
    return this.started;
  }

  /** From the first moment, since the browser would leave the app for a file that is dropped on a window without a listener. */
  private takeFiles(): void {
    this.options.host.onOpenFile(
      (file) => void this.start().then(() => this.openFile(file)),
      (message) => this.options.ui.notify({ kind: 'error', message }),
    );
  }

  private async begin(): Promise<void> {
    await this.work.begin();
    onLeaving({
      lastMoment: () => void this.work.writeNow(),
      asks: () => this.work.problem !== null && this.edited,
    });
    this.others = meetOtherWindows(this, this.options.ui);
    reaction(
      () => [this.name, this.edited] as const,
      ([name, edited]) => this.options.host.setTitle(`${name} · ConvCanvas`, edited),
      { fireImmediately: true },
    );
    await this.recent.refresh();
  }

  /** The window is gone; only tests outlive theirs. */
  stop(): void {
    this.work.stop();
    this.others?.close();
  }

  // ---- Open

  async open(): Promise<boolean> {
    return this.openWith(() => this.options.host.open());
  }

  /** The document of a file that the user picks, to look at: what is open stays. Null where they cancel or it is broken. */
  async read(): Promise<{ readonly name: string; readonly document: ConvDocument } | null> {
    try {
      const file = await this.options.host.open();
      return file && { name: file.name, document: drawingOf(await openFile(await ownFile(file))) };
    } catch (error) {
      this.fail(error);
      return null;
    }
  }

  async openRecent(handle: string): Promise<boolean> {
    return this.openWith(() => this.recent.open(handle));
  }

  private async openWith(ask: () => Promise<OpenedFile | null>): Promise<boolean> {
    try {
      const file = await ask();
      return file !== null && (await this.openFile(file));
    } catch (error) {
      this.fail(error);
      return false;
    }
  }

  /** A broken file changes nothing: it is opened before anything is put in its place. What of it is lost is said. */
  async openFile(chosen: OpenedFile): Promise<boolean> {
    try {
      const file = await ownFile(chosen);
      const opened = await openFile(file);
      const version = file.handle === null ? null : await versionOf(file.content);
      this.replace(drawingOf(opened));
      const problems = opened.kind === 'model' ? opened.model.problems : [];
      // Without a file of its own where something of it is lost, so that Save does not overwrite what may be mended.
      const handle = problems.length === 0 ? file.handle : null;
      if (problems.length === 0) {
        runInAction(() => (this.file = { name: file.name, handle, kind: opened.kind, version }));
      }
      if (opened.kind === 'model') {
        const { runs, current } = opened.model;
        this.runsOfFile.adopt(runs, { handle, content: file.content }, current?.run ?? null);
      }
      this.noteSaved();
      if (problems.length > 0) {
        this.fail(
          new Error(
            `${file.name}: ${problems.join(' ')} Save will ask where, so that this file stays as it is.`,
          ),
        );
      }
      this.work.schedule();
      await this.recent.refresh();
      return true;
    } catch (error) {
      this.fail(error);
      return false;
    }
  }

  /** A template, or an empty sheet. What was not saved before stays among the drafts. */
  newDocument(document: ConvDocument): void {
    this.replace(document);
    this.work.schedule();
  }

  /** What the file held before it was last saved, as a document of its own. */
  async openPrevious(): Promise<boolean> {
    const { file } = this;
    const handle = file?.handle;
    if (!file || !handle) return false;
    return this.openWith(async () => {
      const previous = await this.options.host.previous(handle);
      if (previous === null) {
        throw new Error(`There is no earlier version of ${file.name} yet: one is kept each time you save.`);
      }
      return { ...previous, name: `${stemOf(file.name)} (earlier)${extensions[file.kind]}` };
    });
  }

  /** Room for other work: what is not saved stays among the drafts. */
  leave(): void {
    this.replace(this.options.documents.document);
  }

  private replace(document: ConvDocument): void {
    const { runs, training, documents } = this.options;
    this.work.change({ name: this.name, unsaved: this.unsavedWork });
    training.abandon();
    runs.clear();
    documents.load(document);
    this.file = null;
    this.runsOfFile.forget();
    this.noteSaved();
  }

  /** What is open now is what the file holds. The store of documents may keep a copy of its own. */
  private noteSaved(): void {
    const { document } = this.options.documents;
    this.saved = { document, known: true, runs: this.runsMark, editsBefore: 0 };
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
    const { host, runs, documents } = this.options;
    const { kind, saveName: suggestedName, runsMark: mark } = this;
    const { document } = documents;
    this.saving = true;
    try {
      await this.runsOfFile.readWaiting();
      await this.work.keepRemoved();
      const request = {
        suggestedName,
        handle: place?.handle ?? null,
        kind,
        replaces: place?.version ?? null,
      };
      let problems: readonly string[] = [];
      const saved = await this.work.holding(async () => {
        const content = await contentToSave(this.model, this.options.archive);
        problems = content.problems;
        return host.save({ ...request, content: content.segments });
      });
      if (saved === null) return false;
      if ('changed' in saved) {
        runInAction(() => (this.changed = saved));
        return false;
      }
      const { name, handle, content } = saved;
      const version = handle === null || content === null ? null : await versionOf(content);
      runInAction(() => {
        this.file = { name, handle, kind, version };
        this.saved = { document, known: true, runs: mark, editsBefore: 0 };
        if (content !== null) this.runsOfFile.moveTo(content);
      });
      this.others?.saved();
      const count = runs.kept.length;
      const what = kind === 'model' ? `${name}, with ${count === 1 ? 'its run' : `its ${count} runs`}` : name;
      this.options.ui.notify({ kind: 'info', message: `Saved as ${what}.` });
      if (problems.length > 0) this.fail(new Error(`${name}: ${problems.join(' ')}`));
      // At once: what was saved must not be offered again after a crash.
      await this.work.writeNow();
      await this.recent.refresh();
      return true;
    } catch (error) {
      this.fail(error);
      return false;
    } finally {
      runInAction(() => (this.saving = false));
    }
  }

  private get model(): ModelToSave {
    const { runs, weights, documents } = this.options;
    return { drawing: documents.document, runs: runs.kept, current: runs.current, moves: weights.moves };
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

  // ---- Work that was brought back

  broughtBack(draft: DocumentDraft, saved: ConvDocument | null): void {
    const { file } = draft;
    const kind = file?.name.endsWith('.json') ? 'document' : 'model';
    this.file = file && { ...file, version: file.version ?? null, kind };
    this.saved = savedBefore(draft, this.options.documents.document, saved);
  }

  adoptFileRuns(fileRuns: FileRuns): Promise<void> {
    return this.runsOfFile.bringBack(fileRuns);
  }

  get fileRuns(): readonly string[] {
    return this.runsOfFile.ids;
  }

  /** What is adopted meanwhile lies in the file already. */
  withoutEdit(adopt: () => void): void {
    const edited = this.edited;
    adopt();
    if (!edited) this.saved = { ...this.saved, runs: this.runsMark };
  }

  settled({ unsaved }: DocumentDraft): void {
    this.saved = { ...this.saved, runs: unsaved ? NO_RUNS : this.runsMark };
  }

  letGo(): Promise<void> {
    return this.work.letGo();
  }

  private fail(error: unknown): void {
    this.options.ui.notify({ kind: 'error', message: messageOf(error) });
  }
}
