/** Sets of pictures by name, wherever they are read: in this thread, or in one of their own. */
import type { KnownShape } from '../layers/shape';
import { type Feed, type FeedOptions, openFeed } from './feed';
import { type FeedSettings, preprocessingFor, type Preprocessing } from './preprocessing';
import { pictureSheet, type PictureSheet, type SheetRequest } from './sheet';
import type { PictureSource, Progress, Report, SourceFacts } from './source';

/** Each rejects with a sentence where the set can't be read. */
export interface DataSets {
  facts(set: string): Promise<SourceFacts>;
  /** How far the set is read that is being opened; null where none is. */
  progress(set: string): Promise<Progress | null>;
  /** Fixes what is done to pictures of the set before an input of that shape: height, width, channels. */
  preprocessing(set: string, inputShape: KnownShape, settings: FeedSettings): Promise<Preprocessing>;
  feed(set: string, options: FeedOptions): Promise<Feed>;
  sheet(set: string, request: SheetRequest): Promise<PictureSheet>;
}

export interface OpenedSets extends DataSets {
  /** Whoever asks for it next opens it anew. */
  drop(set: string): void;
}

/** Sets are opened once, and kept until they are dropped. */
export function dataSets(open: (set: string, report: Report) => Promise<PictureSource>): OpenedSets {
  const sources = new Map<string, Promise<PictureSource>>();
  const underWay = new Map<string, Progress>();
  /** Standardizing reads every training picture: what it found is kept. */
  const known = new Map<string, Promise<Preprocessing>>();

  function source(set: string): Promise<PictureSource> {
    const found = sources.get(set);
    if (found !== undefined) return found;
    const opening: Promise<PictureSource> = open(set, (progress) => underWay.set(set, progress));
    sources.set(set, opening);
    const isOurs = (): boolean => sources.get(set) === opening;
    // A set that failed to load is tried again when next asked for.
    opening.catch(() => isOurs() && sources.delete(set)).finally(() => isOurs() && underWay.delete(set));
    return opening;
  }

  return {
    facts: async (set) => (await source(set)).facts,
    progress: (set) => Promise.resolve(underWay.get(set) ?? null),
    drop(set) {
      sources.delete(set);
      underWay.delete(set);
    },
    async preprocessing(set, inputShape, { fit, scale, pipeline }) {
      const opened = await source(set);
      const key = JSON.stringify([set, opened.facts.fingerprint, inputShape, fit, scale, pipeline]);
      const found = known.get(key);
      if (found !== undefined) return found;
      const fixing = preprocessingFor(inputShape, { fit, scale, pipeline }, opened.part('training'));
      known.set(key, fixing);
      fixing.catch(() => known.delete(key));
      return fixing;
    },
    feed: async (set, options) => openFeed(await source(set), options),
    sheet: async (set, request) => pictureSheet(await source(set), request),
  };
}
