/** The data worker: it alone reads, decodes and transforms pictures, so that neither window nor training waits for it. */
import { dataSets, type OpenedSets } from '../../../shared/data/data-sets';
import { pictureDecoder } from '../../../shared/data/files/decode';
import { openBundled } from '../../../shared/data/open-source';
import type { ConnectMessage } from '../../../shared/protocol/data-worker';
import { serveDataSets } from '../../../shared/protocol/data-worker';
import { decodePixels } from './decode-pixels';
import { fetchFrom } from './fetch-from';
import { ownFolders } from './own-folders';

const folders = ownFolders(pictureDecoder(decodePixels), (set) => sets?.drop(set));
let sets: OpenedSets | null = null;

self.addEventListener('message', ({ data: { baseUrl, port } }: MessageEvent<ConnectMessage<MessagePort>>) => {
  const read = fetchFrom(baseUrl);
  sets ??= dataSets((name, report) =>
    folders.has(name) ? folders.open(name, report) : openBundled(name, read),
  );
  serveDataSets(port, sets, folders);
  port.start();
});
