/** The data worker: it alone reads, decodes and transforms pictures, so that neither window nor training waits for it. */
import { findDataset } from '../../../shared/data/catalogue';
import { DataError } from '../../../shared/data/data-error';
import { dataSets, type OpenedSets } from '../../../shared/data/data-sets';
import { pictureDecoder } from '../../../shared/data/files/decode';
import { openBundled } from '../../../shared/data/open-source';
import type { ConnectMessage } from '../../../shared/protocol/data-worker';
import { serveDataSets } from '../../../shared/protocol/data-worker';
import { decodePixels } from './decode-pixels';
import { fetchFrom } from './fetch-from';
import { givenPictures } from './given-pictures';
import { ownFolders } from './own-folders';

const decode = pictureDecoder(decodePixels);
const prepare = givenPictures(decode);
const folders = ownFolders(decode, (set) => sets?.drop(set));
let sets: OpenedSets | null = null;

self.addEventListener('message', ({ data: { baseUrl, port } }: MessageEvent<ConnectMessage<MessagePort>>) => {
  const read = fetchFrom(baseUrl);
  sets ??= dataSets((name, report) => {
    if (folders.has(name)) return folders.open(name, report);
    if (findDataset(name) !== undefined) return openBundled(name, read);
    return Promise.reject(
      new DataError(`The pictures of “${name}” are not at hand: open their folder in Data.`),
    );
  });
  serveDataSets(port, sets, folders, prepare);
  port.start();
});
