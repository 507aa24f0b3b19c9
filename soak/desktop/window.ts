/** The stores of a window without the window: what is edited, saved and kept runs as in the app. */
import { DocumentStore } from '../../renderer/stores/document-store';
import { ExportStore } from '../../renderer/stores/export-store';
import { FileStore } from '../../renderer/stores/file-store';
import { RunStore } from '../../renderer/stores/run-store';
import type { WorkerPort } from '../../renderer/training/client';
import type { ConvDocument } from '../../shared/graph/document';
import type { Host } from '../../shared/protocol/host';

export interface Notice {
  readonly kind: 'info' | 'error';
  readonly message: string;
}

export interface HeadlessWindow {
  readonly documents: DocumentStore;
  readonly runs: RunStore;
  readonly files: FileStore;
  readonly exports: ExportStore;
  /** All that was said to the user. */
  readonly notices: readonly Notice[];
}

/** Nothing is trained here. */
const silentWorker = (): WorkerPort => ({
  postMessage: () => undefined,
  terminate: () => undefined,
  onmessage: null,
  onmessageerror: null,
  onerror: null,
});

/** `sessionId` is the window's; all others are taken to be gone. */
export async function openWindow(
  host: Host,
  document: ConvDocument,
  sessionId: string,
  createWorker: () => WorkerPort = silentWorker,
): Promise<HeadlessWindow> {
  const notices: Notice[] = [];
  const ui = { notify: (notice: Notice): void => void notices.push(notice) };
  const documents = new DocumentStore(document, ui);
  const runs = new RunStore({ documents, ui, createWorker });
  const session = {
    id: sessionId,
    restore: null,
    holds: () => undefined,
    alive: () => Promise.resolve(new Set([sessionId])),
  };
  const files = new FileStore({ host, documents, runs, ui, session: () => Promise.resolve(session) });
  await files.start();
  const exports = new ExportStore({ host, documents, runs, files, ui });
  return { documents, runs, files, exports, notices };
}
