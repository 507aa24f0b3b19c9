/**
 * What Electron's preload puts on `window.convcanvas`: the host's methods as asynchronous calls whose arguments and
 * answers can be cloned. Handles are names that the main process gave out; it never takes a path from the page.
 */
import type { Host } from './host';
import type { Shell } from './shell';

export interface Bridge extends Shell {
  readonly platform: string;
  open: Host['open'];
  openRecent: Host['openRecent'];
  recent: Host['recent'];
  save: Host['save'];
  saveFolder: Host['saveFolder'];
  previous: Host['previous'];
  writeDraft: Host['writeDraft'];
  readDrafts: Host['readDrafts'];
  dropDraft: Host['dropDraft'];
  writeBlock: Host['writeBlock'];
  readBlocks: Host['readBlocks'];
  dropBlock: Host['dropBlock'];
  setTitle(title: string, edited: boolean): Promise<void>;
  /** A file that was dropped on the window: its handle, so that Save writes it back; null where it has no path. */
  handleOfDropped(file: unknown): Promise<string | null>;
  onMenuCommand: Host['onMenuCommand'];
  onOpenFile(listener: Parameters<Host['onOpenFile']>[0]): () => void;
}
