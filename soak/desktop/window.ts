/** The stores of a window without the window: what is edited, saved and kept runs as in the app. */
import type { Notice } from '../../renderer/document/ui-store';
import type { RunArchive } from '../../renderer/archive/run-archive';
import { memoryArchive } from '../../renderer/archive/testing/memory-archive';
import { EvaluationStore } from '../../renderer/document/runs/evaluation-store';
import { ForecastStore } from '../../renderer/document/runs/forecast-store';
import { RunStore } from '../../renderer/document/runs/run-store';
import { TrainingStore } from '../../renderer/document/runs/training-store';
import { WeightsStore } from '../../renderer/document/runs/weights-store';
import { DocumentStore } from '../../renderer/document/document-store';
import { ExportStore } from '../../renderer/document/export-store';
import { FileStore } from '../../renderer/document/file-store';
import {
  createTrainingClient,
  type TrainingClient,
  type WorkerPort,
} from '../../renderer/document/training/client';
import type { ConvDocument } from '../../shared/graph/document';
import { figureFonts } from '../../node/testing/figure-fonts';
import type { Host } from '../../shared/protocol/host';

export interface HeadlessWindow {
  readonly documents: DocumentStore;
  readonly runs: RunStore;
  readonly weights: WeightsStore;
  readonly training: TrainingStore;
  readonly evaluations: EvaluationStore;
  readonly files: FileStore;
  readonly exports: ExportStore;
  readonly archive: RunArchive;
  readonly client: TrainingClient;
  /** All that was said to the user. */
  readonly notices: readonly Notice[];
  /** The document that it has open, as its session storage knows it. */
  held(): string | null;
  /** The window is gone without warning, its worker with it. */
  drop(): void;
}

export interface WindowOptions {
  readonly host: Host;
  readonly document: ConvDocument;
  /** The window's; all others are taken to be gone. */
  readonly session: string;
  /** The document that it had open before it was reloaded. */
  readonly restore?: string | null;
  /** Which windows share; left out, it is the window's own. */
  readonly archive?: RunArchive;
  readonly createWorker?: () => WorkerPort;
}

/** Nothing is trained here. */
const silentWorker = (): WorkerPort => ({
  postMessage: () => undefined,
  terminate: () => undefined,
  onmessage: null,
  onmessageerror: null,
  onerror: null,
});

export async function openWindow({
  host,
  document,
  session: id,
  restore = null,
  archive = memoryArchive(),
  createWorker = silentWorker,
}: WindowOptions): Promise<HeadlessWindow> {
  const notices: Notice[] = [];
  const ui = { notify: (notice: Notice): void => void notices.push(notice) };
  const documents = new DocumentStore(document, ui);
  const client = createTrainingClient({ createWorker, baseUrl: '/', threads: 1, connectData: () => null });
  const runs = new RunStore(ui);
  const weights = new WeightsStore(documents, runs);
  const forecast = new ForecastStore(documents, runs, client);
  const training = new TrainingStore({ documents, runs, weights, forecast, client, ui });
  const evaluations = new EvaluationStore(client, archive);
  let held = restore;
  const session = {
    id,
    restore,
    holds: (documentId: string) => void (held = documentId),
    alive: () => Promise.resolve(new Set([id])),
  };
  const files = new FileStore({
    host,
    archive,
    documents,
    runs,
    training,
    weights,
    ui,
    session: () => Promise.resolve(session),
  });
  await files.start();
  const tools = { figureFonts };
  const exports = new ExportStore({
    ...{ host, archive, documents, runs, weights, evaluations, files, tools, ui },
  });
  const drop = (): void => {
    files.stop();
    client.dispose();
  };
  return {
    documents,
    runs,
    weights,
    training,
    evaluations,
    files,
    exports,
    archive,
    client,
    notices,
    held: () => held,
    drop,
  };
}
