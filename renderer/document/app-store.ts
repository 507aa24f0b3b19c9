/** The stores of one window. */
import type { ConvDocument } from '../../shared/graph/document';
import type { Host } from '../../shared/protocol/host';
import type { RunArchive } from '../archive/run-archive';
import { EvaluationStore } from './runs/evaluation-store';
import { ForecastStore } from './runs/forecast-store';
import { RunStore } from './runs/run-store';
import { TrainingStore } from './runs/training-store';
import { WeightsStore } from './runs/weights-store';
import { createDataClient, type DataClient, type DataWorkerPort } from './data/data-client';
import { SetStore } from './data/set-store';
import { createTrainingClient, type WorkerPort } from './training/client';
import { pageUrl, threads } from './training/device';
import { ThemeStore } from '../theme/theme-store';
import { AnnouncerStore } from '../frame/announcer/announcer-store';
import { DocumentStore } from './document-store';
import { ExportStore } from './export-store';
import { figureFonts } from '../components/figure-fonts';
import { FindStore } from '../design/find/find-store';
import { FigureStore } from '../figures/figure-store';
import { FixCosts } from '../design/problems/fix-costs';
import { FileStore } from './file-store';
import { HeatStore } from '../design/heat-store';
import { LibraryStore } from './library-store';
import { PlacingStore } from '../design/placing-store';
import { MarkStore } from './mark-store';
import { PresentationStore } from '../figures/presentation/presentation-store';
import { StartStore } from '../start/start-store';
import { TourStore } from '../learn/tour/tour-store';
import { UiStore } from './ui-store';

export interface AppOptions {
  readonly document: ConvDocument;
  readonly host: Host;
  readonly archive: RunArchive;
  readonly createWorker: () => WorkerPort;
  readonly createDataWorker: () => DataWorkerPort;
}

export class AppStore {
  readonly ui: UiStore;
  readonly host: Host;
  readonly documents: DocumentStore;
  readonly data: DataClient;
  readonly sets: SetStore;
  readonly marks: MarkStore;
  readonly runs: RunStore;
  readonly weights: WeightsStore;
  readonly forecast: ForecastStore;
  readonly training: TrainingStore;
  readonly evaluations: EvaluationStore;
  readonly files: FileStore;
  readonly exports: ExportStore;
  readonly library: LibraryStore;
  readonly figures = new FigureStore();
  readonly find: FindStore;
  readonly heat: HeatStore;
  readonly costs = new FixCosts();
  readonly placing = new PlacingStore();
  readonly themes: ThemeStore;
  readonly start: StartStore;
  readonly tour: TourStore;
  readonly presentation: PresentationStore;
  readonly announcer: AnnouncerStore;

  constructor({ document, host, archive, createWorker, createDataWorker }: AppOptions) {
    this.ui = new UiStore();
    this.host = host;
    const baseUrl = pageUrl();
    this.data = createDataClient({ createWorker: createDataWorker, baseUrl });
    this.sets = new SetStore(this.data);
    const findSet = (name: string) => this.sets.find(name);
    this.documents = new DocumentStore(document, this.ui, findSet);
    this.marks = new MarkStore(this.documents);
    const client = createTrainingClient({
      createWorker,
      baseUrl,
      threads: threads(),
      connectData: () => this.data.connect(),
    });
    // A run goes on from its last checkpoint, with a data worker that lives.
    this.data.onLost((message) => client.lose(message));
    this.runs = new RunStore(this.ui);
    this.weights = new WeightsStore(this.documents, this.runs);
    this.forecast = new ForecastStore(this.documents, this.runs, client, findSet);
    this.training = new TrainingStore({
      documents: this.documents,
      runs: this.runs,
      weights: this.weights,
      forecast: this.forecast,
      client,
      ui: this.ui,
    });
    this.evaluations = new EvaluationStore(client, archive);
    this.library = new LibraryStore({ host, ui: this.ui });
    const { documents, runs, training, weights, evaluations, ui } = this;
    this.files = new FileStore({ host, archive, documents, runs, training, weights, ui });
    this.exports = new ExportStore({
      host,
      archive,
      documents,
      runs,
      weights,
      evaluations,
      files: this.files,
      tools: { figureFonts },
      ui,
    });
    this.find = new FindStore(this.documents);
    this.heat = new HeatStore(this.documents);
    this.themes = new ThemeStore();
    this.start = new StartStore({ documents: this.documents, ui: this.ui, files: this.files });
    this.tour = new TourStore();
    this.presentation = new PresentationStore(this.documents, this.ui);
    this.announcer = new AnnouncerStore(this.documents);
  }
}
