/** The data worker: it alone reads, decodes and transforms pictures, so that neither window nor training waits for it. */
import { dataSets, type DataSets } from '../../../shared/data/data-sets';
import { openBundled } from '../../../shared/data/open-source';
import type { ConnectMessage } from '../../../shared/protocol/data-worker';
import { serveDataSets } from '../../../shared/protocol/data-worker';
import { fetchFrom } from './fetch-from';

let sets: DataSets | null = null;

self.addEventListener('message', ({ data: { baseUrl, port } }: MessageEvent<ConnectMessage<MessagePort>>) => {
  const read = fetchFrom(baseUrl);
  sets ??= dataSets((name) => openBundled(name, read));
  serveDataSets(port, sets);
  port.start();
});
