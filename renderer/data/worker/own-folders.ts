/** The user's own folders of pictures in the data worker. */
import { DataError } from '../../../shared/data/data-error';
import { openFolder } from '../../../shared/data/open-source';
import type { DecodePicture, PictureSource, Report } from '../../../shared/data/source';
import type { FolderFile, OwnFolders } from '../../../shared/protocol/data-worker';
import { readContent } from './read-content';

export interface OpenedFolders extends OwnFolders {
  readonly has: (set: string) => boolean;
  /** Rejects with `DataError`, also where the folder is forgotten meanwhile. */
  readonly open: (set: string, report: Report) => Promise<PictureSource>;
}

/** `dropped` is called where what was known under a name means nothing any more. */
export function ownFolders(decode: DecodePicture, dropped: (set: string) => void): OpenedFolders {
  const folders = new Map<string, ReadonlyMap<string, FolderFile>>();
  return {
    has: (set) => folders.has(set),
    adopt(set, files) {
      folders.set(set, new Map(files.map((file) => [file.path, file])));
      dropped(set);
    },
    forget(set) {
      folders.delete(set);
      dropped(set);
    },
    async open(set, report) {
      const files = folders.get(set) ?? new Map<string, FolderFile>();
      return openFolder({
        name: set,
        paths: [...files.keys()],
        decode,
        read: (path, largest) => contentOf(path, files.get(path), largest),
        report(progress) {
          if (folders.get(set) !== files) throw new DataError(`Reading ${set} was cancelled.`);
          report(progress);
        },
      });
    },
  };
}

function contentOf(path: string, file: FolderFile | undefined, largest: number): Promise<Uint8Array> {
  if (file === undefined) return Promise.reject(new DataError(`There is no file ${path} in the folder.`));
  return readContent(path, file.content, largest, 'the folder was opened');
}
