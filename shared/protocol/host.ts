/** The renderer's one interface to the world. Implemented by the browser's host and by Electron's bridge. */

/** A file that the user picked; `handle` is opaque, given out by the host. */
export interface OpenedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly handle: string | null;
}

export interface SaveRequest {
  readonly suggestedName: string;
  readonly bytes: Uint8Array;
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
}

/** Bytes that the host keeps under a name of their own. */
export interface Draft {
  readonly key: string;
  readonly savedAt: string;
  readonly bytes: Uint8Array;
}

export interface Host {
  readonly kind: 'electron' | 'browser';
  /** Null when the user cancels. Rejects with a sentence. A `block` is read once, and is no recent file. */
  open(kind?: 'block'): Promise<OpenedFile | null>;
  openRecent(handle: string): Promise<OpenedFile>;
  recent(): Promise<readonly RecentFile[]>;
  /** Writes whole or not at all. Null when the user cancels. */
  save(request: SaveRequest): Promise<SavedFile | ChangedFile | null>;
  /** What the file held before it was last saved; null where nothing is kept. It can't be saved back to. */
  previous(handle: string): Promise<OpenedFile | null>;
  /** Several files into one folder. */
  saveFolder(
    files: readonly { readonly path: string; readonly bytes: Uint8Array }[],
  ): Promise<{ readonly name: string } | null>;
  /** Work in progress, kept until it is dropped; survives a crash. */
  writeDraft(key: string, bytes: Uint8Array): Promise<void>;
  readDrafts(): Promise<readonly Draft[]>;
  dropDraft(key: string): Promise<void>;
  /** The user's own blocks, kept beside all documents. */
  writeBlock(key: string, bytes: Uint8Array): Promise<void>;
  readBlocks(): Promise<readonly Draft[]>;
  dropBlock(key: string): Promise<void>;
  setTitle(title: string, edited: boolean): void;
  /** Command ids from the native menu; returns how to stop listening. */
  onMenuCommand(listener: (command: string) => void): () => void;
  /** Files dropped on the window or the app's icon, or given as an argument. `failed` gets a sentence where one can't be read. */
  onOpenFile(listener: (file: OpenedFile) => void, failed?: (message: string) => void): () => void;
}
