/** Which weights the present drawing has: computed from the current run's, wherever its layers have gone since. */
import { makeAutoObservable, reaction } from 'mobx';
import type { Compiled } from '../../../shared/compiler/compiled';
import type { ConvDocument } from '../../../shared/graph/document';
import { type History, timelineOf } from '../../../shared/graph/history';
import type { Moved } from '../../../shared/graph/moved';
import { carry, follow, movedNow } from '../../../shared/model/carry';
import { type Fit, fitWeights, weightsOf } from '../../../shared/model/fit-weights';
import type { WeightShapes } from '../../../shared/model/weights';
import type { StartingWeights } from '../../../shared/protocol/worker';
import { networkEditsBetween } from '../training/edits-between';
import { survivalOf, weightStatusOf, type Survival, type WeightStatus } from '../training/weight-status';
import type { Run } from './run';
import type { RunStore } from './run-store';

/** What runs need of the document's store. */
export interface RunDocuments {
  readonly document: ConvDocument;
  readonly compiled: Compiled;
  readonly history: History;
}

export class WeightsStore {
  private readonly documents: RunDocuments;
  private readonly runs: RunStore;

  constructor(documents: RunDocuments, runs: RunStore) {
    this.documents = documents;
    this.runs = runs;
    makeAutoObservable<WeightsStore, 'documents' | 'runs'>(this, {
      documents: false,
      runs: false,
      statusOf: false,
      editsSince: false,
      movedSince: false,
    });
    reaction(
      () => this.documents.history,
      (after, before) => {
        for (const run of this.runs.runs) run.followed = follow(run.followed, before, after);
      },
    );
  }

  /** The run whose weights the drawing has. */
  get current(): Run | null {
    return this.runs.current;
  }

  /** Of the network. */
  editsSince(run: Run): number {
    const { document, history } = this.documents;
    return networkEditsBetween(run.document, document, timelineOf(history));
  }

  /** Where the layers that a run was trained on are in the present drawing. */
  movedSince(run: Run): Moved {
    return movedNow(run.followed, this.documents.history);
  }

  /** The same by run, of those whose layers moved. */
  get moves(): ReadonlyMap<string, Moved> {
    const all = this.runs.runs.map((run) => [run.id, this.movedSince(run)] as const);
    return new Map(all.filter(([, moved]) => moved.size > 0));
  }

  /** The current run's, by the keys that the present drawing has for them; null without a trained run. */
  private get shapes(): WeightShapes | null {
    const { current } = this;
    return current?.shapes ? carry(current.shapes, this.movedSince(current)) : null;
  }

  /** Of the present drawing and the current run's weights. */
  get fit(): Fit | null {
    const { shapes } = this;
    if (shapes === null) return null;
    const given = new Map([...shapes].map(([key, shape]) => [key, { shape }]));
    return fitWeights(weightsOf(this.documents.compiled.layers), given);
  }

  statusOf(nodeId: string): WeightStatus | null {
    return this.fit === null ? null : weightStatusOf(this.documents.compiled, this.fit, nodeId);
  }

  /** How much of the present network the current run's weights fit; null without a trained run. */
  get survival(): Survival | null {
    return this.fit === null ? null : survivalOf(this.documents.compiled, this.fit);
  }

  /** Whether the present network has weights that the current run's don't fit. */
  get architectureChanged(): boolean {
    return this.fit !== null && this.fit.fresh.size > 0;
  }

  /** For a run that begins with the current one's weights; null where there is none. */
  get starting(): StartingWeights | null {
    const { current } = this;
    if (!current?.kept) return null;
    return { place: current.kept.place, weights: 'last', moved: this.movedSince(current) };
  }
}
