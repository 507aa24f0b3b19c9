import type { Bridge } from '../../shared/protocol/bridge';
import type { Host } from '../../shared/protocol/host';
import { listenForDroppedFiles } from './dropped-files';

declare global {
  interface Window {
    /** Electron's preload; not there in a browser. */
    readonly convcanvas?: Bridge;
  }
}

export function electronHost(bridge: Bridge): Host {
  const { open, openRecent, recent, save, saveFolder, previous, onMenuCommand } = bridge;
  const { writeDraft, readDrafts, dropDraft, writeBlock, readBlocks, dropBlock } = bridge;
  return {
    kind: 'electron',
    open,
    openRecent,
    recent,
    save,
    saveFolder,
    previous,
    writeDraft,
    readDrafts,
    dropDraft,
    writeBlock,
    readBlocks,
    dropBlock,
    onMenuCommand,
    setTitle(title, edited) {
      document.title = edited ? `• ${title}` : title;
      // A title that could not be set is not worth a word.
      bridge.setTitle(title, edited).catch(() => undefined);
    },
    onOpenFile(listener, failed = () => undefined) {
      const stopOpening = bridge.onOpenFile(listener);
      const stopDropping = listenForDroppedFiles(listener, failed, (_item, file) =>
        bridge.handleOfDropped(file),
      );
      return () => {
        stopOpening();
        stopDropping();
      };
    },
  };
}
