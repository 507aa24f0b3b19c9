/** The app itself, which takes the place of the window's first sight. */
import { createRoot } from 'react-dom/client';
import { lenet5 } from '../templates/lenet5';
import { App } from './frame/App';
import { runById } from './commands/use-shortcuts';
import { fetchLater, fetchTheRest } from './components/fetch-later';
import { createHost } from './host';
import { AppContext } from './document/app-context';
import { browserArchive } from './archive/browser-archive';
import { AppStore } from './document/app-store';

const host = createHost();
const app = new AppStore({
  // What everybody who learns of convolutional networks meets first.
  document: lenet5.document,
  host,
  archive: browserArchive(),
  createWorker: () =>
    new Worker(new URL('./runs/worker/training-worker.ts', import.meta.url), { type: 'module' }),
  createDataWorker: () =>
    new Worker(new URL('./data/worker/data-worker.ts', import.meta.url), { type: 'module' }),
});
void app.files.start();
void app.library.load();
fetchLater(() => app.library.loadShipped());
host.onMenuCommand((id) => runById(app, id));
host.onOpenFolder(
  (folder) =>
    void Promise.all([import('./document/data/open-folder'), app.files.start()]).then(([{ readFolder }]) =>
      readFolder(app, folder),
    ),
  (message) => app.ui.notify({ kind: 'error', message }),
);
const bridge = window.convcanvas;
if (bridge !== undefined) {
  void import('./frame/desktop-shell').then(({ connectShell }) => connectShell(app, bridge));
}

const root = document.querySelector('#app');
if (root === null) throw new Error('The page has no place for the app.');
createRoot(root).render(
  <AppContext value={app}>
    <App />
  </AppContext>,
);
fetchTheRest();
