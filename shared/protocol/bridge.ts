/**
 * What Electron's preload puts on `window.convcanvas`: the host's methods as asynchronous calls whose arguments and
 * answers can be cloned. Handles are names that the main process gave out; it never takes a path from the page.
 */
import type { RemotePart } from './file-content';
import type { ChangedFile, Host, KeyedStore, SavedFile, SaveRequest } from './host';
import type { Shell } from './shell';

export interface Bridge extends Shell {
  readonly platform: string;
  open: Host['open'];
  openRecent: Host['openRecent'];
  recent: Host['recent'];
  /**
   * A file is saved in pieces: where it goes is asked and judged first. Null where the user cancels; else the name under
   * which the pieces come, in order.
   */
  beginSave(request: Omit<SaveRequest, 'content'>): Promise<{ readonly saving: string } | ChangedFile | null>;
  saveBytes(saving: string, bytes: Uint8Array): Promise<void>;
  savePart(saving: string, part: RemotePart): Promise<void>;
  endSave(saving: string): Promise<SavedFile>;
  cancelSave(saving: string): Promise<void>;
  saveFolder: Host['saveFolder'];
  previous: Host['previous'];
  listDrafts: KeyedStore['list'];
  readDraft: KeyedStore['read'];
  writeDraft: KeyedStore['write'];
  dropDraft: KeyedStore['drop'];
  listBlocks: KeyedStore['list'];
  readBlock: KeyedStore['read'];
  writeBlock: KeyedStore['write'];
  dropBlock: KeyedStore['drop'];
  setTitle(title: string, edited: boolean): Promise<void>;
  /** A file that was dropped on the window: its handle, so that Save writes it back; null where it has no path. */
  handleOfDropped(file: unknown): Promise<string | null>;
  onMenuCommand: Host['onMenuCommand'];
  onOpenFile(listener: Parameters<Host['onOpenFile']>[0]): () => void;
}
