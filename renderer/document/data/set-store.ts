/** The sets of pictures that can be chosen: those that ship with the app, and the folders that the user opened in this window. */
import { makeAutoObservable, observableRef, runInAction } from 'mobx';
import { datasets, type DatasetDescription, findDataset } from '../../../shared/data/catalogue';
import type { Progress, SourceFacts } from '../../../shared/data/source';
import type { FolderFile } from '../../../shared/protocol/data-worker';
import { messageOf } from '../../../shared/schema/message-of';
import type { DataClient } from './data-client';

/** A folder of the user's. */
export interface OwnSet {
  readonly name: string;
  readonly state:
    | { readonly kind: 'reading'; readonly progress: Progress | null }
    | { readonly kind: 'ready'; readonly facts: SourceFacts }
    /** A sentence. */
    | { readonly kind: 'failed'; readonly message: string };
}

/** Milliseconds between two looks at how far a folder is read. */
const LOOK_EVERY = 250;

export class SetStore {
  /** By name, the newest last. */
  own: ReadonlyMap<string, OwnSet> = new Map();

  private readonly client: DataClient;

  constructor(client: DataClient) {
    this.client = client;
    makeAutoObservable<SetStore, 'client'>(this, { own: observableRef, client: false }, { autoBind: true });
  }

  get bundled(): readonly DatasetDescription[] {
    return datasets;
  }

  /** What is known of a set that can be used now. */
  find(name: string): DatasetDescription | undefined {
    const state = this.own.get(name)?.state;
    return state?.kind === 'ready' ? state.facts : findDataset(name);
  }

  /** Reads a folder. Answers what it holds; null where it can't be used or is taken back meanwhile, as its state says. */
  async adopt(folder: string, files: readonly FolderFile[]): Promise<SourceFacts | null> {
    const name = findDataset(folder) === undefined ? folder : `${folder} (own)`;
    const mine: OwnSet = { name, state: { kind: 'reading', progress: null } };
    this.put(mine);
    let latest: OwnSet = mine;
    const isCurrent = (): boolean => this.own.get(name) === latest;
    const become = (state: OwnSet['state']): void => {
      if (!isCurrent()) return;
      latest = { name, state };
      this.put(latest);
    };
    const look = setInterval(() => {
      void this.client.progress(name).then(
        (progress) => runInAction(() => progress && become({ kind: 'reading', progress })),
        () => undefined,
      );
    }, LOOK_EVERY);
    try {
      await this.client.adopt(name, files);
      const facts = await this.client.facts(name);
      if (!isCurrent()) return null;
      clearInterval(look);
      runInAction(() => become({ kind: 'ready', facts }));
      return facts;
    } catch (error) {
      clearInterval(look);
      runInAction(() => become({ kind: 'failed', message: messageOf(error) }));
      return null;
    }
  }

  /** It is no longer in the list; reading it ends. */
  forget(name: string): void {
    const left = new Map(this.own);
    left.delete(name);
    this.own = left;
    void this.client.forget(name).catch(() => undefined);
  }

  private put(set: OwnSet): void {
    this.own = new Map([...this.own].filter(([name]) => name !== set.name)).set(set.name, set);
  }
}
