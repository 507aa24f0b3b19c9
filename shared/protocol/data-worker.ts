/** Sets of pictures in a thread of their own: what it is asked, by a port for each who asks. */
import { DataError } from '../data/data-error';
import type { DataSets } from '../data/data-sets';
import type { Feed, FeedOptions } from '../data/feed';
import type { PictureShape } from '../data/picture';
import type { DrawnPicture, PreparedPicture } from '../data/prepare-picture';
import type { FeedSettings, Preprocessing } from '../data/preprocessing';
import type { PictureSheet, SheetRequest } from '../data/sheet';
import type { Progress, SourceFacts } from '../data/source';
import type { Batch } from '../engine/executor';
import type { KnownShape } from '../layers/shape';
import type { FileContent } from './file-content';
import { answerCalls, type Call, type CallPort, caller, Handover } from './calls';

/** Messages carry a set's name, facts and a batch at a time; pictures stay where they are read. */
export interface DataRequests {
  /** The user's own pictures come under a name: what it meant before is forgotten. */
  adopt: [{ set: string; files: readonly FolderFile[] }, null];
  /** An opening that is under way ends. */
  forget: [{ set: string }, null];
  facts: [{ set: string }, SourceFacts];
  progress: [{ set: string }, Progress | null];
  preprocessing: [{ set: string; inputShape: KnownShape; settings: FeedSettings }, Preprocessing];
  feed: [{ set: string; options: FeedOptions }, { feed: number; length: number; shape: PictureShape }];
  read: [{ feed: number; rows: readonly number[]; epoch: number }, Batch];
  close: [{ feed: number }, null];
  sheet: [{ set: string; request: SheetRequest }, PictureSheet];
  /** A picture that belongs to no set, as a trained network takes it. */
  prepare: [{ given: GivenPicture; preprocessing: Preprocessing }, PreparedPicture];
}

/** A picture from outside: a file, which sentences call by its name, or a drawing. */
export type GivenPicture =
  | { readonly kind: 'file'; readonly name: string; readonly content: FileContent }
  | ({ readonly kind: 'drawn' } & DrawnPicture);

/** Rejects with `DataError`. */
export type PrepareGiven = (given: GivenPicture, preprocessing: Preprocessing) => Promise<PreparedPicture>;

/** A file of a folder of the user's, not yet read. */
export interface FolderFile {
  /** In the folder, with slashes. */
  readonly path: string;
  readonly content: FileContent;
}

/** Where folders of the user's can be opened. */
export interface OwnFolders {
  adopt(set: string, files: readonly FolderFile[]): void;
  forget(set: string): void;
}

/** What the worker is sent for each who asks. */
export interface ConnectMessage<Port> {
  /** Where `datasets/` is served. */
  readonly baseUrl: string;
  readonly port: Port;
}

const buffersOf = (
  ...arrays: readonly (Float32Array | Uint8Array | Uint16Array | undefined)[]
): ArrayBuffer[] => arrays.flatMap((array) => (array?.buffer instanceof ArrayBuffer ? [array.buffer] : []));

const nowhere: OwnFolders = {
  adopt: () => {
    throw new DataError('Folders of pictures are named by their path here.');
  },
  forget: () => undefined,
};

const noPictures: PrepareGiven = () =>
  Promise.reject(new DataError('Single pictures are read by their path here.'));

/** Answers by that port. Its feeds are its own. */
export function serveDataSets(
  port: CallPort,
  sets: DataSets,
  folders: OwnFolders = nowhere,
  prepare: PrepareGiven = noPictures,
): void {
  const feeds = new Map<number, Feed>();
  let nextFeed = 1;
  answerCalls<DataRequests>(port, {
    // eslint-disable-next-line @typescript-eslint/require-await -- what it throws becomes a rejection
    async adopt({ set, files }) {
      folders.adopt(set, files);
      return null;
    },
    forget({ set }) {
      folders.forget(set);
      return Promise.resolve(null);
    },
    facts: ({ set }) => sets.facts(set),
    progress: ({ set }) => sets.progress(set),
    preprocessing: ({ set, inputShape, settings }) => sets.preprocessing(set, inputShape, settings),
    async feed({ set, options }) {
      const feed = await sets.feed(set, options);
      const id = nextFeed++;
      feeds.set(id, feed);
      return { feed: id, length: feed.length, shape: feed.shape };
    },
    async read({ feed: id, rows, epoch }) {
      const feed = feeds.get(id);
      if (feed === undefined) throw new DataError('These pictures were closed before they were read.');
      const batch = await feed.read(rows, epoch);
      const tensors = [...Object.values(batch.inputs), ...Object.values(batch.targets)];
      return new Handover(batch, buffersOf(...tensors.map(({ data }) => data)));
    },
    close({ feed: id }) {
      feeds.get(id)?.close();
      feeds.delete(id);
      return Promise.resolve(null);
    },
    async sheet({ set, request }) {
      const sheet = await sets.sheet(set, request);
      return new Handover(sheet, buffersOf(sheet.raw.values, sheet.labels, sheet.fed?.values));
    },
    async prepare({ given, preprocessing }) {
      const prepared = await prepare(given, preprocessing);
      return new Handover(prepared, buffersOf(prepared.raw.values, prepared.fed.values));
    },
  });
}

export interface RemoteDataSets extends DataSets {
  adopt(set: string, files: readonly FolderFile[]): Promise<void>;
  forget(set: string): Promise<void>;
  readonly prepare: PrepareGiven;
  /** The thread is gone: all that is asked is answered with that sentence. */
  readonly lose: (message: string) => void;
}

/** The sets behind that port. */
export function remoteDataSets(port: CallPort): RemoteDataSets {
  const { call, lose } = caller<DataRequests>(port, (message) => new DataError(message));
  return {
    async adopt(set, files) {
      await call('adopt', { set, files });
    },
    async forget(set) {
      await call('forget', { set });
    },
    facts: (set) => call('facts', { set }),
    progress: (set) => call('progress', { set }),
    preprocessing: (set, inputShape, settings) => call('preprocessing', { set, inputShape, settings }),
    feed: async (set, options) => remoteFeed(call, await call('feed', { set, options })),
    sheet: (set, request) => call('sheet', { set, request }),
    prepare: (given, preprocessing) => call('prepare', { given, preprocessing }),
    lose,
  };
}

function remoteFeed(
  call: Call<DataRequests>,
  { feed, length, shape }: { readonly feed: number; readonly length: number; readonly shape: PictureShape },
): Feed {
  return {
    length,
    shape,
    read: (rows, epoch) => call('read', { feed, rows, epoch }),
    close: () => void call('close', { feed }).catch(() => undefined),
  };
}
