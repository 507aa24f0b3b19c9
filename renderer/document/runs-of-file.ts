/**
 * Runs that lie in the open file. They are read from it when they are wanted; after a reload the browser may have to be
 * allowed to open it again first.
 */
import { makeAutoObservable, observableRef, runInAction } from 'mobx';
import type { StoredRun } from '../../shared/format/model-read';
import type { FileContent } from '../../shared/protocol/file-content';
import type { OpenedFile } from '../../shared/protocol/host';
import { messageOf } from '../../shared/schema/message-of';
import { openFile } from './runs/pack';
import type { Run } from './runs/run';
import type { RunNotices, RunStore } from './runs/run-store';
import type { RecentFiles } from './recent-files';
import type { FileDocuments, FileRuns } from './open-work';

export interface RunsOfFileParts {
  readonly documents: FileDocuments;
  readonly runs: RunStore;
  readonly recent: RecentFiles;
  readonly work: { keepRunOfFile(run: Run): Promise<void> };
  readonly ui: RunNotices;
}

interface FileOfRuns {
  readonly file: { readonly name: string; readonly handle: string | null } | null;
  /** Runs that are adopted meanwhile lie in the file already, and are no change of the user's. */
  withoutEdit(adopt: () => void): void;
}

export class RunsOfFile {
  /** Those that could not be read yet. */
  private pending: FileRuns | null = null;
  private readonly parts: RunsOfFileParts;
  private readonly open: FileOfRuns;

  constructor(parts: RunsOfFileParts, open: FileOfRuns) {
    this.parts = parts;
    this.open = open;
    makeAutoObservable<RunsOfFile, 'pending' | 'parts' | 'open'>(
      this,
      { pending: observableRef, parts: false, open: false },
      { autoBind: true },
    );
  }

  get waiting(): boolean {
    return this.pending !== null;
  }

  /** Whether they could be read or not. */
  get ids(): readonly string[] {
    const read = this.parts.runs.kept.filter((run) => run.kept?.place.kind === 'file').map(({ id }) => id);
    return [...read, ...(this.pending?.ids ?? [])];
  }

  /** Another document is open. */
  forget(): void {
    this.pending = null;
  }

  adopt(
    stored: readonly StoredRun[],
    { handle, content }: Pick<OpenedFile, 'handle' | 'content'>,
    current: string | null,
  ): void {
    const { runs, documents, work } = this.parts;
    for (const run of stored) {
      const place = { kind: 'file', content, id: run.id } as const;
      const adopted = runs.adopt(run, place, documents.document, run.moved);
      // After a reload such a file can't be opened again.
      if (adopted !== null && handle === null) void work.keepRunOfFile(adopted);
    }
    if (current !== null) runs.select(current);
  }

  /** The file was written anew: they are read from this one, since the one before may be gone. */
  moveTo(content: FileContent): void {
    for (const run of this.parts.runs.kept) {
      if (run.kept?.place.kind === 'file')
        run.keep({ ...run.kept, place: { kind: 'file', content, id: run.id } });
    }
  }

  /** After a reload; where the file can't be read without being asked for, when the user says so. */
  async bringBack(fileRuns: FileRuns): Promise<void> {
    const { ui } = this.parts;
    this.pending = fileRuns;
    try {
      await this.readWaiting();
    } catch (error) {
      ui.notify({
        kind: 'error',
        message: `The runs in ${this.open.file?.name ?? 'the file'} could not be read yet: ${messageOf(error)}`,
        action: {
          label: 'Read them',
          run: () =>
            void this.readWaiting().catch((again: unknown) =>
              ui.notify({ kind: 'error', message: messageOf(again) }),
            ),
        },
      });
    }
  }

  /** Those that could not be read yet, where there are any. Rejects with a sentence. */
  async readWaiting(): Promise<void> {
    const { pending } = this;
    if (pending === null) return;
    const handle = this.open.file?.handle;
    if (!handle) throw new Error('The file that its runs lie in can’t be opened again.');
    const file = await this.parts.recent.open(handle);
    const opened = await openFile(file);
    const stored = opened.kind === 'model' ? opened.model.runs : [];
    const wanted = stored
      .filter(({ id }) => pending.ids.includes(id))
      .map((run) => ({ ...run, moved: pending.moved?.get(run.id) ?? run.moved }));
    runInAction(() => {
      this.pending = null;
      this.open.withoutEdit(() => {
        this.adopt(wanted, file, null);
        for (const [id, name] of Object.entries(pending.names ?? {})) this.parts.runs.byId(id)?.rename(name);
      });
    });
  }
}
