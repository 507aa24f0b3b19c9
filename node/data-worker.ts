/** The data worker of the command line: pictures are read and transformed beside training, as in the window. */
import { type MessagePort, workerData } from 'node:worker_threads';
import { serveDataSets } from '../shared/protocol/data-worker';
import { localDataSets } from './data-sets';
import type { Places } from './places';
import { callPort } from './call-port';

const { port, places } = workerData as { readonly port: MessagePort; readonly places: Places };
serveDataSets(callPort(port), localDataSets(places));
