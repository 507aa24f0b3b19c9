import { piecesOf } from '../../shared/format/byte-source';
import type { Bridge } from '../../shared/protocol/bridge';
import { type FileSegment, isRemotePart } from '../../shared/protocol/file-content';
import type { ChangedFile, Host, SavedFile, SaveRequest } from '../../shared/protocol/host';
import { contentSource } from '../archive/content';
import { listenForDroppedFiles } from './dropped-files';
import { folders } from './folders';

declare global {
  interface Window {
    /** Electron's preload; not there in a browser. */
    readonly convcanvas?: Bridge;
  }
}

export function electronHost(bridge: Bridge): Host {
  const { open, openRecent, recent, saveFolder, previous, onMenuCommand } = bridge;
  return {
    kind: 'electron',
    open,
    openRecent,
    recent,
    save: (request) => saveInPieces(bridge, request),
    saveFolder,
    previous,
    drafts: {
      list: bridge.listDrafts,
      read: bridge.readDraft,
      write: bridge.writeDraft,
      drop: bridge.dropDraft,
    },
    blocks: {
      list: bridge.listBlocks,
      read: bridge.readBlock,
      write: bridge.writeBlock,
      drop: bridge.dropBlock,
    },
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
    ...folders,
  };
}

/** Bytes that go to the main process at once. */
const PIECE = 4 * 1024 ** 2;

/** Rejects with a sentence; then nothing was written. */
async function saveInPieces(
  bridge: Bridge,
  { content, ...request }: SaveRequest,
): Promise<SavedFile | ChangedFile | null> {
  const begun = await bridge.beginSave(request);
  if (begun === null || 'changed' in begun) return begun;
  const { saving } = begun;
  try {
    for (const segment of content) {
      if (isRemotePart(segment)) await bridge.savePart(saving, segment);
      else for await (const piece of piecesOfSegment(segment)) await bridge.saveBytes(saving, piece);
    }
    return await bridge.endSave(saving);
  } catch (error) {
    await bridge.cancelSave(saving).catch(() => undefined);
    throw error;
  }
}

async function* piecesOfSegment(
  segment: Exclude<FileSegment, { readonly url: string }>,
): AsyncGenerator<Uint8Array> {
  if (segment instanceof Uint8Array) {
    // Copies, since a part of a buffer would be sent with all of it.
    for (let at = 0; at < segment.length; at += PIECE) yield segment.slice(at, at + PIECE);
    return;
  }
  yield* piecesOf(contentSource(segment), PIECE);
}
