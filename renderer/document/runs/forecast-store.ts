/** What training the present network would take: memory, time, and what stands in its way. */
import { makeAutoObservable, observableRef, runInAction } from 'mobx';
import { isWhole, type Diagnostic, type Fix, type Memory } from '../../../shared/compiler/compiled';
import { trainingMemory } from '../../../shared/compiler/memory';
import { dataNotAtHand, noData, trainingProblems } from '../../../shared/compiler/trainable';
import { type DatasetDescription, findDataset } from '../../../shared/data/catalogue';
import type { BackendName } from '../../../shared/engine/executor';
import { exactly } from '../../format/numbers';
import type { TrainingClient } from '../training/client';
import { hasGraphics, memoryLimit } from '../training/device';
import { sameNetwork } from '../training/edits-between';
import {
  imagesPerEpoch,
  rememberedMeasurement,
  rememberMeasurement,
  secondsPerEpoch,
  type Measurement,
} from '../training/time-estimate';
import type { Run } from './run';
import type { RunStore } from './run-store';
import type { RunDocuments } from './weights-store';

/** Seconds. */
const HOUR = 3_600;
const DAY = 24 * HOUR;

/** 116 → 110 */
function inTwoDigits(value: number): number {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, value))) - 1);
  return Math.floor(value / unit) * unit;
}

export class ForecastStore {
  measurement: Measurement | null = rememberedMeasurement();
  measuring = false;
  /** The one that the user wants. */
  backend: BackendName | 'auto' = 'auto';

  private readonly documents: RunDocuments;
  private readonly runs: RunStore;
  private readonly client: TrainingClient;
  private readonly findSet: (name: string) => DatasetDescription | undefined;

  /** `findSet` answers what is known of a set of pictures that can be used now. */
  constructor(
    documents: RunDocuments,
    runs: RunStore,
    client: TrainingClient,
    findSet: (name: string) => DatasetDescription | undefined = findDataset,
  ) {
    this.findSet = findSet;
    this.documents = documents;
    this.runs = runs;
    this.client = client;
    makeAutoObservable<ForecastStore, 'documents' | 'runs' | 'client' | 'findSet'>(
      this,
      { measurement: observableRef, documents: false, runs: false, client: false, findSet: false },
      { autoBind: true },
    );
  }

  get dataset(): DatasetDescription | null {
    const { dataset } = this.documents.document.data;
    return dataset === null ? null : (this.findSet(dataset) ?? null);
  }

  get memory(): Memory {
    const { batchSize, optimizer } = this.documents.document.training;
    return trainingMemory(this.documents.compiled, batchSize, optimizer);
  }

  /** On which backend training would run; null where that is not known before something was measured. */
  get trainsOn(): BackendName | null {
    if (this.backend !== 'auto') return this.backend;
    return this.measurement?.backend ?? (hasGraphics() ? null : 'wasm');
  }

  get memoryLimit(): number {
    return memoryLimit(this.trainsOn);
  }

  /** Why training can't start, each with its fixes. Empty: it can. */
  get problems(): readonly Diagnostic[] {
    const { dataset } = this.documents.document.data;
    const found = trainingProblems(this.documents.compiled, {
      classCount: this.dataset?.classNames.length ?? null,
      memoryLimit: this.memoryLimit,
    });
    if (dataset === null) return [...found, noData];
    return this.dataset === null ? [...found, dataNotAtHand(dataset)] : found;
  }

  /** About how long an epoch takes on this machine; null until something was measured. */
  get secondsPerEpoch(): number | null {
    const { measurement, dataset } = this;
    if (measurement === null || dataset === null) return null;
    const { document, compiled } = this.documents;
    // Of a part of the network it would be the time of that part.
    if (compiled.totals.macs === 0 || !isWhole(compiled)) return null;
    return secondsPerEpoch(measurement, compiled.totals.macs, imagesPerEpoch(document, dataset));
  }

  /** A way out where training takes longer than a day: as many pictures as are done in an hour. Null where it does not. */
  get shorter(): Fix | null {
    const { dataset, secondsPerEpoch: epoch } = this;
    if (dataset === null || epoch === null) return null;
    const { data, training } = this.documents.document;
    const seconds = epoch * training.epochs;
    if (seconds <= DAY) return null;
    const pictures = (Math.min(data.limit ?? Infinity, dataset.trainCount) * HOUR) / seconds;
    // With fewer than two of a class nothing is left to be learned from beside what is kept for validation.
    const limit = Math.max(2 * dataset.classNames.length, inTwoDigits(pictures));
    return { label: `Train on ${exactly(limit)} pictures`, edits: [{ edit: 'setData', data: { limit } }] };
  }

  /** Times a few steps of the present network, where it can be trained and nothing else runs. */
  async measure(backend: BackendName | 'auto'): Promise<void> {
    const { dataset } = this;
    if (this.measuring || this.runs.active !== null || this.problems.length > 0 || dataset === null) return;
    const { document, compiled } = this.documents;
    this.measuring = true;
    try {
      const probe = await this.client.request('probe', {
        document,
        classCount: dataset.classNames.length,
        backend,
      });
      this.learn({
        backend: probe.backend,
        secondsPerImage: probe.secondsPerStep / document.training.batchSize,
        macs: compiled.totals.macs,
      });
    } catch {
      // An estimate that could not be had is shown as none; training itself would say what is wrong.
    } finally {
      runInAction(() => (this.measuring = false));
    }
  }

  /** What a run took that has ended. */
  learnFrom({ record, document }: Run): void {
    const seconds = record?.epochs.reduce((sum, epoch) => sum + epoch.seconds, 0) ?? 0;
    const pictures = record?.data.pictures ?? null;
    if (record === null || record.epochs.length === 0 || seconds <= 0 || pictures === null) return;
    // MACs of the snapshot are only at hand while the network is still the same.
    if (!sameNetwork(document, this.documents.document)) return;
    this.learn({
      backend: record.backend,
      secondsPerImage: seconds / record.epochs.length / pictures.training,
      macs: this.documents.compiled.totals.macs,
    });
  }

  private learn(measurement: Measurement): void {
    this.measurement = measurement;
    rememberMeasurement(measurement);
  }
}
