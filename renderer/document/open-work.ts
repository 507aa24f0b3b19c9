/** What the stores of files and of work in progress know of each other. */
import type { ConvDocument } from '../../shared/graph/document';
import type { History } from '../../shared/graph/history';
import type { KeyedStore } from '../../shared/protocol/host';
import type { RunArchive } from '../archive/run-archive';
import type { Session } from '../host/session';
import type { RunNotices, RunStore } from './runs/run-store';
import type { TrainingStore } from './runs/training-store';
import type { RunDocuments, WeightsStore } from './runs/weights-store';
import type { DocumentDraft } from './drafts';
import type { FileKind } from './file-names';
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

export interface KnownFile {
  readonly name: string;
  readonly handle: string | null;
  readonly kind: FileKind;
  /** What it held when this window read or wrote it last; null where that is not known. */
  readonly version: string | null;
}
