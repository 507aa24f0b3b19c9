/** The training worker: it alone loads the engine, so that the window never waits for it. */
import { browserArchive } from '../../archive/browser-archive';
import { dataBehind } from './data-behind';
import { workerHost } from './engine';
import { emitter, serve } from './serve';
import { trainingHandlers } from './training-handlers';

const archive = browserArchive();
serve(self, trainingHandlers({ archive, emit: emitter(self), host: workerHost, data: dataBehind }));
