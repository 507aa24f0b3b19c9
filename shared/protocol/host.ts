/** The renderer's one interface to the world. Implemented by the browser's host and by Electron's bridge. */
import type { FileContent, FileSegment } from './file-content';

/** A file that the user picked, not yet read; `handle` is opaque, given out by the host. */
export interface OpenedFile {
  readonly name: string;
  readonly content: FileContent;
  readonly handle: string | null;
}

/** A file of a folder that the user picked or dropped, not yet read. */
export interface PickedFile {
  /** From the folder on, its steps apart by slashes. */
  readonly path: string;
  readonly content: FileContent;
}

export interface PickedFolder {
  /** Of the folder, or what the user is told of several things that were dropped at once. */
  readonly name: string;
  /** Without those that are hidden, sorted by the code units of their paths. */
  readonly files: readonly PickedFile[];
}

export interface SaveRequest {
  readonly suggestedName: string;
  /** In order. They are written as they are read, so that a file may be larger than memory. */
  readonly content: readonly FileSegment[];
  /** Where it was opened from or saved before: written there without asking. */
  readonly handle: string | null;
  readonly kind: 'document' | 'model' | 'zip' | 'image' | 'block' | 'python';
  /**
   * What lies under the handle as this window knows it (`versionOf`): where something else does by now, nothing is
   * written. Left out, whatever lies there is replaced.
   */
  readonly replaces?: string | null;
}

export interface SavedFile {
  readonly name: string;
  readonly handle: string | null;
  /** What lies there now: what was opened before can't be read any more. Null where it can't be read back (a download). */
  readonly content: FileContent | null;
}

/** Another program or window has written the file meanwhile; it was left as it is. */
export interface ChangedFile {
  readonly changed: true;
  readonly name: string;
  /** ISO 8601. */
  readonly changedAt: string;
}

export interface RecentFile {
  readonly name: string;
  readonly handle: string;
  /** ISO 8601. */
  readonly openedAt: string;
  /** It is what the file held then: where it lies is not known. */
  readonly isCopy?: boolean;
}

/** What a store says of a row without reading it. */
export interface StoredRow {
  readonly key: string;
  /** In bytes. */
  readonly size: number;
  /** ISO 8601. */
  readonly savedAt: string;
}

/** Bytes that the host keeps under names of their own until they are dropped; they survive a crash. */
export interface KeyedStore {
  /** Rows whose key begins so; none of them is read. */
  list(prefix: string): Promise<readonly StoredRow[]>;
  /** Null where there is no such row. */
  read(key: string): Promise<Uint8Array | null>;
  write(key: string, bytes: Uint8Array): Promise<void>;
  drop(key: string): Promise<void>;
}

export interface Host {
  readonly kind: 'electron' | 'browser';
  /** Null when the user cancels. Rejects with a sentence. A `block` is read once, and is no recent file. */
  open(kind?: 'block'): Promise<OpenedFile | null>;
  openRecent(handle: string): Promise<OpenedFile>;
  recent(): Promise<readonly RecentFile[]>;
  /** All files inside, however deep. Null when the user cancels. Rejects with a sentence. */
  pickFolder(): Promise<PickedFolder | null>;
  /** Writes whole or not at all. Null when the user cancels. */
  save(request: SaveRequest): Promise<SavedFile | ChangedFile | null>;
  /** What the file held before it was last saved; null where nothing is kept. It can't be saved back to. */
  previous(handle: string): Promise<OpenedFile | null>;
  /** Several files into one folder. */
  saveFolder(
    files: readonly { readonly path: string; readonly bytes: Uint8Array }[],
  ): Promise<{ readonly name: string } | null>;
  /** Work in progress but for runs, which the page keeps itself. */
  readonly drafts: KeyedStore;
  /** The user's own blocks, kept beside all documents. */
  readonly blocks: KeyedStore;
  setTitle(title: string, edited: boolean): void;
  /** Command ids from the native menu; returns how to stop listening. */
  onMenuCommand(listener: (command: string) => void): () => void;
  /** Files dropped on the window or the app's icon, or given as an argument. `failed` gets a sentence where one can't be read. */
  onOpenFile(listener: (file: OpenedFile) => void, failed?: (message: string) => void): () => void;
  /**
   * Folders and pictures dropped on the window, which then are no files to `onOpenFile`. `failed` gets a sentence where one
   * can't be read.
   */
  onOpenFolder(listener: (folder: PickedFolder) => void, failed?: (message: string) => void): () => void;
}
